"""``log tail | export | verify``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from kiosk.staff.cli.common import (
    DONE,
    FAILED,
    ConfigOption,
    JsonOption,
    audit,
    chosen,
    config_at,
    fail,
    out,
    say,
    say_json,
    secret_of,
    state_of,
)
from kiosk.staff.log_reading import Line, Sentences, Wanted, last, read, when

app = typer.Typer(help="read the log, take it along, prove the audit chain")

STYLES: Final = {"warning": "yellow", "error": "red", "critical": "bold red", "debug": "dim"}
LOOK_SECONDS: Final = 0.3
Level = Literal["debug", "info", "warning", "error", "critical"]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


@app.command()
def tail(  # noqa: PLR0913, PLR0917 its options
    ctx: typer.Context,
    count: Annotated[int, typer.Option("-n", min=1, help="how many lines")] = 20,
    follow: Annotated[bool, typer.Option("-f", "--follow", help="and those to come, until Ctrl-C")] = False,
    level: Annotated[Level, typer.Option(help="this level or worse")] = "info",
    event: Annotated[str, typer.Option(help="events that begin so: device, device.lost")] = "",
    session: Annotated[str, typer.Option(help="one visit: its trace, a request's, or a letter's")] = "",
    lang: Annotated[Literal["zh", "en"], typer.Option(help="of the sentences")] = "zh",
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show the last lines, as sentences."""
    import json

    folder = Path(config_at(chosen(ctx, config)).telemetry.log_dir)
    if not folder.is_dir():
        fail(f"{folder}: no log is there; did the terminal ever run?")
    wanted, sentences = Wanted(level, event, session), Sentences(lang)

    def show(line: Line) -> None:
        if as_json:
            print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 one a line
            return
        level = str(line.get("level", ""))
        moment = when(line, "%Y-%m-%d %H:%M:%S")
        head = f"{moment} {level:8} {str(line.get('trace', ''))[:8]:8} {line.get('event')}"
        out.print(head, style=STYLES.get(level), markup=False, end="  ")
        out.print(sentences.of(line), markup=False)
        if trouble := line.get("exception"):
            out.print(str(trouble), style="dim", markup=False)

    begun = _end(folder) if follow else 0
    for line in last(folder, count, wanted):
        show(line)
    for line in _coming(folder / "kiosk.log", begun) if follow else ():
        if wanted.fits(line):
            show(line)
    return DONE


@app.command("export")
def export_(
    ctx: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FOLDER|FILE.zip", help="new: nothing is overwritten")],
    since: Day = None,
    until: Day = None,
    config: ConfigOption = None,
) -> int:
    """Take logs and audit chain along, with a signed list of digests."""
    from kiosk.staff.log_export import Source, export

    conf = config_at(chosen(ctx, config))
    audit(conf, "log.export", what=target.name)
    source = Source(Path(conf.telemetry.log_dir), state_of(conf), secret_of(conf))
    names = export(
        source, target, since=since.date() if since else None, until=until.date() if until else None
    )
    say(f"{target}: {len(names)} files")
    if source.key is None:
        say("not signed: this terminal has no secret yet", style="yellow")
    return DONE


@app.command()
def verify(
    ctx: typer.Context,
    exported: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="an exported folder instead of this terminal")
    ] = None,
    told: Annotated[
        list[str] | None, typer.Option(metavar="NUMBER:SM3", help="a checkpoint that the platform keeps")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> int:
    """Prove the audit chain; status 1 when something in it was changed, with the numbers."""
    from kiosk.staff.log_export import CHAIN, links_in
    from kiosk.store.audit_chain import rows_of
    from kiosk.store.audit_check import check
    from kiosk.store.audit_head import read_head

    conf = config_at(chosen(ctx, config)) if exported is None or chosen(ctx, config).exists() else None
    folder = exported or state_of(conf) if conf else exported
    if folder is None or not (folder / (CHAIN if exported else "audit.db")).exists():
        fail(f"{folder}: no audit chain is there")
    rows = links_in(folder / CHAIN) if exported else rows_of(folder)
    key = secret_of(conf) if conf else None
    verdict = check(rows, key=key, head=read_head(folder), told=_checkpoints(told or []))
    if as_json:
        say_json({**asdict(verdict), "whole": verdict.whole})
        return DONE if verdict.whole else FAILED
    for finding in verdict.findings:
        numbers = (
            f"{finding.first}" if finding.first == finding.last else f"{finding.first} to {finding.last}"
        )
        say(f"record {numbers}: {finding.fault}", style="red")
    say(f"{verdict.records} records, the last is number {verdict.last.seq}, SM3 {verdict.last.sm3}")
    if key is None:
        say("signatures were not proven: no secret is here", style="yellow")
    elif verdict.signed < verdict.last.seq:
        say(f"signed up to number {verdict.signed}", style="yellow")
    if verdict.other_keys:
        say(f"{verdict.other_keys} signatures by an earlier secret were not proven", style="yellow")
    say("whole" if verdict.whole else "CHANGED", style="green" if verdict.whole else "bold red")
    return DONE if verdict.whole else FAILED


def _checkpoints(told: list[str]) -> list[tuple[int, str]]:
    kept = []
    for each in told:
        number, _, sm3 = each.partition(":")
        if not number.isdigit() or len(sm3) != 64:
            raise typer.BadParameter(f"{each!r} is not NUMBER:SM3", param_hint="--told")
        kept.append((int(number), sm3.lower()))
    return kept


def _end(folder: Path) -> int:
    file = folder / "kiosk.log"
    return file.stat().st_size if file.exists() else 0


def _coming(file: Path, begun: int) -> Iterator[Line]:
    """Whole lines as they come; a new file is read from its beginning."""
    rest, inode = "", 0
    while True:
        if file.exists():
            now = file.stat()
            if now.st_size < begun or (inode and now.st_ino != inode):
                begun, rest = 0, ""
            inode = now.st_ino
            with file.open("rb") as source:
                source.seek(begun)
                read_now = source.read()
            begun += len(read_now)
            *whole, rest = (rest + read_now.decode("utf-8", "replace")).split("\n")
            yield from map(read, whole)
        time.sleep(LOOK_SECONDS)
