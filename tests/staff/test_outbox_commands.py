"""``outbox list | retry``, beside a terminal that runs and after it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.store.audit_chain import rows_of
from tests.e2e.box import Box
from tests.staff.console import Site, console


def asked(box: Box, *words: str) -> tuple[int, str, str]:
    done = console(*words, "--config", str(box.config))
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def listed(box: Box) -> dict[str, Any]:
    status, out, _ = asked(box, "outbox", "list", "--json")
    assert status == 0
    told: dict[str, Any] = json.loads(out)
    return told


def could_not_be_done(box: Box) -> None:
    prompt = box.begins_check_in()
    box.platform.fault("issueQueueTicket", "status")
    box.platform.fault("issueQueueTicket", "status")
    box.platform.fault("issueQueueTicket", "status")
    box.platform.fault("issueQueueTicket", "status")
    box.platform.fault("createCannotBeDoneReport", "refuse", code="not_found")
    box.chooses(prompt, "walk_in")
    box.chooses(box.sees("choose_area"), "A")
    box.chooses(box.sees("fault"), "cannot_be_done")
    box.sees("submission_result")


@pytest.mark.req("SC-06")
def test_what_the_platform_refused_is_shown_and_sent_again_when_the_terminal_lets_go(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        could_not_be_done(box)
        seen = listed(box)
        assert (seen["waiting"] >= 0, seen["set_aside"]) == (True, 1)
        [poison] = [letter for letter in seen["letters"] if letter["state"] == "set_aside"]
        assert (poison["kind"], poison["why"]) == ("cannot_be_done", "404 not_found")
        status, out, _ = asked(box, "outbox", "list")
        key = poison["key"].replace("-", "")
        assert key in out
        status, out, err = asked(box, "outbox", "retry", key[:8])
        assert (status, out) == (1, "")
        assert "the terminal runs (process " in err
        assert box.stop() == 0
        assert asked(box, "outbox", "retry", "ffff")[0] == 1
        assert asked(box, "outbox", "retry", "")[0] == 1
        status, out, _ = asked(box, "outbox", "retry", key[:8])
        assert (status, out) == (0, f"{key} waits again; it is sent when the terminal runs\n")
        assert asked(box, "outbox", "retry", key)[0] == 1, "it is not set aside any more"
        assert listed(box)["set_aside"] == 0
        box.start()
        box.outbox_empties()
        sent = box.platform.requests("createCannotBeDoneReport")
        assert [request["status"] for request in sent] == [404, 201]
        assert {request["trace_id"] for request in sent} == {key}
        box.stop()
    done = [link.members() for link in rows_of(tmp_path / "state")]
    retried = [(each["object"], each["result"]) for each in done if each["action"] == "outbox.retry"]
    assert retried == [(key, "ok")]


def test_an_outbox_that_was_never_opened_is_empty(site: Site) -> None:
    assert site.tells("outbox", "list") == "0 wait, 0 set aside\n"
    assert site.json("outbox", "list") == {"waiting": 0, "set_aside": 0, "letters": []}
    assert site.does("outbox", "retry", "abcd").returncode == 1


def test_without_its_key_the_rest_is_still_told(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        could_not_be_done(box)
        box.stop()
        (tmp_path / "state" / "outbox.key").rename(tmp_path / "elsewhere")
        [poison] = [letter for letter in listed(box)["letters"] if letter["state"] == "set_aside"]
        assert (poison["kind"], poison["why"]) == ("cannot_be_done", "(sealed)")
