"""OFD (GB/T 33190) becomes PDF by a converter that the hall chose, or it is not printed.

No open library draws OFD without losing text, so none is used: a paper that lacks a line is worse than none.
The converter reads OFD from its standard input and writes PDF to its standard output.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

from kiosk.domain.personal import Personal
from kiosk.errors import CertificateRefused

OFD: Final = "application/ofd"
SECONDS: Final = 30.0
MOST_BYTES: Final = 64_000_000


async def as_pdf(
    ofd: Personal[bytes], converter: tuple[str, ...], *, seconds: float = SECONDS
) -> Personal[bytes]:
    """The same as PDF. Raises ``CertificateRefused``: ``ofd_no_converter``, ``ofd_failed``."""
    if not converter:
        raise CertificateRefused("ofd_no_converter")
    try:
        process = await asyncio.create_subprocess_exec(
            *converter,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        raise CertificateRefused("ofd_failed") from None
    try:
        async with asyncio.timeout(seconds):
            made, _ = await process.communicate(ofd.reveal())
    except TimeoutError:
        raise CertificateRefused("ofd_failed") from None
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or not made.startswith(b"%PDF-") or len(made) > MOST_BYTES:
        raise CertificateRefused("ofd_failed")
    return Personal(made)
