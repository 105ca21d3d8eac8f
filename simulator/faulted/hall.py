"""What there is at the platform beforehand: sessions, and cases, numbers and grants to go on from."""

from __future__ import annotations

import hashlib
import random
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

import httpx

from kiosk.clock import now
from kiosk.domain.booking import Source, TicketRequest
from kiosk.domain.card import IdCard, IdType
from kiosk.domain.case import CaseFull
from kiosk.domain.certificate import GrantWish
from kiosk.domain.citizen import Citizen
from kiosk.domain.consent import ConsentGiven, ConsentKind
from kiosk.domain.personal import Personal
from kiosk.domain.proof import FaceMatch
from kiosk.domain.submission import MaterialRef
from kiosk.domain.upload import Capture, Confirmation, FileAnnounced
from kiosk.platform import CardProof
from kiosk.platform.client import PlatformSettings, connect
from kiosk.platform.ports.whole import WholePlatform
from kiosk.store.letter import Kind
from simulator.faulted import forms
from simulator.faulted.entry import Entry, Visit, kinds, sizes
from simulator.platform.settings import citizens

PERSON: Final = "all_states"
LETTERS_A_VISIT: Final = 6
TEXTS: Final[dict[ConsentKind, str]] = {"face": "face-3", "certificate_use": "cert-1"}
OLD_PAGE: Final = b"\xff\xd8 illegible"


async def prepared(base_url: str, secret: str, count: int, seed: int) -> list[Entry]:
    """Draw what is to be handed in, and prepare the platform for it; ``secret`` in hex."""
    platform = connect(PlatformSettings(base_url, "hall-kiosk", "K03", Personal(bytes.fromhex(secret))))
    side = base_url.removesuffix("/kiosk/v1") + "/sim"
    async with httpx.AsyncClient(base_url=side, trust_env=False) as control:
        try:
            return await Hall(platform, control, seed).entries(count)
        finally:
            await platform.close()


class Hall:
    """Somebody stands at the terminal again and again. ``control`` is the platform's other side."""

    def __init__(self, platform: WholePlatform, control: httpx.AsyncClient, seed: int) -> None:
        self._platform = platform
        self._control = control
        self._seed = seed
        self._dice = random.Random(seed)
        self._grants = 0

    async def entries(self, count: int) -> list[Entry]:
        """Draw them, each with what it is about."""
        (await self._control.put("/rules", json={"many_open_cases": True})).raise_for_status()
        drawn = []
        for number, kind in enumerate(kinds(count, self._dice)):
            if number % LETTERS_A_VISIT == 0:
                citizen, visit = await self._visit()
            about, notice = await self._before(kind, citizen, visit)
            drawn.append(
                Entry(
                    number=number,
                    seed=self._seed,
                    kind=kind,
                    key=UUID(int=self._dice.getrandbits(128), version=4),
                    sizes=sizes(kind, self._dice),
                    visit=visit,
                    about=about,
                    notice=notice,
                )
            )
        return drawn

    async def _visit(self) -> tuple[Citizen, Visit]:
        """Card and face: level L3."""
        citizen = await self._platform.open_session((CardProof(_card(), _whole(now())),), key=uuid4())
        face = FaceMatch(
            consent_id=await self._consent(citizen, "face"),
            score=0.8,
            threshold=0.55,
            algorithm="sample-1",
            liveness="passed",
            decided_at=_whole(now()),
        )
        citizen = await self._platform.raise_level(citizen, (face,), key=uuid4())
        if citizen.deferred_until is None:
            raise ValueError("a session without late delivery")
        visit = Visit(
            session_id=citizen.session_id,
            subject_id=citizen.subject_id,
            at=_whole(now()),
            expires_at=citizen.expires_at,
            deferred_until=citizen.deferred_until,
            token=self._dice.choice(("", citizen.token.reveal())),
        )
        return citizen, visit

    async def _before(self, kind: Kind, citizen: Citizen, visit: Visit) -> tuple[str, str]:
        """What an entry of this kind is about, and the notice it answers."""
        if kind is Kind.CORRECTION:
            return await self._to_correct(citizen, visit)
        if kind is Kind.RESULT_RECEIPT:
            case = await self._platform.submit(forms.remote_care(visit), key=uuid4(), citizen=citizen)
            return case.case_no, ""
        if kind is Kind.EVALUATION:
            request = TicketRequest(Source.WALK_IN, area_code=self._dice.choice("AC"))
            return (await self._platform.issue_ticket(request, key=uuid4(), citizen=None)).id, ""
        if kind is Kind.OBJECTION:
            return (await self._platform.certificates(citizen)).rows[0].certificate_id, ""
        if kind is Kind.GRANT_OUTCOME:
            return await self._to_print(citizen), ""
        return "", ""

    async def _to_correct(self, citizen: Citizen, visit: Visit) -> tuple[str, str]:
        file = FileAnnounced(
            purpose="material",
            media_type="image/jpeg",
            size=len(OLD_PAGE),
            sha256=hashlib.sha256(OLD_PAGE).hexdigest(),
            trust_level="C",
            capture=Capture(means="document_scanner", captured_at=visit.at),
            confirmation=Confirmation(visit.session_id, visit.at),
        )
        upload = await self._platform.announce_upload(file, key=uuid4(), citizen=citizen)
        await self._platform.append(upload.upload_id, 0, OLD_PAGE)
        await self._platform.complete_upload(upload.upload_id, file.sha256, key=uuid4())
        page = MaterialRef(material_id=forms.SCANNED, means="upload", upload_ids=(upload.upload_id,))
        wanted = forms.legal_aid(visit, page, mark="先前的申请", signature=None)
        case_no = (await self._platform.submit(wanted, key=uuid4(), citizen=citizen)).case_no
        moved = await self._control.put(f"/cases/{case_no}", json={"state": "CORRECTION"})
        moved.raise_for_status()
        case = await self._platform.case(case_no, citizen=citizen, full=True)
        if not isinstance(case, CaseFull) or case.correction is None:
            raise ValueError("a case without its correction notice")
        return case_no, case.correction.notice_id

    async def _to_print(self, citizen: Citizen) -> str:
        """A grant whose file was fetched, so that its outcome is waited for however late it comes."""
        wish = GrantWish(copies=1, purpose="示例", consent_id=await self._consent(citizen, "certificate_use"))
        held = (await self._platform.certificates(citizen)).rows
        printable = [one for one in held if one.printable and one.kind == "proof"]
        self._grants += 1
        proof = printable[self._grants % len(printable)]
        grant = await self._platform.grant(citizen, proof.certificate_id, wish, key=uuid4())
        await self._platform.grant_file(grant.grant_id)
        return grant.grant_id

    async def _consent(self, citizen: Citizen, kind: ConsentKind) -> str:
        given = ConsentGiven(kind=kind, text_version=TEXTS[kind], given_at=_whole(now()), method="touch")
        return (await self._platform.record_consent(citizen, given, key=uuid4())).consent_id


def _card() -> IdCard:
    person = next(person for person in citizens() if person["key"] == PERSON)
    born = str(person["id_no"])[6:14]
    return IdCard(
        id_type=IdType.RESIDENT,
        name=Personal(person["name"]),
        number=Personal(person["id_no"]),
        sex=person["sex"],
        birth=Personal(date.fromisoformat(born)),
        valid_from=date.fromisoformat(person["valid_from"]),
        valid_to=date.fromisoformat(person["valid_to"]),
        sam_no="05.03-20260101-0000000001-0000000001",
    )


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)
