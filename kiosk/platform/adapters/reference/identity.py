"""Tag ``identity``: proofs and sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from kiosk.domain.citizen import Citizen
from kiosk.domain.personal import Personal
from kiosk.domain.proof import CodePurpose, CodeSent, FactorKind, Scanned, Verification
from kiosk.errors import PlatformRefused
from kiosk.platform import wire
from kiosk.platform.adapters import to_domain, to_wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk
from kiosk.platform.ports.identity import Proof

SESSION_IS_OVER = frozenset({"session_missing", "session_expired", "session_invalid"})


class Identity(Desk):
    """Who is here, and how surely."""

    async def open_session(self, proofs: tuple[Proof, ...], *, key: UUID) -> Citizen:
        """``createSession``."""
        body = to_wire.session_request(proofs)
        session = await self._send("POST", "/sessions", body, wire.Session, key=key)
        return to_domain.citizen(session, to_wire.name_in(proofs))

    async def raise_level(self, citizen: Citizen, proofs: tuple[Proof, ...], *, key: UUID) -> Citizen:
        """``raiseSession``; who it is does not change, so the name shown stays."""
        body = to_wire.session_request(proofs)
        session = await self._send(
            "POST", "/sessions/current/proofs", body, wire.Session, key=key, citizen=citizen
        )
        return to_domain.raised(citizen, session)

    async def sign_out(self, citizen: Citizen) -> None:
        """``endSession``. A session that has ended already is what was wanted."""
        try:
            await self._delete("/sessions/current", key=uuid4(), citizen=citizen)
        except PlatformRefused as refused:
            if refused.code not in SESSION_IS_OVER:
                raise

    async def verify_identity(
        self, id_type: str, id_no: Personal[str], name: Personal[str], *, key: UUID
    ) -> Verification:
        """``verifyIdentity``."""
        body = wire.IdentityCheck(id_type, id_no, name)
        return await self._verified("/identity/verify", body, key)

    async def send_code(
        self,
        purpose: CodePurpose,
        *,
        key: UUID,
        phone: Personal[str] | None = None,
        id_no: Personal[str] | None = None,
    ) -> CodeSent:
        """``sendOtp``: to the number typed, or to the one bound to ``id_no``."""
        to: wire.CodeTo = "typed_phone" if phone else "bound_phone"
        body = wire.OtpRequest(purpose, to, phone, id_no)
        return alike(await self._send("POST", "/identity/otp", body, wire.Otp, key=key), CodeSent)

    async def verify_code(self, otp_id: str, code: Personal[str], *, key: UUID) -> Verification:
        """``verifyOtp``."""
        return await self._verified("/identity/otp/verify", wire.OtpAnswer(otp_id, code), key)

    async def resolve_code(self, payload: Personal[str], scanned_at: datetime, *, key: UUID) -> Scanned:
        """``resolveQr``."""
        body = wire.QrScan(payload, scanned_at)
        return alike(await self._send("POST", "/identity/qr", body, wire.QrResolution, key=key), Scanned)

    async def verify_factor(
        self,
        factor: FactorKind,
        value: Personal[str],
        *,
        id_no: Personal[str],
        name: Personal[str],
        key: UUID,
    ) -> Verification:
        """``verifyFactor``."""
        body = wire.FactorCheck(factor, value, id_no, name)
        return await self._verified("/identity/factors", body, key)

    async def _verified(self, path: str, body: wire.Request, key: UUID) -> Verification:
        return alike(await self._send("POST", path, body, wire.Verification, key=key), Verification)
