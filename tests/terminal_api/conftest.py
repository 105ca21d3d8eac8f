from collections.abc import AsyncIterator

import pytest

from tests.terminal_api.wire import House, running


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with running() as house:
        yield house
