"""What staff do, onto the audit chain: by staff number and role, never by name (SC-06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kiosk.domain.journal import Audit, Deed
from kiosk.domain.journal import Role as Actor
from kiosk.staff.accounts import Account
from kiosk.staff.desk import Result
from kiosk.staff.roles import Role

ACTORS: Final[Mapping[Role, Actor]] = {
    Role.HALL_STAFF: "hall_staff",
    Role.MAINTENANCE: "maintenance",
    Role.ADMINISTRATOR: "maintenance",
    Role.AUDITOR: "auditor",
}
"""The contract knows no administrators."""


@dataclass(frozen=True, slots=True)
class AuditWitness:
    """Implements ``kiosk.staff.desk.Witness``."""

    audit: Audit

    async def __call__(self, who: Account | None, action: str, result: Result, thing: str | None) -> None:
        """See ``Witness``. ``None``: nobody was let in, and the terminal itself tells of it."""
        role: Actor = ACTORS[who.role] if who else "system"
        number = who.number if who else None
        self.audit(Deed(action=action, role=role, result=result, actor=number, object=thing))
