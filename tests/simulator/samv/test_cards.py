"""The sample cards, and the command line that lays them."""

from __future__ import annotations

import io
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from stdnum.iso7064 import mod_11_2

from simulator.samv import SimCard
from simulator.samv.cards import CITIZENS, SPECIAL, sample_cards, with_check
from simulator.samv.faults import NAMED, Faults


def test_there_is_a_card_for_every_citizen() -> None:
    people = [one for file in CITIZENS for one in tomllib.loads(file.read_text("utf-8"))["citizens"]]
    cards = sample_cards()
    for person in people:
        text = cards[person["key"]].text.decode("utf-16-le")
        assert text.startswith(person["name"])
        assert person["id_no"] in text


@pytest.mark.parametrize("key", sorted(sample_cards()))
def test_every_card_fits_its_chip(key: str) -> None:
    card = sample_cards()[key]
    assert (len(card.text), len(card.photo)) == (256, 1024)
    with Image.open(io.BytesIO(card.photo)) as photo:
        photo.load()
        assert (photo.format, photo.size) == ("WEBP", (102, 126))


@pytest.mark.parametrize(("key", "letter"), [("hmt", "J"), ("foreign_2017", "I"), ("foreign_2023", "Y")])
def test_type_letter(key: str, letter: str) -> None:
    assert SPECIAL[key].text[248:250].decode("utf-16-le") == letter


def test_check_character() -> None:
    assert with_check("99010119850312001") == "990101198503120010"
    assert mod_11_2.is_valid(with_check("99010119880620001"))


def test_a_name_too_long_for_the_field_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="takes 32 bytes"):
        SimCard.resident(name="张" * 16, number="990101198503120010")


@pytest.mark.parametrize("name", sorted(NAMED))
def test_named_faults_can_be_set_and_mended(name: str) -> None:
    faults = Faults()
    faults.set(name)
    assert faults != Faults()
    faults.clear()
    assert faults == Faults()


def test_command_line(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "simulator.samv", "--link", str(tmp_path / "port")],
        input="lay two_bookings\nlift\nfault silent\nmend\nunplug\nplug\ncards\nfaults\nlay nobody\nquit\n",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()
    assert said[0] == f"samv: {tmp_path / 'port'}"
    assert said[1:7] == ["ok"] * 6
    assert said[7].split() == list(sample_cards())
    assert said[8].split() == list(NAMED)
    assert said[9].startswith("lay NAME")
    assert not (tmp_path / "port").is_symlink()
