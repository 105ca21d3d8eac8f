"""Answers in the contract's form."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

AREA: Json = {"area_code": "A", "name": "社保医保区", "floor": "一层"}
SLOT: Json = {"start": "2026-11-21T09:00:00+08:00", "end": "2026-11-21T10:00:00+08:00"}
TICKET: Json = {
    "ticket_id": "ti-0001",
    "ticket_no": "A023",
    "source": "booking",
    "area": AREA,
    "windows": ["3", "4"],
    "people_ahead": 2,
    "estimated_wait_minutes": 12,
    "priority": "booked",
    "slot": SLOT,
    "reprints": 0,
    "issued_at": "2026-11-21T08:51:00+08:00",
    "valid_until": "2026-11-21T17:00:00+08:00",
    "status": "waiting",
    "item_name": "社会保障卡补换领申请",
    "task_code": "11990100MB9900A09B3992012005000",
    "notice": "请在一层等候叫号",
    "qr_payload": "QTti-0001",
}
SESSION: Json = {
    "session_id": "se-0001",
    "access_token": "sample-token-not-a-secret",
    "token_type": "Bearer",
    "level": "L2",
    "expires_at": "2026-11-21T10:00:02+08:00",
    "deferred_until": "2026-11-24T10:00:02+08:00",
    "raise_by": [],
    "updates": 2,
    "booking_suspended_until": None,
    "person": {
        "subject_id": "su-0001",
        "subject_type": "1",
        "name_masked": "平*台",
        "age_band": "adult",
        "id_masked": "990101********0010",
    },
}
BOOKING: Json = {
    "booking_id": "bk-0001",
    "booking_code": "880001",
    "task_code": "11990100MB9900A09B3992012005000",
    "item_name": "社会保障卡补换领申请",
    "hall_code": "hall-01",
    "hall_name": "云溪区政务服务大厅",
    "area": AREA,
    "slot": SLOT,
    "status": "booked",
    "cancellable_until": None,
    "ticket_id": None,
    "qr_payload": "BK880001",
}
BOOKINGS: Json = {"bookings": [BOOKING], "credit": {"no_shows": 1, "limit": 3, "suspended_until": None}}
HALL: Json = {
    "hall_code": "hall-01",
    "name": "云溪区政务服务大厅",
    "open": True,
    "hours": "09:00-17:00",
    "as_of": "2026-11-21T09:30:00+08:00",
    "areas": [
        {
            "area": AREA,
            "waiting": 5,
            "estimated_wait_minutes": None,
            "windows": [
                {"window_no": "3", "status": "open"},
                {"window_no": "4", "status": "busy"},
                {"window_no": "5", "status": "closed"},
                {"window_no": "6", "status": "on_fire"},
            ],
        }
    ],
}
HEARTBEAT_REPLY: Json = {
    "server_time": 1795190400,
    "next_heartbeat_s": 60,
    "config_version": "c-7",
    "catalogue_version": "k-12",
    "commands": [],
}
