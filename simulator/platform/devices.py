"""Terminals: activation, heartbeat with commands, configuration."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3

from simulator.platform import catalogue
from simulator.platform.call import Answer, Call, Handler, tagged
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.problems import Problem
from simulator.platform.signing import DIGESTS


def activate_device(call: Call) -> Answer:
    """Exchange a one-time code for fresh credentials; the old ones end."""
    code = call.store.one("SELECT * FROM activation_codes WHERE code = ?", call.body["activation_code"])
    if code is None:
        raise Problem("not_found", "没有这个激活码，请核对。")
    if code["spent_at"]:
        raise Problem("activation_code_spent")
    secret = secrets.token_hex(32)
    call.store.run("UPDATE activation_codes SET spent_at = ? WHERE code = ?", text(call.now), code["code"])
    call.store.run("UPDATE devices SET secret = ? WHERE device_id = ?", secret, code["device_id"])
    device = _device(call, code["device_id"])
    return Answer(
        201,
        {
            "app_id": device["app_id"],
            "device_id": device["device_id"],
            "device_secret": secret,
            "sign_types": list(DIGESTS),
            "issued_at": text(call.now),
            "expires_at": None,
        },
    )


def send_heartbeat(call: Call) -> Answer:
    """Take the terminal's state; give the commands whose result is not known yet."""
    call.store.run(
        "UPDATE devices SET heartbeat = ? WHERE device_id = ?",
        json.dumps(call.body, ensure_ascii=False),
        call.device_id,
    )
    for result in call.body["command_results"]:
        call.store.run(
            "UPDATE commands SET result = ? WHERE command_id = ? AND device_id = ?",
            result["result"],
            result["command_id"],
            call.device_id,
        )
    pending = call.store.all(
        "SELECT * FROM commands WHERE device_id = ? AND result IS NULL AND expires_at > ? ORDER BY 1",
        call.device_id,
        text(call.now),
    )
    config = call.settings.device_config
    return Answer(
        200,
        {
            "server_time": int(call.now.timestamp()),
            "next_heartbeat_s": config["heartbeat_s"],
            "config_version": config["version"],
            "catalogue_version": catalogue.version(call.store),
            "commands": [_command(row) for row in pending],
        },
    )


def get_device_config(call: Call) -> Answer:
    """Tell what this terminal may offer."""
    config, hall, device = call.settings.device_config, call.settings.hall, _device(call, call.device_id)
    body = {
        "config_version": config["version"],
        "device": {
            "device_id": device["device_id"],
            "name": device["name"],
            "hall_code": hall["hall_code"],
            "hall_name": hall["name"],
            "profile": device["profile"],
            "owner_contact": hall["owner_contact"],
        },
        "services": config["services"],
        "permitted_items": None,
        "session": config["session"],
        "booking": {
            name: hall["booking"][name] for name in ("first_day", "last_day", "cancel_before_minutes")
        },
        "uploads": config["uploads"],
        "texts": [
            {**entry, "sha256": hashlib.sha256(entry["body"].encode()).hexdigest()}
            for entry in config["texts"]
        ],
        "hotline": hall["hotline"],
        "evaluation": {"mode": "native", "url": None},
        "platform_keys": [],
    }
    return tagged(call, body, f"{config['version']}-{call.device_id}")


def _device(call: Call, device_id: str) -> sqlite3.Row:
    row = call.store.one("SELECT * FROM devices WHERE device_id = ?", device_id)
    if row is None:
        raise Problem("device_unknown")
    return row


def _command(row: sqlite3.Row) -> Json:
    return {
        "command_id": row["command_id"],
        "kind": row["kind"],
        "args": json.loads(row["args"]),
        "expires_at": row["expires_at"],
    }


OPERATIONS: dict[str, Handler] = {
    "activateDevice": activate_device,
    "sendHeartbeat": send_heartbeat,
    "getDeviceConfig": get_device_config,
}
