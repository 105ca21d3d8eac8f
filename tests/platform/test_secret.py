from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import ConfigError
from kiosk.platform.secret import read_secret


def written(folder: Path, text: bytes, mode: int = 0o600) -> Path:
    path = folder / "platform.secret"
    path.write_bytes(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_sixty_four_hex_characters(tmp_path: Path, end: bytes, mode: int) -> None:
    secret = read_secret(written(tmp_path, b"0f" * 32 + end, mode))
    assert secret.reveal() == b"\x0f" * 32
    assert "0f" not in repr(secret)


@pytest.mark.req("SC-04")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o700])
def test_a_file_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(ConfigError, match=f"mode {mode:04o}"):
        read_secret(written(tmp_path, b"0f" * 32, mode))


@pytest.mark.parametrize("text", [b"", b"0f" * 31, b"0F" * 32, b"0f" * 33, b"zz" * 32, b"\xff" * 64])
def test_another_form_is_refused_and_not_repeated(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(ConfigError) as refused:
        read_secret(written(tmp_path, text))
    [mistake] = refused.value.mistakes
    assert (mistake.key, mistake.why) == ("platform.secret_file", "must hold 64 lower-case hex characters")


def test_a_missing_file_tells_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="activate this terminal first"):
        read_secret(tmp_path / "none")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_secret(tmp_path)
