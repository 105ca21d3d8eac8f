"""Where the API listens, and the token file."""

import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.terminal_api import listen
from kiosk.terminal_api.auth import read_token
from kiosk.terminal_api.listen import CannotServe
from tests.terminal_api.wire import running


@pytest.fixture
def place() -> Iterator[Path]:
    with TemporaryDirectory() as folder:  # tmp_path can be longer than a socket's name may be
        yield Path(folder) / "api.sock"


def mode(place: Path) -> int | None:
    return stat.S_IMODE(place.stat().st_mode) if place.exists() else None


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0:0", "localhost:8810", "[::1]:8810", "::1:8810", "192.0.2.1:80", ":8810", "8810", "",
        "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:-1", "127.0.0.1:65536", "127.0.0.1:８８",
        "unix:", "unix:api.sock", "unix:/nowhere/at/all", "unix:/" + "x" * 200,
    ],
)  # fmt: skip
def test_any_other_address_is_refused(address: str) -> None:
    with pytest.raises(CannotServe, match="listen"):
        listen.bind(address)


async def test_port_0_takes_a_free_one_on_loopback() -> None:
    async with running() as house:
        assert house.api.url.startswith("http://127.0.0.1:")
        assert not house.api.url.endswith(":0")


async def test_a_taken_port_is_told() -> None:
    async with running() as house:
        with pytest.raises(CannotServe, match="in use"):
            listen.bind(house.api.url.removeprefix("http://"))


async def test_the_unix_socket_serves_its_owner_alone_and_goes_away(place: Path) -> None:
    async with running(f"unix:{place}") as house:
        assert house.api.url == f"unix:{place}"
        assert mode(place) == 0o600
        assert (await house.client.get("/v1/view")).json()["view"] == "pick_one"
        assert (await house.answer("form")).status_code == 204
    assert mode(place) is None


async def test_a_socket_left_by_a_crash_is_replaced(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as crashed:
        crashed.bind(str(place))
    async with running(f"unix:{place}") as house:
        assert (await house.client.get("/v1/view")).status_code == 200


async def test_a_socket_in_use_is_left_alone(place: Path) -> None:
    async with running(f"unix:{place}") as house:
        with pytest.raises(CannotServe, match="another program"):
            listen.bind(f"unix:{place}")
        assert (await house.client.get("/v1/view")).status_code == 200


def test_a_plain_file_is_left_alone(place: Path) -> None:
    place.write_text("precious")
    with pytest.raises(CannotServe, match="no socket"):
        listen.bind(f"unix:{place}")
    assert place.read_text() == "precious"


def test_the_token_is_read_without_the_blanks_around_it(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("  secret-word \n")
    assert read_token(file).reveal() == "secret-word"


@pytest.mark.parametrize("content", [b"", b" \n", b"two words", b"a\nb", "口令".encode()])
def test_a_token_file_that_holds_none_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "token"
    file.write_bytes(content)
    with pytest.raises(CannotServe, match="token_file"):
        read_token(file)


def test_a_token_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="token_file"):
        read_token(tmp_path / "none")
