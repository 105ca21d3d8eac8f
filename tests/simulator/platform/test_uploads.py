"""Uploads: chunks by offset, digests, sizes, 72 hours, and the phone's way."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from simulator.platform.running import RunningPlatform
from simulator.platform.uploads import UNSAFE
from tests.simulator.platform.papers import LEGAL_AID, PAGE, announce, append, complete, confirmation, upload
from tests.simulator.platform.terminal import Terminal, code, proof

HALF = len(PAGE) // 2


def offset(terminal: Terminal, number: str) -> httpx.Response:
    return terminal.send("HEAD", f"/uploads/{number}")


def test_a_file_comes_in_chunks_and_can_be_used(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings")
    made = announce(terminal, session).json()
    assert (made["status"], made["offset"], made["size"]) == ("receiving", 0, len(PAGE))
    assert made["expires_at"] == "2026-03-15T10:24:00+08:00"
    # Chunks, offset and completion belong to the device: no token is needed.
    terminal.token = None
    number = made["upload_id"]
    assert append(terminal, number, 0, PAGE[:HALF]).headers["Upload-Offset"] == str(HALF)
    told = offset(terminal, number)
    assert (told.headers["Upload-Offset"], told.headers["Upload-Length"]) == (str(HALF), str(len(PAGE)))
    early = complete(terminal, number)
    assert (*code(early), early.json()["offset"]) == (409, "upload_incomplete", HALF)
    assert append(terminal, number, HALF, PAGE[HALF:]).status_code == 204
    assert complete(terminal, number).json()["status"] == "complete"
    assert platform.state()["upload_bytes"] == len(PAGE)


def test_a_chunk_sent_again_is_answered_with_the_offset(terminal: Terminal) -> None:
    number = announce(terminal, terminal.sign_in("two_bookings")).json()["upload_id"]
    append(terminal, number, 0, PAGE[:HALF])
    for wrong in (0, HALF - 1, len(PAGE)):
        again = append(terminal, number, wrong, PAGE[:HALF])
        assert (*code(again), again.json()["offset"]) == (409, "upload_offset_mismatch", HALF)


def test_after_a_swallowed_answer_the_offset_tells(platform: RunningPlatform, terminal: Terminal) -> None:
    number = announce(terminal, terminal.sign_in("two_bookings")).json()["upload_id"]
    platform.fault("appendUpload", "swallow")
    with pytest.raises(httpx.RemoteProtocolError):
        append(terminal, number, 0, PAGE[:HALF])
    assert offset(terminal, number).headers["Upload-Offset"] == str(HALF)


def test_wrong_bytes_are_gone(platform: RunningPlatform, terminal: Terminal) -> None:
    number = announce(terminal, terminal.sign_in("two_bookings")).json()["upload_id"]
    append(terminal, number, 0, b"x" * len(PAGE))
    assert code(complete(terminal, number)) == (422, "digest_mismatch")
    assert platform.state()["upload_bytes"] == 0
    assert offset(terminal, number).status_code == 404


def test_another_digest_than_announced(terminal: Terminal) -> None:
    number = announce(terminal, terminal.sign_in("two_bookings")).json()["upload_id"]
    append(terminal, number, 0, PAGE)
    assert code(complete(terminal, number, b"other")) == (422, "digest_mismatch")


def test_an_unsafe_file_is_destroyed(platform: RunningPlatform, terminal: Terminal) -> None:
    number = announce(terminal, terminal.sign_in("two_bookings"), UNSAFE).json()["upload_id"]
    append(terminal, number, 0, UNSAFE)
    assert code(complete(terminal, number, UNSAFE)) == (422, "upload_unsafe")
    assert platform.state()["uploads"] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"media_type": "video/mp4"}, (422, "media_type_refused")),
        ({"size": 20971521}, (422, "upload_too_large")),
        ({"size": 10**30}, (422, "upload_too_large")),
        ({"trust_level": "A"}, (422, "validation_failed")),
        ({"photo": "x"}, (422, "validation_failed")),
    ],
)
def test_what_is_not_taken(terminal: Terminal, changes: dict[str, Any], expected: tuple[int, str]) -> None:
    assert code(announce(terminal, terminal.sign_in("two_bookings"), **changes)) == expected


def test_chunks_that_do_not_fit(terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings")
    number = announce(terminal, session).json()["upload_id"]
    assert code(append(terminal, number, 0, PAGE + b"x")) == (422, "upload_too_large")
    big = announce(terminal, session, b"x" * 2_000_000).json()
    assert code(append(terminal, big["upload_id"], 0, b"x" * (big["chunk_max_bytes"] + 1))) == (
        422,
        "upload_too_large",
    )
    assert code(append(terminal, number, 0, b"")) == (400, "malformed_request")
    json_chunk = terminal.send("PATCH", f"/uploads/{number}?offset=0", b"{}")
    assert code(json_chunk) == (400, "malformed_request")


def test_a_typed_number_uploads_nothing(terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings", "typed_number")
    assert code(announce(terminal, session)) == (403, "level_too_low")


def test_unused_for_72_hours(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings")
    receiving, done = announce(terminal, session).json()["upload_id"], upload(terminal, session)
    append(terminal, receiving, 0, PAGE[:HALF])
    platform.advance(72 * 3600)
    assert code(append(terminal, receiving, HALF, PAGE[HALF:])) == (410, "upload_expired")
    assert code(complete(terminal, done)) == (410, "upload_expired")
    bodiless = offset(terminal, receiving)
    assert (bodiless.status_code, bodiless.content) == (410, b"")
    assert "content-type" not in bodiless.headers
    terminal.token = None
    announce(terminal, terminal.sign_in("two_bookings"))
    assert platform.state()["upload_bytes"] == 0


def test_an_upload_belongs_to_its_device(platform: RunningPlatform, terminal: Terminal) -> None:
    number = announce(terminal, terminal.sign_in("two_bookings")).json()["upload_id"]
    other = Terminal(platform, "K04", platform.activate("K04"))
    assert code(append(other, number, 0, PAGE)) == (403, "not_owner")
    assert code(other.send("DELETE", f"/uploads/{number}")) == (403, "not_owner")
    assert other.send("HEAD", f"/uploads/{number}").status_code == 403


def test_discarding_is_right_twice(platform: RunningPlatform, terminal: Terminal) -> None:
    number = upload(terminal, terminal.sign_in("two_bookings"))
    assert terminal.send("DELETE", f"/uploads/{number}").status_code == 204
    assert terminal.send("DELETE", f"/uploads/{number}").status_code == 204
    assert platform.state()["upload_bytes"] == 0
    assert code(append(terminal, number, 0, PAGE)) == (404, "not_found")


def test_a_late_upload_counts_the_level_of_the_moment(platform: RunningPlatform, terminal: Terminal) -> None:
    session = terminal.sign_in("two_bookings", "typed_number")
    early = confirmation(terminal, session)
    platform.advance(2)
    raised = terminal.post("/sessions/current/proofs", {"proofs": [proof("two_bookings")]})
    assert raised.json()["level"] == "L2"
    later = confirmation(terminal, session)
    terminal.token = None
    platform.advance(3600)
    assert code(announce(terminal, session, confirmation=early)) == (403, "level_too_low")
    assert announce(terminal, session, confirmation=later).status_code == 201
    platform.advance(74 * 3600)
    assert code(announce(terminal, session, confirmation=later)) == (410, "confirmation_expired")


def test_the_phone_sends_a_file(platform: RunningPlatform, terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    wanted = {"task_code": LEGAL_AID, "material_id": "m4"}
    relay = terminal.post("/upload-relays", wanted).json()
    assert relay["uploads"] == []
    sent = {"media_type": "image/jpeg", "content": base64.b64encode(PAGE).decode()}
    platform.control.post(f"relays/{relay['relay_id']}/uploads", json=sent).raise_for_status()
    (file,) = terminal.get(f"/upload-relays/{relay['relay_id']}").json()["uploads"]
    assert (file["status"], file["size"], file["trust_level"]) == ("complete", len(PAGE), "C")
    platform.advance(601)
    assert platform.control.post(f"relays/{relay['relay_id']}/uploads", json=sent).status_code == 410
    terminal.token = None
    terminal.sign_in("no_booking")
    assert code(terminal.get(f"/upload-relays/{relay['relay_id']}")) == (403, "not_owner")


def test_a_relay_for_what_the_guide_does_not_name(terminal: Terminal) -> None:
    terminal.sign_in("two_bookings")
    answer = terminal.post("/upload-relays", {"task_code": LEGAL_AID, "material_id": "m9"})
    assert code(answer) == (422, "validation_failed")
    assert answer.json()["errors"][0]["code"] == "not_in_guide"
