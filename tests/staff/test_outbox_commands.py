"""``outbox list | retry``, beside a terminal that runs and after it."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kiosk.staff.hatch.words import SOCKET, folder_of
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


def retries(folder: Path) -> list[tuple[str, str]]:
    done = [link.members() for link in rows_of(folder / "state")]
    return [(str(e["object"]), str(e["result"])) for e in done if e["action"] == "outbox.retry"]


def set_aside(box: Box) -> str:
    [poison] = [letter for letter in listed(box)["letters"] if letter["state"] == "set_aside"]
    assert (poison["kind"], poison["why"]) == ("cannot_be_done", "404 not_found")
    return str(poison["key"].replace("-", ""))


@pytest.mark.req("SC-06")
def test_what_the_platform_refused_is_shown_and_sent_again_after_the_terminal_ended(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        could_not_be_done(box)
        assert listed(box)["set_aside"] == 1
        key = set_aside(box)
        assert key in asked(box, "outbox", "list")[1]
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
    assert retries(tmp_path) == [(key, "ok")]


@pytest.mark.req("SC-06")
def test_a_running_terminal_sends_it_again_itself_and_once(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        could_not_be_done(box)
        key = set_aside(box)
        with ThreadPoolExecutor(2) as two:
            both = list(two.map(lambda _: asked(box, "outbox", "retry", key[:8]), range(2)))
        assert sorted(status for status, _, _ in both) == [0, 1]
        [said] = [out for status, out, _ in both if status == 0]
        assert said == f"{key} waits again; the running terminal sends it\n"
        box.outbox_empties()
        sent = box.platform.requests("createCannotBeDoneReport")
        assert [request["status"] for request in sent] == [404, 201]
        assert box.platform_hears("outbox.retry")["actor_ref"] == f"uid:{os.getuid()}"
        box.stop()
    assert retries(tmp_path)[0] == (key, "ok")


def test_a_terminal_that_was_killed_leaves_the_outbox_to_the_console(tmp_path: Path) -> None:
    with Box(tmp_path) as box:
        could_not_be_done(box)
        key = set_aside(box)
        box.is_killed()
        assert (folder_of(tmp_path / "state") / SOCKET).exists()
        assert asked(box, "outbox", "retry", key[:8])[0] == 0
        box.start()
        box.outbox_empties()
        assert asked(box, "device", "list")[0] == 0, "its hatch is open again"


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
