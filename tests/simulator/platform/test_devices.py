"""Activation, heartbeat, configuration, delivered batches."""

from __future__ import annotations

import hashlib
import uuid

import httpx

from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.terminal import NOW, Terminal, code

REQUEST = {
    "activation_code": "SAMPLE7K2M9Q",
    "serial_no": "SN-SAMPLE-0003",
    "model": "SAMPLE-21P",
    "software_version": "0.1.0",
}
HEARTBEAT: Json = {
    "sent_at": NOW.isoformat(),
    "mode": "in_service",
    "uptime_s": 5,
    "software_version": "0.1.0",
    "config_version": None,
    "catalogue_version": None,
    "devices": [],
    "counters": {"sessions": 1},
    "outbox": {"depth": 0, "oldest_age_s": 0},
    "help_requested": False,
    "command_results": [],
}


def activate(platform: RunningPlatform, key: str, **changes: str) -> httpx.Response:
    headers = {"Idempotency-Key": key, "X-Trace-Id": "0" * 32}
    url = f"{platform.base_url}/devices/activate"
    return httpx.post(url, json={**REQUEST, **changes}, headers=headers, trust_env=False)


def test_a_code_gives_fresh_credentials_and_ends_the_old_ones(
    platform: RunningPlatform, terminal: Terminal
) -> None:
    answer = activate(platform, str(uuid.uuid4()))
    assert answer.status_code == 201
    assert (answer.json()["device_id"], answer.json()["app_id"]) == ("K03", "hall-kiosk")
    assert code(terminal.get("/hall/status")) == (401, "signature_invalid")
    terminal.secret = answer.json()["device_secret"]
    assert terminal.get("/hall/status").status_code == 200


def test_a_retry_gives_the_same_credentials_for_ten_minutes(platform: RunningPlatform) -> None:
    key = str(uuid.uuid4())
    first = activate(platform, key).json()
    assert activate(platform, key).json() == first
    platform.advance(601)
    assert code(activate(platform, key)) == (410, "activation_code_spent")


def test_a_code_is_good_for_one_terminal_once(platform: RunningPlatform) -> None:
    activate(platform, str(uuid.uuid4()))
    assert code(activate(platform, str(uuid.uuid4()))) == (410, "activation_code_spent")
    unknown = activate(platform, str(uuid.uuid4()), activation_code="SAMPLE0000")
    assert code(unknown) == (404, "not_found")


def test_a_command_is_repeated_until_its_result_is_reported(
    platform: RunningPlatform, terminal: Terminal
) -> None:
    sent = platform.control.post(
        "devices/K03/commands", json={"kind": "notice", "args": {"text": "今天早关门"}}
    )
    command_id = sent.json()["command_id"]
    for _ in range(2):
        commands = terminal.post("/devices/heartbeat", HEARTBEAT).json()["commands"]
        assert [(c["command_id"], c["kind"], c["args"]) for c in commands] == [
            (command_id, "notice", {"text": "今天早关门"})
        ]
    done = {**HEARTBEAT, "command_results": [{"command_id": command_id, "result": "done"}]}
    assert terminal.post("/devices/heartbeat", done).json()["commands"] == []
    assert platform.state()["devices"]["K03"]["heartbeat"]["command_results"] == done["command_results"]


def test_the_heartbeat_tells_time_and_versions(terminal: Terminal) -> None:
    reply = terminal.post("/devices/heartbeat", HEARTBEAT).json()
    assert abs(reply["server_time"] - NOW.timestamp()) < 60
    assert reply["config_version"] == terminal.get("/devices/config").json()["config_version"]
    assert reply["catalogue_version"] == terminal.get("/items").json()["catalogue_version"]


def test_the_configuration_has_a_tag_and_texts_that_can_be_checked(terminal: Terminal) -> None:
    config = terminal.get("/devices/config")
    for text in config.json()["texts"]:
        assert hashlib.sha256(text["body"].encode()).hexdigest() == text["sha256"]
    again = terminal.get("/devices/config", if_none_match=config.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_print_record_is_taken_once(platform: RunningPlatform, terminal: Terminal) -> None:
    record = {
        "record_id": str(uuid.uuid4()),
        "kind": "queue_ticket",
        "reference": "ti-0001",
        "outcome": "printed",
        "copies_requested": 1,
        "copies_printed": 1,
        "started_at": NOW.isoformat(),
    }
    other = {**record, "record_id": str(uuid.uuid4()), "outcome": "unknown", "copies_printed": 0}
    first = terminal.post("/print-records", {"records": [record]}).json()
    second = terminal.post("/print-records", {"records": [record, other]}).json()
    assert (first["accepted"], first["duplicates"]) == (1, 0)
    assert (second["accepted"], second["duplicates"]) == (1, 1)
    assert platform.state()["print_records"] == [record, other]
