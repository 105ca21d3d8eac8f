"""The readiness report: is this terminal fit to serve today? What was found, section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from kiosk import __version__
from kiosk.config import Config
from kiosk.domain.words import Text
from kiosk.hardware.device import DeviceStatus
from kiosk.hardware.look import Judgement
from kiosk.staff.advice import advice
from kiosk.staff.checks.base import Check, State
from kiosk.staff.words import NETWORK, focused, introduced, judged, moment, sounded

if TYPE_CHECKING:
    from kiosk.staff.desk import Finding

WORST: Final[tuple[State, ...]] = ("bad", "warn", "ok")
READY, NOT_READY = Text("可以投入使用", "Ready"), Text("不能投入使用", "NOT READY")
TITLES: Final[Mapping[str, Text]] = {
    "devices": Text("设备", "Devices"),
    "by hand": Text("人工测试", "Tested by hand"),
    "storage": Text("存储", "Storage"),
    "platform and clock": Text("平台和时钟", "Platform and clock"),
    "audit": Text("审计", "Audit"),
}
"""Every section there is (``kiosk.staff.sections``), in order; ``by hand`` only where somebody tested."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found, section by section; ``counts`` are the day's."""

    terminal: str
    hall: str
    made_at: datetime
    sections: Mapping[str, Sequence[Check]]
    counts: Mapping[str, int]

    @property
    def ready(self) -> bool:
        """Whether nothing is bad."""
        return not self.count("bad")

    @property
    def verdict(self) -> Text:
        """That in words."""
        return READY if self.ready else NOT_READY

    def count(self, state: State) -> int:
        """How many checks are so."""
        return sum(check.state == state for checks in self.sections.values() for check in checks)

    def worst_first(self) -> list[tuple[str, list[Check]]]:
        """The sections and their checks as people should read them: what failed comes first."""
        rows = [
            (name, sorted(checks, key=lambda check: WORST.index(check.state)))
            for name, checks in self.sections.items()
        ]
        return sorted(rows, key=lambda row: WORST.index(worst(row[1])))

    def plain(self) -> dict[str, Any]:
        """For JSON, unsigned."""
        return {
            "terminal": self.terminal,
            "hall": self.hall,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "software": __version__,
            "ready": self.ready,
            "sections": {name: [asdict(check) for check in checks] for name, checks in self.sections.items()},
            "counts": dict(self.counts),
        }

    def text(self) -> str:
        """For people at a console."""
        marks = {"ok": "  ok ", "warn": "  !  ", "bad": "  X  "}
        lines = [
            f"{self.hall}  {self.terminal}",
            f"{self.made_at:%Y-%m-%d %H:%M:%S}  software {__version__}",
            "可以投入使用 · ready" if self.ready else "不能投入使用 · NOT READY",
        ]
        for name, checks in self.worst_first():
            lines += ["", name.upper()]
            for check in checks:
                lines.append(f"{marks[check.state]} {check.name}: {check.says}")
                if check.mend and check.state != "ok":
                    lines.append(f"       $ {check.mend}")
        if self.counts:
            lines += [
                "",
                "TODAY",
                *(f"      {name}: {number}" for name, number in sorted(self.counts.items())),
            ]
        return "\n".join(lines) + "\n"


def worst(checks: Sequence[Check]) -> State:
    """The worst state of a section."""
    return next((state for state in WORST if any(check.state == state for check in checks)), "ok")


def of_devices(outcomes: Mapping[str, DeviceStatus], config: Config) -> list[Check]:
    """Self-tests as checks: a device that must be there is bad when it cannot work, another one a warning."""
    from kiosk.staff.device_tests import in_words  # noqa: PLC0415 the drivers are wanted by none but this

    found = []
    for kind, status in outcomes.items():
        required = getattr(getattr(config.devices, kind), "required", False)
        unclear = status.focus is not None and status.focus.judgement is not Judgement.SHARP
        unheard = status.sound is not None and not status.sound.fine
        fit: State = "warn" if unclear or unheard else "ok"
        state: State = fit if status.usable else "bad" if required else "warn"
        word, todo = judged(status)[1], advice(status)
        zh = f"{word.zh}。{todo.zh}" if todo else word.zh
        if status.focus is not None:
            zh = f"{zh}。镜头{focused(status.focus).zh}"
        if status.sound is not None:
            zh = f"{zh}。{sounded(status.sound).zh}"
        zh = "。".join((zh, *(line.zh for line in introduced(status.about))))
        found.append(Check(kind, state, in_words(status), says_zh=zh))
    return found


def by_hand(findings: Mapping[str, Finding], today: date) -> list[Check]:
    """What people tested, when, and by which number; what failed is a warning."""
    found = []
    for kind, one in findings.items():
        if kind != NETWORK:  # a section of its own looks at that
            en = "; ".join(fact.en or fact.zh for fact in one.facts)
            zh = "；".join(fact.zh for fact in one.facts)
            state: State = "ok" if one.ok else "warn"
            when, who = moment(one.at, today), f" ({one.who})" if one.who else ""
            zh_who = f"（{one.who}）" if one.who else ""
            found.append(Check(kind, state, f"{when} {en}{who}", says_zh=f"{when} {zh}{zh_who}"))
    return found
