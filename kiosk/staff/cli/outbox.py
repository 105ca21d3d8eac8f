"""``outbox list | retry``."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

import typer

from kiosk.clock import now
from kiosk.presence import running
from kiosk.staff.cli.common import (
    DONE,
    ConfigOption,
    JsonOption,
    ask_terminal,
    audit,
    chosen,
    clock,
    config_at,
    fail,
    say,
    say_json,
    state_of,
    who,
)

app = typer.Typer(help="what waits to be sent, and what the platform would not take")


@app.command("list")
def list_(ctx: typer.Context, config: ConfigOption = None, as_json: JsonOption = False) -> int:
    """Show what waits and what was set aside, with the reason. Never what it says, nor whose it is."""
    from kiosk.staff.outbox_look import look

    path = chosen(ctx, config)
    seen = look(config_at(path), str(path))
    if as_json:
        say_json({"waiting": len(seen.waiting), "set_aside": len(seen.set_aside), "letters": seen.plain()})
        return DONE
    say(f"{len(seen.waiting)} wait, {len(seen.set_aside)} set aside")
    for letter in (*seen.set_aside, *seen.waiting):
        style = "yellow" if letter.state == "set_aside" else ""
        say(
            f"{letter.key.hex}  {letter.kind:15} {letter.state:9} {clock(letter.put_at)}"
            f"  {letter.attempts:3} tries  {letter.why or '—'}  {letter.holding_no}".rstrip(),
            style=style,
        )
    if seen.set_aside:
        say("send one again: run_kiosk.py outbox retry ID (its first characters are enough)", style="dim")
    return DONE


@app.command()
def retry(
    ctx: typer.Context,
    letter: Annotated[str, typer.Argument(metavar="ID", help="as `outbox list` shows it, or its beginning")],
    config: ConfigOption = None,
) -> int:
    """Send something that was set aside once more, under the same key: it cannot be done twice."""
    from kiosk.staff.outbox_look import look, send_again

    path = chosen(ctx, config)
    conf = config_at(path)
    meant = letter.replace("-", "").lower()
    found = [each for each in look(conf, str(path)).set_aside if meant and each.key.hex.startswith(meant)]
    if len(found) != 1:
        fail(f"{letter}: {'nothing' if not found else 'more than one'} was set aside under this id")
    key: UUID = found[0].key
    if running(state_of(conf)) is not None:
        from kiosk.staff.hatch.words import Retry

        reply = ask_terminal(conf, Retry(who=who(), letter=key))
        if not reply.ok:
            fail(f"{letter}: {reply.says}")
        say(f"{key.hex} waits again; the running terminal sends it")
        return DONE
    done = asyncio.run(send_again(conf, str(path), key, now))
    audit(conf, "outbox.retry", what=key.hex, result="ok" if done else "failed")
    if not done:
        fail(f"{letter}: it is not set aside any more")
    say(f"{key.hex} waits again; it is sent when the terminal runs")
    return DONE
