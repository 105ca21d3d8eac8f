"""From the words of the hall to the reference contract's wire models."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.booking import TicketRequest
from kiosk.domain.card import IdCard, IdType
from kiosk.domain.personal import Personal
from kiosk.domain.proof import FaceMatch, SmartCardRead, TypedNumber
from kiosk.platform import wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.port import CardProof, Help
from kiosk.platform.ports.identity import Proof
from kiosk.platform.wire.device import KINDS


def session_request(proofs: tuple[Proof, ...]) -> wire.SessionRequest:
    """The proofs of a session. Photos and faces stay in the terminal."""
    return wire.SessionRequest(tuple(_proof(proof) for proof in proofs))


def name_in(proofs: tuple[Proof, ...]) -> str:
    """The name that a card among the proofs bears; empty where none does."""
    for proof in proofs:
        if isinstance(proof, CardProof):
            return name_of(proof.card)
        if isinstance(proof, SmartCardRead):
            return proof.name.reveal()
    return ""


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


def heartbeat(  # noqa: PLR0913 what only the adapter knows
    state: Help,
    *,
    sent_at: datetime,
    uptime_s: int,
    software_version: str,
    catalogue_version: str | None,
    clock_offset_ms: int | None,
) -> wire.Heartbeat:
    """How this terminal is."""
    return wire.Heartbeat(
        sent_at=sent_at,
        mode=state.mode,
        uptime_s=uptime_s,
        software_version=software_version,
        config_version=state.config_version,
        catalogue_version=catalogue_version,
        # The contract would refuse the whole heartbeat for a kind that it does not know, such as a UPS.
        devices=tuple(wire.DeviceState(**device) for device in state.devices if device["kind"] in KINDS),
        counters=dict(state.counters),
        outbox=wire.Outbox(state.outbox_depth, state.outbox_age_s),
        help_requested=state.help_requested,
        command_results=tuple(
            wire.CommandResult(done.command_id, done.result, done.detail) for done in state.results
        ),
        clock_offset_ms=clock_offset_ms,
    )


def _proof(proof: Proof) -> wire.Proof:
    match proof:
        case CardProof():
            return _card(proof)
        case TypedNumber():
            return wire.TypedProof("typed_number", proof.id_type, proof.id_no, proof.name)
        case FaceMatch():
            return wire.FaceProof(
                kind="face_match",
                consent_id=proof.consent_id,
                score=proof.score,
                threshold=proof.threshold,
                algorithm=proof.algorithm,
                liveness=proof.liveness,
                decided_at=proof.decided_at,
            )
        case SmartCardRead():
            return wire.CardProof(
                kind=proof.kind,
                id_type=proof.id_type,
                id_no=proof.id_no,
                name=proof.name,
                read_at=proof.read_at,
                nationality=proof.nationality,
                card_no=proof.card_no,
                valid_to=proof.valid_to.isoformat() if proof.valid_to else None,
                chip_verified=proof.chip_verified,
            )
        case _:
            return alike(proof, wire.VerifiedProof)


def _card(proof: CardProof) -> wire.CardProof:
    card = proof.card
    return wire.CardProof(
        kind="travel_document" if card.id_type is IdType.PASSPORT else "id_card",
        id_type=card.id_type.value,
        id_no=card.number,
        name=Personal(name_of(card)),
        read_at=proof.read_at,
        valid_to=card.valid_to.isoformat() if card.valid_to else "long_term",
        reader_sam_no=card.sam_no,
    )
