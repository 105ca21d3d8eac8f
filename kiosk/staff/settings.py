"""Settings at the desk: changed in a draft, tried, kept whole with who and when, undone with one touch."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.config import Config
from kiosk.config_changes import Taken
from kiosk.config_file import judge, load
from kiosk.domain.words import Text
from kiosk.errors import ConfigError, KioskError
from kiosk.journeys.stage import Stage, WentBack
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import SettingRow, StaffPick, StaffSettings
from kiosk.staff.accounts import Account
from kiosk.staff.config_keeping import ConfigFile
from kiosk.staff.desk import Witness
from kiosk.staff.roles import may
from kiosk.staff.settings_rows import LABELS, NO_STICK, OFFER, TABS, Setting, plugged, right_for, settings
from kiosk.staff.settings_words import said
from kiosk.staff.toml_line import CannotEdit
from kiosk.surely import surely

Try = Callable[[Config, str], Awaitable[Text | None]]
"""Try a changed device with the new configuration; what is wrong with it, or ``None``."""
if TYPE_CHECKING:
    from kiosk.staff.stick_desk import StickDesk

NOT_YOURS: Final = Text("您的岗位不能改这些", "Not for your role")
KEPT: Final = Text("保存好了", "Kept")
UNDONE: Final = Text("撤销好了", "Undone")
NOT_YOUR_CHANGE: Final = Text("最近一次改动要管理员来撤销", "Only an administrator can undo the last change")


class NotKept(KioskError):
    """The old file stands; ``why`` says it to staff."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en or why.zh)
        self.why = why


@dataclass(slots=True)
class SettingsDesk:
    """One terminal's settings. ``take_up`` brings a changed file into force."""

    file: Path
    tried: Try
    witness: Witness
    clock: Callable[[], datetime]
    take_up: Callable[[Config], Awaitable[Taken]]
    stick: StickDesk | None = None
    """Where settings travel by USB; ``None`` where none is taken."""
    _draft: dict[str, Any] = field(default_factory=dict)

    async def work(self, stage: Stage, account: Account) -> Text | None:
        """Serve until they go back. What was not kept is dropped; returns what there is to tell."""
        self._draft.clear()
        tab = next(name for name, (_, right) in TABS.items() if may(account.role, right))
        error: Text | None = None
        while True:
            config = load(self.file, files_must_exist=False)
            answer = await stage.ask(self._view(config, account, tab, error))
            error = None
            what, _, key = answer.choice.partition(":")
            match what:
                case "tab":
                    tab = key
                case "save":
                    try:
                        return said(KEPT, await self._save(account))
                    except NotKept as refused:
                        error = refused.why
                case "undo":
                    return await self._undo(account)
                case "discard":
                    self._draft.clear()
                case "pick":
                    await self._pick(stage, config, key)
                case "act" if self.stick is not None:
                    came = await self.stick.work(stage, account, key)
                    if came is not None and came.taken is not None:
                        return said(KEPT, came.taken)
                    error = came.told if came is not None else None
                case _:
                    self._change(config, what, key)

    def _view(self, config: Config, account: Account, tab: str, error: Text | None) -> StaffSettings:
        tabs = tuple(
            Choice(f"tab:{name}", label, enabled=may(account.role, right), why_not=NOT_YOURS)
            for name, (label, right) in TABS.items()
        )
        rows = tuple(self._row(config, one) for one in settings(config) if one.tab == tab)
        return StaffSettings(
            tabs=tabs,
            tab=tab,
            rows=rows,
            changes=len(self._draft),
            can_undo=self._may_undo(account),
            error=error,
        )

    def _may_undo(self, account: Account) -> bool:
        """Whether there is a change, and one that this role could have made."""
        changes = (change for _, change in ConfigFile(self.file).history() if not change.undone)
        newest = next(changes, None)
        return newest is not None and all(may(account.role, right_for(edit.key)) for edit in newest.edits)

    def _row(self, config: Config, one: Setting) -> SettingRow:
        value = None if one.kind == "act" else self._now(config, one.key)
        base = {"key": one.key, "name": one.name, "hint": one.hint, "changed": self._is_changed(one.key)}
        if one.kind == "act":
            there = self.stick is not None and self.stick.plugged_in()
            act = Choice(f"act:{one.key}", LABELS[one.key], enabled=there, why_not=NO_STICK)
            word = Text("已插好", "Ready") if there else Text("没插 U 盘", "No stick")
            return SettingRow(**base, value=word, kind="act", act=act)  # type: ignore[arg-type]
        if one.kind == "switch":
            word = Text("开", "On") if value else Text("关", "Off")
            return SettingRow(**base, value=word, kind="switch", on=bool(value))  # type: ignore[arg-type]
        if one.kind == "pick":
            return SettingRow(**base, value=Text(str(value)), kind="pick")  # type: ignore[arg-type]
        number = float(value or 0)
        said = Text(f"{number:g} {one.unit.zh}", f"{number:g} {one.unit.en}")
        return SettingRow(
            **base,  # type: ignore[arg-type]
            value=said,
            kind="number",
            can_less=number - one.step >= one.least,
            can_more=number + one.step <= one.most,
        )

    def _now(self, config: Config, key: str) -> Any:  # noqa: ANN401 a value of the file
        offer = tuple(self._draft.get(OFFER, config.services.offer))
        if key.startswith(f"{OFFER}."):
            return key.removeprefix(f"{OFFER}.") in offer
        if key in self._draft:
            return self._draft[key]
        value: Any = config
        for part in key.split("."):
            value = getattr(value, part)
        return value

    def _is_changed(self, key: str) -> bool:
        return key in self._draft or (key.startswith(OFFER) and OFFER in self._draft)

    def _change(self, config: Config, what: str, key: str) -> None:
        if what == "flip":
            service, offer = key.removeprefix(f"{OFFER}."), list(self._now_offer(config))
            offer.remove(service) if service in offer else offer.append(service)
            self._draft[OFFER] = offer
            return
        one = next(setting for setting in settings(config) if setting.key == key)
        number = float(self._now(config, key)) + (one.step if what == "more" else -one.step)
        self._draft[key] = int(number) if number == int(number) else number

    def _now_offer(self, config: Config) -> tuple[str, ...]:
        return tuple(self._draft.get(OFFER, config.services.offer))

    async def _pick(self, stage: Stage, config: Config, key: str) -> None:
        one = next(setting for setting in settings(config) if setting.key == key)
        now = str(self._now(config, key))
        offered = tuple(Choice(f"value:{name}", Text(name)) for name in plugged(now))
        try:
            answer = await stage.ask(StaffPick(name_of=one.name, value=now, offered=offered))
        except WentBack:
            return
        self._draft[key] = answer.choice.removeprefix("value:")

    async def _save(self, account: Account) -> Taken:
        """Judge all of it as one file, try what can be tried, then write; else the old file stands.

        Raises ``NotKept``.
        """
        draft = dict(self._draft)
        try:
            text = await asyncio.to_thread(ConfigFile(self.file).preview, draft)
            wanted = judge(text, str(self.file), files_must_exist=False)
            for kind in dict.fromkeys(key.split(".")[1] for key in draft if key.startswith("devices.")):
                if (wrong := await self.tried(wanted, kind)) is not None:
                    raise NotKept(await self._refused(account, wrong))
            return await surely(self._kept(draft, account))
        except (ConfigError, CannotEdit) as refused:
            why = Text(f"没保存：{refused}", f"Not kept: {refused}")
            raise NotKept(await self._refused(account, why)) from None

    async def _kept(self, draft: dict[str, Any], account: Account) -> Taken:
        """Write it and bring it into force: one without the other is never left behind."""
        file, who = ConfigFile(self.file), account.number
        await asyncio.to_thread(file.set_all, draft, who=who, at=self.clock())
        for key in draft:
            await self.witness(account, "config.set", "ok", key)
        self._draft.clear()
        return await self._in_force()

    async def _in_force(self) -> Taken:
        return await self.take_up(load(self.file, files_must_exist=False))

    async def _undo(self, account: Account) -> Text:
        if not await asyncio.to_thread(
            self._may_undo, account
        ):  # somebody at a console changed more meanwhile
            return await self._refused(account, NOT_YOUR_CHANGE)
        try:
            return said(UNDONE, await surely(self._undone(account)))
        except (ConfigError, CannotEdit) as refused:
            return await self._refused(account, Text(f"没撤销：{refused}", f"Not undone: {refused}"))

    async def _undone(self, account: Account) -> Taken:
        file, who = ConfigFile(self.file), account.number
        change = await asyncio.to_thread(file.undo, who=who, at=self.clock())
        for edit in change.edits:
            await self.witness(account, "config.undo", "ok", edit.key)
        return await self._in_force()

    async def _refused(self, account: Account, why: Text) -> Text:
        await self.witness(account, "config.set", "refused", None)
        return why
