"""Who may do what at the terminal (SC-01, OP-01): four roles, and nobody may everything unseen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kiosk.domain.words import Text


class Role(StrEnum):
    """What somebody is here for."""

    HALL_STAFF = "hall_staff"
    MAINTENANCE = "maintenance"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Right(StrEnum):
    """Something that can be done at the desk."""

    SEE_DEVICES = "see_devices"
    TEST_DEVICES = "test_devices"
    REFILL = "refill"
    CLOSE = "close"
    RESTART = "restart"
    REPORT = "report"
    SET_USE = "set_use"
    SET_DEVICES = "set_devices"
    SET_ALL = "set_all"
    READ_LOGS = "read_logs"
    EXPORT_LOGS = "export_logs"


NAMES: Final[Mapping[Role, Text]] = {
    Role.HALL_STAFF: Text("大厅", "Hall"),
    Role.MAINTENANCE: Text("维护", "Maintenance"),
    Role.ADMINISTRATOR: Text("管理员", "Administrator"),
    Role.AUDITOR: Text("审计", "Auditor"),
}

_HALL = frozenset({Right.SEE_DEVICES, Right.REFILL, Right.CLOSE, Right.RESTART, Right.REPORT})
_MAINTENANCE = _HALL | {Right.TEST_DEVICES, Right.SET_DEVICES, Right.READ_LOGS}

RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.HALL_STAFF: _HALL,
    Role.MAINTENANCE: _MAINTENANCE,
    Role.ADMINISTRATOR: _MAINTENANCE | {Right.SET_USE, Right.SET_ALL},
    Role.AUDITOR: frozenset({Right.SEE_DEVICES, Right.READ_LOGS, Right.EXPORT_LOGS}),
}
"""An auditor changes nothing, and whoever changes things takes no log away."""


def may(role: Role, right: Right) -> bool:
    """Whether ``role`` has ``right``."""
    return right in RIGHTS[role]
