"""A page on its way: announced, sent in chunks from wherever the platform got to, completed.

Keys are drawn from the letter's, the page's number and the turn, so nothing need be written down between the
steps: after a power cut the same keys fetch the same answers, and ``HEAD`` tells how far it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from kiosk.errors import PlatformRefused, PlatformUnavailable
from kiosk.platform import codec
from kiosk.platform.courier_line import Line
from kiosk.platform.exchange import Call, Reply
from kiosk.platform.verdict import Failure
from kiosk.platform.wire import Upload, UploadCompletion
from kiosk.store.letter import PART_BYTES, PageHead, Slip
from kiosk.store.tray import Tray

TURNS = 3
"""How often an upload is begun anew before the letter rests."""

STUMBLES = 3
"""Failed chunks in a row without a byte of progress, after which the letter rests."""

ANEW = frozenset({"upload_expired", "digest_mismatch", "not_found"})
"""The platform no longer has the bytes."""

GO_ON = frozenset({"upload_offset_mismatch", "upload_incomplete", "state_conflict"})
"""The platform is at another byte than this terminal thought."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An upload at the platform; ``offset`` ``None``: how far it came must be asked."""

    upload: Upload
    offset: int | None


class Uploader:
    """Brings pages to the platform."""

    def __init__(self, line: Line, tray: Tray) -> None:
        self._line = line
        self._tray = tray

    async def upload(self, slip: Slip, number: int, page: PageHead, announce: Call) -> str | Failure:
        """Return the id of the completed upload of page ``number`` (from 1), or why there is none yet.

        ``announce`` is the call that creates it, without its key. Raises ``Unreadable``, ``StoreError``.
        """
        ended = Failure(PlatformUnavailable("no upload"), spoken=True)
        for turn in range(TURNS):
            key = uuid5(slip.key, f"page {number} turn {turn}")
            call = Call("POST", announce.path, body=page.announcement, key=key, token=announce.token)
            begun = await self._begin(slip, call)
            if isinstance(begun, Failure):
                return begun
            got = await self._finish(slip, number, page, begun, key)
            if got is None:
                return begun.upload.upload_id
            if _code(got) not in ANEW:
                return got
            ended = got
        return ended

    async def _begin(self, slip: Slip, call: Call) -> _Begun | Failure:
        got = await self._line.send(call, slip.key.hex)
        if isinstance(got, Failure):
            return got
        try:
            upload = codec.decode(got.body, Upload)
        except codec.Nonsense as nonsense:
            return Failure(PlatformUnavailable(f"nonsense for an upload: {nonsense}"), spoken=False)
        # A replayed answer tells the offset of long ago.
        fresh = "Idempotency-Replayed" not in got.headers
        return _Begun(upload, upload.offset if fresh else None)

    async def _finish(
        self, slip: Slip, number: int, page: PageHead, begun: _Begun, key: UUID
    ) -> Failure | None:
        """Send what the platform lacks, then complete; ``None`` when it is done."""
        offset = begun.offset
        got: Failure | None = None
        for _ in range(STUMBLES):
            got = await self._fill(slip, number, page, begun.upload, offset)
            got = got or await self._complete(slip, page, begun.upload, key)
            if got is None or _code(got) not in GO_ON:
                return got
            offset = _told_offset(got)
        return got

    async def _fill(
        self, slip: Slip, number: int, page: PageHead, upload: Upload, offset: int | None
    ) -> Failure | None:
        """Send from ``offset`` on (``None``: ask where) until the platform has every byte."""
        stumbles = 0
        while offset is None or offset < page.size:
            if offset is None:
                told = await self._line.offset(upload.upload_id, slip.key.hex)
                if told is None:
                    return Failure(PlatformRefused("not_found", 404, ""), spoken=True)
                if isinstance(told, Failure):
                    return told
                offset = told
                continue
            sent = await self._chunk(slip, number, offset, upload)
            if isinstance(sent, int):
                offset, stumbles = sent, 0
                continue
            stumbles += 1
            if stumbles >= STUMBLES or not _worth_asking(sent):
                return sent
            offset = _told_offset(sent)
        return None

    async def _chunk(self, slip: Slip, number: int, offset: int, upload: Upload) -> int | Failure:
        """Send one chunk at ``offset``; return the offset after it."""
        part, skip = divmod(offset, PART_BYTES)
        data = (await self._tray.part(slip, number, part))[skip : skip + upload.chunk_max_bytes]
        got = await self._line.append(upload.upload_id, offset, data, slip.key.hex)
        return offset + len(data) if isinstance(got, Reply) else got

    async def _complete(self, slip: Slip, page: PageHead, upload: Upload, key: UUID) -> Failure | None:
        path = f"/uploads/{upload.upload_id}/completion"
        body = codec.encode(UploadCompletion(page.sha256))
        got = await self._line.send(Call("POST", path, body=body, key=uuid5(key, "complete")), slip.key.hex)
        return got if isinstance(got, Failure) else None


def _worth_asking(failure: Failure) -> bool:
    """Whether the platform may have got the chunk, or is at another byte: then its offset decides."""
    return _code(failure) in {None, *GO_ON}


def _told_offset(failure: Failure) -> int | None:
    """Where the platform is, if it said so."""
    return failure.error.hints.offset if isinstance(failure.error, PlatformRefused) else None


def _code(failure: Failure) -> str | None:
    return failure.error.code if isinstance(failure.error, PlatformRefused) else None
