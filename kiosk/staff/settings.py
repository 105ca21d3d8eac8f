"""Settings at the desk: changed in a draft, tried, kept whole with who and when, undone with one touch."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from kiosk.config import Config
from kiosk.config_file import judge, load
from kiosk.domain.words import Text
from kiosk.errors import ConfigError
from kiosk.journeys.stage import Stage, WentBack
from kiosk.journeys.view import Choice
from kiosk.journeys.views.staff import SettingRow, StaffPick, StaffSettings
from kiosk.staff.accounts import Account
from kiosk.staff.config_keeping import ConfigFile
from kiosk.staff.desk import Witness
from kiosk.staff.roles import may
from kiosk.staff.settings_rows import LIVE, OFFER, TABS, Setting, plugged, right_for, settings
from kiosk.staff.toml_line import CannotEdit, changed

Try = Callable[[Config, str], Awaitable[Text | None]]
"""Try a changed device with the new configuration; what is wrong with it, or ``None``."""
NOT_YOURS: Final = Text("您的岗位不能改这些", "Not for your role")
KEPT: Final = Text("保存好了，重启后全部生效", "Kept. A restart brings all of it into force.")
KEPT_LIVE: Final = Text("保存好了，已生效，不用重启", "Kept and in force. No restart is needed.")
UNDONE: Final = Text("撤销好了，重启后生效", "Undone. A restart brings it into force.")
UNDONE_LIVE: Final = Text("撤销好了，已生效，不用重启", "Undone and in force. No restart is needed.")
NOT_YOUR_CHANGE: Final = Text("最近一次改动要管理员来撤销", "Only an administrator can undo the last change")


@dataclass(slots=True)
class SettingsDesk:
    """One terminal's settings. ``took_effect`` hears of a file that was changed."""

    file: Path
    tried: Try
    witness: Witness
    clock: Callable[[], datetime]
    took_effect: Callable[[Config], None]
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
                    live = self._draft.keys() <= LIVE
                    error = await self._save(account)
                    if error is None:
                        return KEPT_LIVE if live else KEPT
                case "undo":
                    return await self._undo(account)
                case "discard":
                    self._draft.clear()
                case "pick":
                    await self._pick(stage, config, key)
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
        return any(may(account.role, right_for(newest.key)) for newest in islice(changes, 1))

    def _row(self, config: Config, one: Setting) -> SettingRow:
        value = self._now(config, one.key)
        base = {"key": one.key, "name": one.name, "hint": one.hint, "changed": self._is_changed(one.key)}
        if one.kind == "switch":
            word = Text("开", "On") if value else Text("关", "Off")
            return SettingRow(**base, value=word, kind="switch", on=bool(value))  # type: ignore[arg-type]
        if one.kind == "pick":
            return SettingRow(**base, value=Text(str(value)), kind="pick")  # type: ignore[arg-type]
        number = float(value)
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

    async def _save(self, account: Account) -> Text | None:
        """Judge all of it as one file, try what can be tried, then write; else the old file stands."""
        file = ConfigFile(self.file)
        try:
            text = await asyncio.to_thread(file.read)
            for key, value in self._draft.items():
                text = changed(text, key, value)
            wanted = judge(text, str(self.file), files_must_exist=False)
        except (ConfigError, CannotEdit) as refused:
            return await self._refused(account, Text(f"没保存：{refused}", f"Not kept: {refused}"))
        for key in self._draft:
            kind = key.split(".")[1] if key.startswith("devices.") else None
            wrong = await self.tried(wanted, kind) if kind else None
            if wrong is not None:
                return await self._refused(account, wrong)
        for key, value in self._draft.items():
            try:
                words = json.dumps(value, ensure_ascii=False)
                await asyncio.to_thread(file.set, key, words, who=account.number, at=self.clock())
            except (ConfigError, CannotEdit) as refused:
                return await self._refused(account, Text(f"没保存：{refused}", f"Not kept: {refused}"))
            await self.witness(account, "config.set", "ok", key)
        self._draft.clear()
        self.took_effect(wanted)
        return None

    async def _undo(self, account: Account) -> Text:
        if not await asyncio.to_thread(
            self._may_undo, account
        ):  # somebody at a console changed more meanwhile
            return await self._refused(account, NOT_YOUR_CHANGE)
        try:
            change = await asyncio.to_thread(ConfigFile(self.file).undo, who=account.number, at=self.clock())
        except (ConfigError, CannotEdit) as refused:
            return await self._refused(account, Text(f"没撤销：{refused}", f"Not undone: {refused}"))
        await self.witness(account, "config.undo", "ok", change.key)
        self.took_effect(load(self.file, files_must_exist=False))
        return UNDONE_LIVE if change.key in LIVE else UNDONE

    async def _refused(self, account: Account, why: Text) -> Text:
        await self.witness(account, "config.set", "refused", None)
        return why
