"use strict";

const EVERY_MS = 1000;
const SHOWN = 3;
const said = document.getElementById("said");
let shown = -1;

const at = (state, path) => path.split(".").reduce((inner, key) => inner[key], state);

function mark(state) {
  for (const button of document.querySelectorAll("[data-is]")) {
    const [path, value] = JSON.parse(button.dataset.is);
    button.setAttribute("aria-pressed", at(state, path) === value);
  }
  const laid = state.reader.card;
  const chip = document.getElementById("reader");
  chip.textContent = laid ? `放着：${state.reader.cards[laid]}` : "没有卡 · no card";
  chip.classList.toggle("on", Boolean(laid));
  document.querySelector('[data-call="reader/lift"]').disabled = !laid;
  tickets(state.platform);
  slips(state.printer.slips);
}

function tickets(platform) {
  const box = document.getElementById("tickets");
  const told = platform.tickets.map((ticket) => {
    const chip = document.createElement("span");
    chip.textContent = ticket.ticket_no + (ticket.reprints ? ` · 补打 ${ticket.reprints}` : "");
    return chip;
  });
  box.replaceChildren(...(told.length ? told : [platform.running ? "还没有 · none yet" : "平台没开 · not running"]));
}

function slips(count) {
  if (count === shown) return;
  shown = count;
  const box = document.getElementById("slips");
  const last = Array.from({ length: Math.min(count, SHOWN) }, (_, back) => {
    const picture = document.createElement("img");
    picture.src = `/api/printer/slips/${count - back}.png`;
    picture.alt = `小票 ${count - back}`;
    return picture;
  });
  const none = document.createElement("p");
  none.textContent = "还没有小票 · nothing yet";
  box.replaceChildren(...(last.length ? last : [none]));
}

function tell(trouble) {
  said.hidden = !trouble;
  said.textContent = trouble;
}

async function call(path, options) {
  try {
    const answer = await fetch(`/api/${path}`, options);
    const body = await answer.json();
    if (answer.ok) mark(body);
    tell(answer.ok ? "" : body.error);
  } catch {
    tell("演示停了 · the demo has ended");
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-call]");
  if (button) call(button.dataset.call, { method: "POST", body: button.dataset.ask });
});

async function watch() {
  if (!document.hidden) await call("state");
  setTimeout(watch, EVERY_MS);
}

mark(JSON.parse(document.getElementById("state").textContent));
setTimeout(watch, EVERY_MS);
