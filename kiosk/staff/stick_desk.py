"""A USB stick at the desk: settings saved onto it, or taken from it, shown and tried before they are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from kiosk.config import Config
from kiosk.config_changes import Taken
from kiosk.config_file import load
from kiosk.domain.words import Text
from kiosk.errors import ConfigError
from kiosk.journeys.stage import Stage, WentBack
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import BeforeAfter, StaffImport, StaffPick, StaffTold
from kiosk.staff import stick
from kiosk.staff.accounts import Account
from kiosk.staff.carrying import Plan, Try, kept, planned, signing, taken_along, tried
from kiosk.staff.desk import Witness
from kiosk.staff.package import NotTaken
from kiosk.staff.package_parts import left_out
from kiosk.staff.settings_rows import OFFER
from kiosk.staff.settings_words import how_many, in_words, named, turned
from kiosk.surely import surely

TakeUp = Callable[[Config], Awaitable[Taken]]
SAVED: Final = Text("存好了", "Saved")
WHICH: Final = Text("取哪一份", "Which one")
NOTHING: Final = Text("U 盘上没有参数文件", "There are no settings on the stick")
TRYING: Final = Text("正在试，请等一下", "Trying. One moment, please.")
ONLY_HERE: Final = Text(
    "用本机密钥签的，只有这台机器能取回", "Signed with this terminal's own key: only it can take them back"
)


@dataclass(frozen=True, slots=True)
class Came:
    """What there is to tell; what became of it, where the configuration was changed."""

    told: Text
    taken: Taken | None = None


@dataclass(frozen=True, slots=True)
class StickDesk:
    """One terminal's. ``tried`` tries a changed device."""

    file: Path
    folder: Path
    home: Path
    """Something on the terminal's own disk."""
    tried: Try
    take_up: TakeUp
    witness: Witness
    clock: Callable[[], datetime]

    def plugged_in(self) -> bool:
        """Whether a stick is there."""
        return stick.plugged_in(self.folder, self.home)

    async def work(self, stage: Stage, account: Account, key: str) -> Came | None:
        """Save or take; ``None``: they went back, or have seen it."""
        action = "config.export" if key == "usb.save" else "config.import"
        try:
            if key == "usb.take":
                return await self._take(stage, account)
            await self._save(stage, account)
        except WentBack:
            return None
        except NotTaken as refused:
            await self.witness(account, action, "refused", None)
            return Came(refused.why)
        except ConfigError as error:
            await self.witness(account, action, "failed", None)
            why = error.mistakes[0]
            return Came(Text(f"{why.key}：{why.why}", f"{why.key}: {why.why}"))
        return None

    async def _save(self, stage: Stage, account: Account) -> None:
        at, who = self.clock(), account.number
        file = await asyncio.to_thread(taken_along, self.file, self.folder, who=who, at=at)
        await self.witness(account, "config.export", "ok", file.name)
        config = load(self.file, files_must_exist=False)
        keys = ", ".join(left_out(config))
        detail = [Text(file.name), Text(f"没存：{keys}", f"Left out: {keys}")]
        if not signing(config).hall:
            detail.append(ONLY_HERE)
        await stage.ask(StaffTold(what=SAVED, detail=tuple(detail)))

    async def _take(self, stage: Stage, account: Account) -> Came | None:
        names = await asyncio.to_thread(stick.packages, self.folder)
        if not names:
            return Came(NOTHING)
        brought = self.folder / await _which(stage, names)
        cabinet = False
        while True:
            plan = await asyncio.to_thread(planned, self.file, brought, cabinet=cabinet)
            more = len((await asyncio.to_thread(planned, self.file, brought, cabinet=True)).changes)
            answer = await stage.ask(_view(plan, cabinet=cabinet, more=more - len(plan.changes)))
            if answer.choice == "take":
                break
            cabinet = answer.choice == "cabinet"
        stage.show(StaffTold(what=TRYING, detail=()))
        await tried(plan, self.tried, str(self.file))
        return Came(SAVED, await surely(self._kept(plan, brought.name, account)))

    async def _kept(self, plan: Plan, name: str, account: Account) -> Taken:
        """Write it and bring it into force: one without the other is never left behind."""
        at, who = self.clock(), account.number
        change = await asyncio.to_thread(kept, plan, self.file, who=who, at=at)
        await self.witness(account, "config.import", "ok", name)
        for edit in change.edits:
            await self.witness(account, "config.set", "ok", edit.key)
        return await self.take_up(load(self.file, files_must_exist=False))


async def _which(stage: Stage, names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    offered = tuple(Choice(f"value:{name}", Text(name)) for name in names)
    answer = await stage.ask(StaffPick(name_of=WHICH, value=names[0], offered=offered))
    return answer.choice.removeprefix("value:")


def _view(plan: Plan, *, cabinet: bool, more: int) -> StaffImport:
    package = plan.package
    day, minute = package.made_at[:10], package.made_at[11:16]
    source = Text(
        f"{package.hall} {package.terminal}，{day} {minute}，{package.made_by} 存的",
        f"{package.terminal}, saved {day} {minute} by {package.made_by}",
    )
    rows = tuple(_row(key, old, new) for key, (old, new) in plan.changes.items())
    return StaffImport(source=source, rows=rows, cabinet=cabinet, more=more)


def _row(key: str, old: Any, new: Any) -> BeforeAfter:  # noqa: ANN401 a configuration's values
    if key == OFFER:
        return BeforeAfter(named(key), how_many(old), turned(old, new))
    return BeforeAfter(named(key), in_words(key, old), in_words(key, new))
