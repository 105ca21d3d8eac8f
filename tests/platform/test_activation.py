from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from kiosk.domain.personal import Personal
from kiosk.errors import ConfigError, PlatformRefused, PlatformUnavailable
from kiosk.platform.activation import Activated, activate
from kiosk.platform.connection import Endpoint
from kiosk.platform.secret import read_secret
from simulator.platform.running import RunningPlatform
from tests.platform.scripted import Scripted, Step, answer, cut, page
from tests.platform.terminal import reference

CODE = Personal("SAMPLE7K2M9Q")
CREDENTIALS = {
    "app_id": "hall-kiosk",
    "device_id": "K03",
    "device_secret": "ab" * 32,
    "sign_types": ["HMAC-SM3", "HMAC-SHA256"],
    "issued_at": "2026-11-21T09:30:00+08:00",
}


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def activated(base_url: str, secret_file: Path) -> Activated:
    endpoint = Endpoint(base_url, 8, software_version="0.1.0")
    return await activate(
        endpoint, CODE, serial_no="SN-SAMPLE-0003", model="SAMPLE-21P", secret_file=secret_file
    )


async def test_a_code_becomes_credentials_that_sign(tmp_path: Path) -> None:
    path = tmp_path / "platform.secret"
    with RunningPlatform() as hall:
        told = await activated(hall.base_url, path)
        assert (told.app_id, told.device_id, told.sign_types[0]) == ("hall-kiosk", "K03", "HMAC-SM3")
        platform = reference(hall.base_url, secret=read_secret(path).reveal().hex())
        assert (await platform.hall_status()).areas
        await platform.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == [path.name]


async def test_a_lost_answer_and_the_same_code_again_give_the_same_secret(tmp_path: Path) -> None:
    with RunningPlatform() as hall:
        hall.fault("activateDevice", "swallow")
        await activated(hall.base_url, tmp_path / "first")
        await activated(hall.base_url, tmp_path / "second")
    assert (tmp_path / "first").read_text() == (tmp_path / "second").read_text()


async def test_a_wrong_code_leaves_the_old_secret(tmp_path: Path) -> None:
    path = tmp_path / "platform.secret"
    path.write_text("cd" * 32)
    with RunningPlatform() as hall:
        endpoint = Endpoint(hall.base_url, 8, software_version="0.1.0")
        with pytest.raises(PlatformRefused, match="not_found"):
            await activate(endpoint, Personal("NOSUCHCODE"), serial_no="SN-1", model="M", secret_file=path)
    assert path.read_text() == "cd" * 32
    assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("strange", [cut, page(200), answer({"app_id": "hall-kiosk"}, 201)])
async def test_no_answer_leaves_the_old_secret(strange: Step, tmp_path: Path) -> None:
    path = tmp_path / "platform.secret"
    path.write_text("cd" * 32)
    async with Scripted(strange) as server:
        with pytest.raises(PlatformUnavailable):
            await activated(server.base_url, path)
    assert path.read_text() == "cd" * 32
    assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("bad", ["AB" * 32, "ab" * 31, "ab" * 32 + "\n\n", "../" * 22])
async def test_a_secret_of_the_wrong_form_is_not_written(bad: str, tmp_path: Path) -> None:
    async with Scripted(answer(CREDENTIALS | {"device_secret": bad}, 201)) as server:
        with pytest.raises((ConfigError, PlatformUnavailable)) as failed:
            await activated(server.base_url, tmp_path / "platform.secret")
    assert bad not in str(failed.value)
    assert names_in(tmp_path) == []


async def test_a_folder_that_is_not_there_costs_no_code(tmp_path: Path) -> None:
    async with Scripted(answer(CREDENTIALS, 201)) as server:
        with pytest.raises(ConfigError, match="cannot be written"):
            await activated(server.base_url, tmp_path / "none" / "platform.secret")
    assert server.seen == []


async def test_the_request_is_unsigned_and_the_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "platform.secret"
    path.write_text("cd" * 32)
    path.chmod(0o644)
    async with Scripted(answer(CREDENTIALS, 201)) as server:
        told = await activated(server.base_url, path)
    [seen] = server.seen
    assert (seen.method, seen.target) == ("POST", "/kiosk/v1/devices/activate")
    assert not {"x-signature", "x-app-id", "x-device-id"} & seen.headers.keys()
    assert {"x-trace-id", "idempotency-key"} <= seen.headers.keys()
    assert "ab" * 32 not in repr(told)
    text = await asyncio.to_thread(path.read_text)
    assert (text, stat.S_IMODE(path.stat().st_mode)) == ("ab" * 32, 0o600)
