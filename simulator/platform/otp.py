"""One-time codes by text message to the phone that is bound to the account."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from simulator.platform import verifications
from simulator.platform.call import Answer, Call, Handler
from simulator.platform.clock import moment, text
from simulator.platform.contract import Json
from simulator.platform.problems import Counted, Problem
from simulator.platform.validation import entry

LIFE = timedelta(minutes=5)
RESEND = timedelta(seconds=60)
LOCK = timedelta(minutes=30)
ATTEMPTS = 5
# No message leaves the simulator, so the code is one that people at the demonstration can know.
CODE = "246810"


def send_otp(call: Call) -> Answer:
    """Send a code; the one before stops working."""
    person = _person(call)
    _refuse_locked(call, person)
    last = call.store.one(
        "SELECT max(sent_at) AS at FROM otps WHERE subject_id = ? AND NOT used", person["subject_id"]
    )
    if last and last["at"] and moment(last["at"]) + RESEND > call.now:
        wait = moment(last["at"]) + RESEND - call.now
        raise Problem("rate_limited", retry_after=int(wait.total_seconds()) + 1)
    call.store.run("UPDATE otps SET used = 1 WHERE subject_id = ?", person["subject_id"])
    number = f"otp-{call.store.mint('otp'):04d}"
    call.store.insert(
        "otps",
        otp_id=number,
        subject_id=person["subject_id"],
        device_id=call.device_id,
        phone=person["phone"],
        code=CODE,
        sent_at=text(call.now),
        expires_at=text(call.now + LIFE),
        attempts_left=ATTEMPTS,
    )
    return Answer(201, _wire(call, number, person["phone"]))


def verify_otp(call: Call) -> Answer:
    """Check a code. A wrong one is counted; the last wrong one locks codes for a while."""
    row = call.store.one("SELECT * FROM otps WHERE otp_id = ?", call.body["otp_id"])
    if row is None or row["device_id"] != call.device_id:
        raise Problem("not_found")
    person = call.store.one("SELECT * FROM subjects WHERE subject_id = ?", row["subject_id"])
    if person:
        _refuse_locked(call, person)
    if row["used"] or moment(row["expires_at"]) <= call.now:
        raise Problem("otp_expired")
    if row["code"] != call.body["code"]:
        _count_wrong(call, row)
    call.store.run("UPDATE otps SET used = 1 WHERE otp_id = ?", row["otp_id"])
    return Answer(200, verifications.mint(call, "otp", row["subject_id"], "L2"))


def _person(call: Call) -> sqlite3.Row:
    wanted = call.body
    column, member = ("id_no", "id_no") if wanted["to"] == "bound_phone" else ("phone", "phone")
    if member not in wanted:
        raise Problem("validation_failed", errors=[entry(f"/{member}", "required", "此项必填。")])
    row = call.store.one(
        "SELECT * FROM subjects WHERE id_no = ?"
        if column == "id_no"
        else "SELECT * FROM subjects WHERE phone = ?",
        wanted[member].upper(),
    )
    if row is None or row["phone"] is None:
        raise Problem("not_found", "没有查到绑定的手机，请换一种办法，或到窗口办理。")
    if row["disabled"]:
        raise Problem("account_disabled")
    return row


def _refuse_locked(call: Call, person: sqlite3.Row) -> None:
    until = person["otp_locked_until"]
    if until and moment(until) > call.now:
        raise Problem("otp_locked", until=until)


def _count_wrong(call: Call, row: sqlite3.Row) -> None:
    left = row["attempts_left"] - 1
    call.store.run(
        "UPDATE otps SET attempts_left = ?, used = ? WHERE otp_id = ?", left, not left, row["otp_id"]
    )
    if left:
        raise Counted("otp_wrong", attempts_left=left)
    until = text(call.now + LOCK)
    call.store.run("UPDATE subjects SET otp_locked_until = ? WHERE subject_id = ?", until, row["subject_id"])
    raise Counted("otp_locked", until=until)


def _wire(call: Call, number: str, phone: str) -> Json:
    return {
        "otp_id": number,
        "phone_masked": phone[:3] + "*" * (len(phone) - 7) + phone[-4:],
        "expires_at": text(call.now + LIFE),
        "resend_after_s": int(RESEND.total_seconds()),
        "attempts_left": ATTEMPTS,
    }


OPERATIONS: dict[str, Handler] = {"sendOtp": send_otp, "verifyOtp": verify_otp}
