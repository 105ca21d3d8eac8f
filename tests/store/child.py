"""A process that puts letters until it is killed; it says a key only once its receipt is there."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from uuid import UUID

from kiosk.store.letter import Answer
from tests.store.samples import letter, opened, page, slips


def say(what: str, key: UUID) -> None:
    sys.stdout.write(f"{what} {key.hex}\n")
    sys.stdout.flush()


async def main(folder: Path) -> None:
    async with opened(folder) as store:
        for n in range(10_000):
            put = letter("x" * (n % 7) * 3000, page(bytes([n % 251]) * (n % 5) * 20_000 + b"end"))
            receipt = await store.outbox.put(put)
            say("put", receipt.key)
            if n % 3 == 2:
                slip = slips(store)[0]
                await store.tray.deliver(slip, Answer(201, f"990-{n}"))
                say("delivered", slip.key)
            if n % 11 == 10:
                await store.tray.sweep()


asyncio.run(main(Path(sys.argv[1])))
