"""The page: buttons made here, marked by a little script as the state changes.

A button tells its call (``data-call``), what it asks for (``data-ask``), and when it is the one in force
(``data-is``: a path into the state and the value it has then).
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from string import Template
from typing import Final

from simulator.dock.asked import Json
from simulator.dock.words import CARDS, EXPIRED, FACTORS, FAULTS, LEVELS
from simulator.platform.otp import CODE
from simulator.platform.settings import citizens

FILE: Final = Path(__file__).parent / "files" / "page.html"


def html(state: Json) -> str:
    """The whole page, in the state it is in."""
    parts = {
        "cards": "".join(_card(key, name) for key, name in state["reader"]["cards"].items()),
        "reader_faults": _faults("reader", state),
        "codes": "".join(_code(payload, code) for payload, code in state["scanner"]["codes"].items()),
        "scanner_faults": _faults("scanner", state),
        "text_code": CODE,
        "numbers": "<br>".join(_numbers(person) for person in citizens() if person.get("factors")),
        "printer_faults": _faults("printer", state),
        "platform_faults": _faults("platform", state),
        "state": json.dumps(state, ensure_ascii=False).replace("<", "\\u003c"),
    }
    return Template(FILE.read_text("utf-8")).substitute(parts)


def _card(key: str, name: str) -> str:
    zh, en = CARDS.get(key, (key, key))
    return (
        f'<button class="card" data-call="reader/lay" data-ask="{_ask(card=key)}"'
        f' data-is="{_is("reader.card", key)}">'
        f'<img src="/api/reader/cards/{escape(key)}.webp" alt="" width="51" height="63">'
        f"<span><b>{escape(name)}</b>{escape(zh)}<i>{escape(en)}</i></span></button>"
    )


def _code(payload: str, code: Json) -> str:
    zh, en = EXPIRED if code["expired"] else LEVELS[code["level"]]
    owner = f"<b>{escape(code['owner'])}</b> " if code["owner"] else ""
    return (
        f'<button data-call="scanner/scan" data-ask="{_ask(code=payload)}"'
        f' data-is="{_is("scanner.last", payload)}">{owner}{escape(zh)}<i>{escape(en)}</i></button>'
    )


def _numbers(person: Json) -> str:
    """What this person could read off other cards when asked for one further number."""
    told = "，".join(f"{FACTORS[kind]} {number}" for kind, number in person["factors"].items())
    return f"<b>{escape(person['name'])}</b> {escape(person['id_no'])}：{escape(told)}"


def _faults(device: str, state: Json) -> str:
    return "".join(_fault(device, name) for name in (None, *state[device]["faults"]))


def _fault(device: str, name: str | None) -> str:
    zh, en = FAULTS.get((device, name), FAULTS.get(("*", name), (name or "", name or "")))
    tone = ' class="bad"' if name else ""
    return (
        f'<button{tone} data-call="{device}/fault" data-ask="{_ask(fault=name)}"'
        f' data-is="{_is(f"{device}.fault", name)}">{escape(zh)}<i>{escape(en)}</i></button>'
    )


def _ask(**asked: str | None) -> str:
    return escape(json.dumps(asked))


def _is(path: str, value: str | None) -> str:
    return escape(json.dumps([path, value]))
