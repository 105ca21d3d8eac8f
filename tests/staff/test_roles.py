"""Who may do what: every role with every right, written out."""

from __future__ import annotations

import pytest

from kiosk.staff.roles import NAMES, Right, Role, may

MATRIX = {  # hall staff, maintenance, administrator, auditor
    Right.SEE_DEVICES: "yyyy",
    Right.TEST_DEVICES: "-yy-",
    Right.REFILL: "yyy-",
    Right.CLOSE: "yyy-",
    Right.RESTART: "yyy-",
    Right.REPORT: "yyy-",
    Right.SET_USE: "--y-",
    Right.SET_DEVICES: "-yy-",
    Right.SET_ALL: "--y-",
    Right.READ_LOGS: "-yyy",
    Right.EXPORT_LOGS: "---y",
}


def test_the_matrix_names_every_right_and_role() -> None:
    assert set(MATRIX) == set(Right)
    assert set(NAMES) == set(Role)


@pytest.mark.req("SC-01")
@pytest.mark.parametrize("right", list(Right))
@pytest.mark.parametrize(("column", "role"), list(enumerate(Role)))
def test_a_role_may_what_the_matrix_says(right: Right, column: int, role: Role) -> None:
    assert may(role, right) is (MATRIX[right][column] == "y")
