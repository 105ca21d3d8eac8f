"""What staff do is audited by number and role."""

from __future__ import annotations

import pytest

from kiosk.domain.journal import Deed
from kiosk.staff.desk import Witness
from kiosk.staff.roles import Role
from kiosk.staff.witness import ACTORS, AuditWitness
from tests.staff.crew import FakeDoorman


@pytest.mark.req("SC-06")
async def test_a_deed_is_told_with_number_role_and_result_and_no_name() -> None:
    told: list[Deed] = []
    witness: Witness = AuditWitness(told.append)
    people = tuple(FakeDoorman().people.values())
    for account in people:
        await witness(account, "device.test", "failed", "ticket_printer")
    await witness(None, "staff.sign_in", "refused", "1001")
    assert [(d.actor, d.role) for d in told[:-1]] == [
        ("1001", "hall_staff"),
        ("1002", "maintenance"),
        ("1003", "maintenance"),
        ("1004", "auditor"),
    ]
    assert all(account.name not in str(told) for account in people)
    assert told[-1] == Deed(action="staff.sign_in", result="refused", object="1001")


def test_every_role_has_its_word_in_the_contract() -> None:
    assert set(ACTORS) == set(Role)
