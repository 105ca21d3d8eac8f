from __future__ import annotations

import pytest

from kiosk.domain.personal import Personal
from kiosk.errors import Unreadable
from kiosk.store.vault import Cipher, Vault

KEY = Personal(bytes(range(32)))
LABEL = b"letter 1 part 0"
PLAIN = "张示例 990101198503120010".encode()


@pytest.fixture(params=list(Cipher))
def vault(request: pytest.FixtureRequest) -> Vault:
    return Vault(KEY, request.param)


@pytest.mark.req("SC-04")
@pytest.mark.parametrize("plain", [b"", b"x", PLAIN, bytes(200_000)])
def test_what_was_sealed_opens(vault: Vault, plain: bytes) -> None:
    sealed = vault.seal(plain, LABEL)
    assert vault.open(sealed, LABEL) == plain
    assert len(plain) < 16 or plain not in sealed


def test_the_same_text_never_looks_the_same(vault: Vault) -> None:
    assert vault.seal(PLAIN, LABEL) != vault.seal(PLAIN, LABEL)


def test_each_altered_byte_is_noticed(vault: Vault) -> None:
    sealed = vault.seal(PLAIN, LABEL)
    for at in range(len(sealed)):
        altered = bytearray(sealed)
        altered[at] ^= 0x10
        with pytest.raises(Unreadable):
            vault.open(bytes(altered), LABEL)


def test_a_cut_text_does_not_open(vault: Vault) -> None:
    sealed = vault.seal(PLAIN, LABEL)
    for length in range(len(sealed)):
        with pytest.raises(Unreadable):
            vault.open(sealed[:length], LABEL)


def test_a_text_moved_elsewhere_does_not_open(vault: Vault) -> None:
    with pytest.raises(Unreadable):
        vault.open(vault.seal(PLAIN, LABEL), b"letter 2 part 0")


def test_another_key_does_not_open(vault: Vault) -> None:
    for cipher in Cipher:
        with pytest.raises(Unreadable):
            Vault(Personal(bytes(32)), cipher).open(vault.seal(PLAIN, LABEL), LABEL)


def test_what_waits_survives_a_change_of_cipher() -> None:
    sealed = Vault(KEY, Cipher.AES).seal(PLAIN, LABEL)
    assert Vault(KEY, Cipher.SM4).open(sealed, LABEL) == PLAIN
    sealed = Vault(KEY, Cipher.SM4).seal(PLAIN, LABEL)
    assert Vault(KEY, Cipher.AES).open(sealed, LABEL) == PLAIN


@pytest.mark.req("SC-04")
def test_the_two_ciphers_are_two() -> None:
    marks = {Vault(KEY, cipher).seal(PLAIN, LABEL)[0] for cipher in Cipher}
    assert len(marks) == 2
