"""Tag ``upload``: files in chunks, and by way of a phone."""

from __future__ import annotations

from uuid import UUID

from kiosk.domain.citizen import Citizen
from kiosk.domain.upload import FileAnnounced, Upload, UploadRelay
from kiosk.errors import PlatformUnavailable
from kiosk.platform import wire
from kiosk.platform.adapters.alike import alike
from kiosk.platform.adapters.reference.desk import Desk, part
from kiosk.platform.exchange import Call, Reply

CHUNK = "application/offset+octet-stream"


class UploadDesk(Desk):
    """Bytes on their way to the platform."""

    async def announce_upload(
        self, file: FileAnnounced, *, key: UUID, citizen: Citizen | None = None
    ) -> Upload:
        """``createUpload``."""
        body = alike(file, wire.UploadRequest)
        return alike(
            await self._send("POST", "/uploads", body, wire.Upload, key=key, citizen=citizen), Upload
        )

    async def upload_offset(self, upload_id: str) -> int:
        """``getUploadOffset``."""
        call = Call("HEAD", _upload(upload_id), answer="headers")
        return _offset(await self._transport.send(call))

    async def append(self, upload_id: str, offset: int, chunk: bytes) -> int:
        """``appendUpload``. Raises ``upload_offset_mismatch`` with the true offset in its hints."""
        query = (("offset", str(offset)),)
        call = Call("PATCH", _upload(upload_id), query=query, body=chunk, media_type=CHUNK, answer="headers")
        return _offset(await self._transport.send(call))

    async def discard_upload(self, upload_id: str, *, key: UUID) -> None:
        """``discardUpload``."""
        await self._delete(_upload(upload_id), key=key)

    async def complete_upload(self, upload_id: str, sha256: str, *, key: UUID) -> Upload:
        """``completeUpload``."""
        body = wire.UploadCompletion(sha256)
        told = await self._send("POST", _upload(upload_id) + "/completion", body, wire.Upload, key=key)
        return alike(told, Upload)

    async def open_relay(
        self, citizen: Citizen, task_code: str, material_id: str, *, key: UUID
    ) -> UploadRelay:
        """``createUploadRelay``."""
        body = wire.UploadRelayRequest(task_code, material_id)
        told = await self._send("POST", "/upload-relays", body, wire.UploadRelay, key=key, citizen=citizen)
        return alike(told, UploadRelay)

    async def relay(self, citizen: Citizen, relay_id: str) -> UploadRelay:
        """``getUploadRelay``."""
        path = f"/upload-relays/{part(relay_id)}"
        return alike(await self._get(path, wire.UploadRelay, citizen=citizen), UploadRelay)


def _upload(upload_id: str) -> str:
    return f"/uploads/{part(upload_id)}"


def _offset(reply: Reply) -> int:
    told = reply.headers.get("Upload-Offset", "")
    if told.isascii() and told.isdigit():
        return int(told)
    raise PlatformUnavailable("nonsense: an upload without an offset")
