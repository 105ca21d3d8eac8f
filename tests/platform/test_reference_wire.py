"""Each operation: what leaves is what the contract asks for, and the answer is read in the hall's words."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import jsonschema
import pytest
import yaml

from kiosk.domain.booking import Source, TicketRequest
from kiosk.domain.card import IdType
from kiosk.domain.citizen import Level
from kiosk.domain.personal import Personal
from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform import Help
from kiosk.platform.adapters.reference import ReferencePlatform
from kiosk.platform.signing import Signable, SignType, canonical_text, signature
from kiosk.platform.wire.device import KINDS
from tests.platform.samples import BOOKING, BOOKINGS, HALL, HEARTBEAT_REPLY, SESSION, SLOT, TICKET
from tests.platform.scripted import Scripted, Seen, answer, cut, problem, raw
from tests.platform.terminal import CHINA, SECRET, card, citizen, proof, reference

CONTRACT = Path(__file__).parents[2] / "docs" / "platform-api" / "platform.openapi.yaml"
READ_AT = datetime(2026, 11, 21, 9, 30, 2, tzinfo=CHINA)


@cache
def contract() -> dict[str, Any]:
    told: dict[str, Any] = yaml.load(CONTRACT.read_text("utf-8"), yaml.CSafeLoader)
    return told


def assert_fits(seen: Seen, schema: str) -> dict[str, Any]:
    """The body fits the contract's own (closed) schema."""
    body: dict[str, Any] = json.loads(seen.body)
    root = {"$ref": f"#/components/schemas/{schema}", "components": contract()["components"]}
    jsonschema.Draft202012Validator(root, format_checker=jsonschema.FormatChecker()).validate(body)
    assert seen.headers["content-type"] == "application/json"
    return body


def assert_signed(seen: Seen, path: str | None = None) -> None:
    bare, _, query = seen.target.partition("?")
    timestamp, nonce = seen.headers["x-timestamp"], seen.headers["x-nonce"]
    request = Signable(seen.method, path or bare, query, seen.body, timestamp, nonce)
    expected = signature(bytes.fromhex(SECRET), canonical_text(request, SignType.SM3), SignType.SM3)
    assert seen.headers["x-signature"] == expected
    assert seen.headers["x-sign-type"] == "HMAC-SM3"
    assert (seen.headers["x-app-id"], seen.headers["x-device-id"]) == ("hall-kiosk", "K03")
    assert len(seen.headers["x-trace-id"]) == 32


async def test_sign_in() -> None:
    key = uuid4()
    async with Scripted(answer(SESSION, 201)) as server:
        platform = reference(server.base_url)
        signed_in = await platform.open_session((proof(at=READ_AT),), key=key)
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert (seen.method, seen.target) == ("POST", "/kiosk/v1/sessions")
    assert seen.headers["idempotency-key"] == str(key)
    assert "authorization" not in seen.headers
    assert assert_fits(seen, "SessionRequest") == {
        "proofs": [
            {
                "kind": "id_card",
                "id_type": "resident_id_card",
                "id_no": "990101198503120010",
                "name": "张示例",
                "valid_to": "2036-03-12",
                "reader_sam_no": "05.03-20260101-0000000001-0000000001",
                "read_at": "2026-11-21T09:30:02+08:00",
            }
        ]
    }
    assert (signed_in.session_id, signed_in.level) == ("se-0001", Level.L2)
    assert signed_in.who == "张*例"  # the card's name, masked here: not the platform's 平*台
    assert signed_in.token == Personal("sample-token-not-a-secret")
    assert "sample-token" not in repr(signed_in)
    assert signed_in.expires_at == datetime(2026, 11, 21, 10, 0, 2, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("more", "sent", "who"),
    [
        ({"valid_to": None, "sam_no": ""}, {"valid_to": "long_term"}, "张*例"),
        ({"id_type": IdType.PASSPORT}, {"kind": "travel_document", "id_type": "passport"}, "张*例"),
        (
            {
                "name": " ",
                "english_name": Personal("SAMPLE ANNA"),
                "id_type": IdType.FOREIGN_PERMANENT,
            },
            {"kind": "id_card", "name": "SAMPLE ANNA"},
            "S*********A",
        ),
    ],
)
async def test_other_cards(more: dict[str, Any], sent: dict[str, str], who: str) -> None:
    async with Scripted(answer(SESSION, 201)) as server:
        platform = reference(server.base_url)
        signed_in = await platform.open_session((proof(card(**more)),), key=uuid4())
        await platform.close()
    [body] = assert_fits(server.seen[0], "SessionRequest")["proofs"]
    assert body | sent == body
    assert ("reader_sam_no" in body) is (more.get("sam_no") != "")
    assert signed_in.who == who


async def test_the_platforms_mask_where_the_card_has_no_name() -> None:
    async with Scripted(answer(SESSION, 201)) as server:
        platform = reference(server.base_url)
        signed_in = await platform.open_session((proof(card(name="")),), key=uuid4())
        await platform.close()
    assert signed_in.who == "平*台"


async def test_a_level_of_next_year_opens_nothing() -> None:
    async with Scripted(answer(SESSION | {"level": "L9"}, 201)) as server:
        platform = reference(server.base_url)
        assert (await platform.open_session((proof(),), key=uuid4())).level is Level.L0
        await platform.close()


@pytest.mark.parametrize(
    "gone",
    [
        raw(204, b"", "text/plain"),
        problem("session_expired", 401, "after_correction"),
        problem("session_invalid", 401, "after_correction"),
        problem("session_missing", 401, "after_correction"),
    ],
)
async def test_sign_out_is_right_when_the_session_is_over(gone: Any) -> None:
    async with Scripted(gone) as server:
        platform = reference(server.base_url)
        await platform.sign_out(citizen())
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert (seen.method, seen.target) == ("DELETE", "/kiosk/v1/sessions/current")
    assert seen.headers["authorization"] == "Bearer sample-token"
    UUID(seen.headers["idempotency-key"])


async def test_sign_out_tells_when_it_could_not() -> None:
    async with Scripted(cut) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformUnavailable):
            await platform.sign_out(citizen())
        await platform.close()
    async with Scripted(problem("device_disabled", 403)) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformRefused, match="device_disabled"):
            await platform.sign_out(citizen())
        await platform.close()


async def test_bookings_by_slot() -> None:
    early = BOOKING | {"booking_id": "bk-0000", "status": "a_word_of_next_year", "ticket_id": "ti-0009"}
    early["slot"] = {"start": "2026-11-21T00:30:00Z", "end": "2026-11-21T01:00:00Z"}  # 08:30 in the hall
    told = {"bookings": [BOOKING, early], "credit": {"no_shows": 4, "limit": 3,
            "suspended_until": "2026-12-01T00:00:00+08:00"}}  # fmt: skip
    async with Scripted(answer(told)) as server:
        platform = reference(server.base_url)
        bookings, credit = await platform.bookings(citizen(), on=date(2026, 11, 21))
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert seen.target == "/kiosk/v1/bookings?status=valid&date=2026-11-21"
    assert seen.headers["authorization"] == "Bearer sample-token"
    assert "idempotency-key" not in seen.headers
    first, second = bookings
    assert (first.id, first.status, first.ticket_id) == ("bk-0000", "a_word_of_next_year", "ti-0009")
    assert first.slot.hours == "08:30–09:00"
    assert (second.code, second.item_name, second.ticket_id) == ("880001", "社会保障卡补换领申请", None)
    assert (second.task_code, second.area.where) == (BOOKING["task_code"], "一层社保医保区")
    assert (credit.no_shows, credit.limit) == (4, 3)
    assert credit.suspended_until == datetime(2026, 12, 1, tzinfo=CHINA)


@pytest.mark.req("BK-06")
async def test_a_booked_number() -> None:
    key = uuid4()
    async with Scripted(answer(TICKET | {"member_of_next_year": [1]}, 201), answer(BOOKINGS)) as server:
        platform = reference(server.base_url)
        request = TicketRequest(Source.BOOKING, booking_id="bk-0001")
        ticket = await platform.issue_ticket(request, key=key, citizen=citizen())
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert (seen.method, seen.target) == ("POST", "/kiosk/v1/queue-tickets")
    assert seen.headers["idempotency-key"] == str(key)
    assert seen.headers["authorization"] == "Bearer sample-token"
    assert assert_fits(seen, "QueueTicketRequest") == {"source": "booking", "booking_id": "bk-0001"}
    assert (ticket.id, ticket.number, ticket.source) == ("ti-0001", "A023", Source.BOOKING)
    assert ticket.priority == "booked"
    assert ticket.slot is not None
    assert ticket.slot.start == datetime.fromisoformat(SLOT["start"])
    assert ticket.slot.end == datetime.fromisoformat(SLOT["end"])
    assert (ticket.windows, ticket.ahead, ticket.wait_minutes) == (("3", "4"), 2, 12)
    assert ticket.valid_until - ticket.issued_at == timedelta(hours=8, minutes=9)
    assert (ticket.item_name, ticket.notice) == ("社会保障卡补换领申请", "请在一层等候叫号")
    assert (ticket.qr_payload, ticket.reprints, ticket.area.code) == ("QTti-0001", 0, "A")


@pytest.mark.parametrize(
    ("request_", "body"),
    [
        (TicketRequest(Source.WALK_IN, area_code="A"), {"source": "walk_in", "area_code": "A"}),
        (
            TicketRequest(Source.WALK_IN, task_code=BOOKING["task_code"]),
            {"source": "walk_in", "task_code": BOOKING["task_code"]},
        ),
    ],
)
async def test_a_walk_in_number_needs_nobody(request_: TicketRequest, body: dict[str, str]) -> None:
    told = TICKET | {"source": "walk_in", "slot": None, "priority": "normal", "estimated_wait_minutes": None}
    async with Scripted(answer(told, 201)) as server:
        platform = reference(server.base_url)
        ticket = await platform.issue_ticket(request_, key=uuid4(), citizen=None)
        await platform.close()
    [seen] = server.seen
    assert "authorization" not in seen.headers
    assert assert_fits(seen, "QueueTicketRequest") == body
    assert (ticket.source, ticket.slot, ticket.wait_minutes) == (Source.WALK_IN, None, None)


@pytest.mark.parametrize(("slot", "source"), [(SLOT, Source.BOOKING), (None, Source.WALK_IN)])
async def test_a_ticket_of_an_unknown_source(slot: object, source: Source) -> None:
    async with Scripted(answer(TICKET | {"source": "robot", "slot": slot})) as server:
        platform = reference(server.base_url)
        assert (await platform.ticket("ti-0001")).source is source
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert (seen.method, seen.target) == ("GET", "/kiosk/v1/queue-tickets/ti-0001")


async def test_a_reprint_is_counted() -> None:
    key = uuid4()
    async with Scripted(answer(TICKET | {"reprints": 1})) as server:
        platform = reference(server.base_url)
        ticket = await platform.count_reprint("ti-0001", reason="printer_fault", key=key)
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert (seen.method, seen.target) == ("POST", "/kiosk/v1/queue-tickets/ti-0001/reprints")
    assert seen.headers["idempotency-key"] == str(key)
    assert assert_fits(seen, "ReprintRequest") == {"reason": "printer_fault"}
    assert ticket.reprints == 1


async def test_a_strange_ticket_id_stays_one_path_segment() -> None:
    async with Scripted(problem("not_found", 404)) as server:
        platform = reference(server.base_url)
        with pytest.raises(PlatformRefused, match="not_found"):
            await platform.ticket("a/b?c=d e")
        await platform.close()
    [seen] = server.seen
    assert seen.target == "/kiosk/v1/queue-tickets/a%2Fb%3Fc%3Dd%20e"
    assert_signed(seen)


async def test_hall_status() -> None:
    async with Scripted(answer(HALL)) as server:
        platform = reference(server.base_url)
        hall = await platform.hall_status()
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    assert (seen.method, seen.target) == ("GET", "/kiosk/v1/hall/status")
    assert (hall.name, hall.open, hall.closes, hall.notice) == ("云溪区政务服务大厅", True, "17:00", None)
    [area] = hall.areas
    assert (area.waiting, area.wait_minutes, area.windows_open) == (5, None, ("3", "4"))


async def test_heartbeat() -> None:
    state = Help(
        devices=({"kind": "ticket_printer", "device": "online", "since": "2026-11-21T09:29:40+08:00"},),
        counters={"tickets_printed": 3},
        help_requested=True,
    )
    async with Scripted(answer(HEARTBEAT_REPLY)) as server:
        platform: ReferencePlatform = reference(server.base_url)
        await platform.heartbeat(state)
        await platform.close()
    [seen] = server.seen
    assert_signed(seen)
    body = assert_fits(seen, "Heartbeat")
    assert body["help_requested"] is True
    assert (body["devices"], body["counters"]) == ([dict(state.devices[0])], {"tickets_printed": 3})
    assert (body["software_version"], body["catalogue_version"], body["mode"]) == (
        "0.1.0",
        None,
        "in_service",
    )
    UUID(seen.headers["idempotency-key"])


async def test_a_device_that_the_contract_does_not_know_costs_no_heartbeat() -> None:
    since = "2026-11-21T09:29:40+08:00"
    told = tuple({"kind": kind, "device": "online", "since": since} for kind in ("ups", "panel"))
    async with Scripted(answer(HEARTBEAT_REPLY)) as server:
        platform: ReferencePlatform = reference(server.base_url)
        await platform.heartbeat(Help(devices=told))
        await platform.close()
    body = assert_fits(server.seen[0], "Heartbeat")
    assert [device["kind"] for device in body["devices"]] == ["panel"]
    assert (
        frozenset(contract()["components"]["schemas"]["DeviceState"]["properties"]["kind"]["enum"]) == KINDS
    )


async def test_a_gateways_prefix_is_not_signed() -> None:
    async with Scripted(answer(HALL), prefix="/gov/gateway") as server:
        platform = reference(server.base_url)
        await platform.hall_status()
        await platform.close()
    [seen] = server.seen
    assert seen.target == "/gov/gateway/kiosk/v1/hall/status"
    assert_signed(seen, "/kiosk/v1/hall/status")
