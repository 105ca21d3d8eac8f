"""``config check | show | set | undo | history`` at a real console."""

from __future__ import annotations

import getpass
import os

import pytest

from kiosk.store.audit_chain import rows_of
from tests.staff.console import Site


def test_check_says_every_mistake(site: Site) -> None:
    assert site.tells("config", "check") == f"{site.config}: no mistakes\n"
    site.config.write_text(site.config.read_text().replace("idle_seconds = 120", "idle_secs = 1\ngrace = 2"))
    done = site.does("config", "check")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert "did you mean session.idle_seconds" in done.stderr


def test_show_tells_what_is_in_force_and_what_is_only_a_default(site: Site) -> None:
    told = site.tells("config", "show")
    assert "session.idle_seconds = 120\n" in told
    assert "session.absolute_minutes = 30   # default\n" in told
    assert site.tells("config", "show", "session.grace_seconds") == "session.grace_seconds = 20\n"
    assert site.json("config", "show", "session")["grace_seconds"] == 20
    assert site.does("config", "show", "session.grace").returncode == 1


@pytest.mark.req("SC-06")
def test_set_undo_and_history_and_all_of_it_on_the_chain(site: Site) -> None:
    assert "120 → 90" in site.tells("config", "set", "session.idle_seconds", "90")
    assert site.json("config", "show", "session.idle_seconds") == 90
    assert "90 → 120" in site.tells("config", "undo")
    assert site.json("config", "show", "session.idle_seconds") == 120
    told = site.tells("config", "history").splitlines()
    assert len(told) == 2
    assert all(f"uid:{os.getuid()}" in row for row in told)
    done = [link.members() for link in rows_of(site.state)]
    assert [(each["action"], each["object"], each["result"]) for each in done] == [
        ("config.set", "session.idle_seconds", "ok"),
        ("config.undo", "session.idle_seconds", "ok"),
    ]
    for each in done:
        assert (each["actor_role"], each["actor_ref"]) == ("maintenance", f"uid:{os.getuid()}")
        assert getpass.getuser() not in str(each), "a number, no name"
    assert site.does("config", "undo").returncode == 1


@pytest.mark.parametrize(
    ("key", "value", "status", "why"),
    [
        ("session.idle_seconds", "soon", 2, "Expected `int`"),
        ("session.idle_secs", "60", 2, "did you mean"),
        ("terminal.hall.zh", "另一个大厅", 1, "by hand"),
    ],
)
def test_what_cannot_be_set_is_said_and_not_done(
    site: Site, key: str, value: str, status: int, why: str
) -> None:
    before = site.config.read_text()
    done = site.does("config", "set", key, value)
    assert (done.returncode, done.stdout) == (status, "")
    assert why in done.stderr
    assert site.config.read_text() == before


def test_before_activation_it_works_and_says_that_nothing_is_audited(site: Site) -> None:
    site.secret.unlink()
    done = site.does("config", "set", "session.idle_seconds", "90")
    assert done.returncode == 0
    assert "not audited" in done.stderr
    assert not (site.state / "audit.db").exists()
