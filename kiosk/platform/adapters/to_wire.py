"""From the words of the hall to the reference contract's wire models."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.booking import TicketRequest
from kiosk.domain.card import IdCard, IdType
from kiosk.domain.personal import Personal
from kiosk.platform import wire
from kiosk.platform.port import CardProof, Help


def session_request(proof: CardProof) -> wire.SessionRequest:
    """One card as the proof of a session. The photo stays in the terminal."""
    card = proof.card
    return wire.SessionRequest(
        (
            wire.CardProof(
                kind="travel_document" if card.id_type is IdType.PASSPORT else "id_card",
                id_type=card.id_type.value,
                id_no=card.number,
                name=Personal(name_of(card)),
                read_at=proof.read_at,
                valid_to=card.valid_to.isoformat() if card.valid_to else "long_term",
                reader_sam_no=card.sam_no,
            ),
        )
    )


def name_of(card: IdCard) -> str:
    """The name as printed on the card; a foreigner's permit may have only the Latin one."""
    name = card.name.reveal().strip()
    if name or card.english_name is None:
        return name
    return card.english_name.reveal().strip()


def ticket_request(request: TicketRequest) -> wire.QueueTicketRequest:
    """A request for a number."""
    return wire.QueueTicketRequest(
        request.source.value, request.booking_id, request.task_code, request.area_code
    )


def heartbeat(
    state: Help, *, sent_at: datetime, uptime_s: int, software_version: str, catalogue_version: str | None
) -> wire.Heartbeat:
    """How this terminal is."""
    return wire.Heartbeat(
        sent_at=sent_at,
        mode="in_service",
        uptime_s=uptime_s,
        software_version=software_version,
        config_version=None,
        catalogue_version=catalogue_version,
        devices=tuple(dict(device) for device in state.devices),
        counters=dict(state.counters),
        outbox=wire.Outbox(0, 0),
        help_requested=state.help_requested,
    )
