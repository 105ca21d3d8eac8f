"""A terminal that was never started."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.staff.console import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)
