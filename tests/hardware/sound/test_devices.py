"""Loudspeaker and microphone over ALSA's real programs, and each way in which they fail."""

from __future__ import annotations

import asyncio
import os
from array import array
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.clock import now
from kiosk.errors import DeviceFault
from kiosk.hardware.device import DeviceState
from kiosk.hardware.hearing import Heard
from kiosk.hardware.sound.alsa import Pcm, record
from kiosk.hardware.sound.devices import MICROPHONE, SPEAKER, SoundDevice, Sounds
from kiosk.hardware.sound.tones import two_tones
from kiosk.hardware.supervisor import Supervisor
from simulator.sound import SoundCard
from tests.hardware.sound.card import mixed, samples, sounds


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SoundCard:
    made = SoundCard(tmp_path)
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(made.config))
    return made


def one(made: Sounds, kind: str) -> SoundDevice:
    device = made.device(kind)
    assert device is not None
    return device


def files(folder: Path) -> dict[Path, int]:
    """Every file under here, and how long it is."""
    return {file: file.stat().st_size for file in (folder, *folder.rglob("*")) if file.is_file()}


async def fault_of(doing: Coroutine[Any, Any, object]) -> tuple[str, str]:
    with pytest.raises(DeviceFault) as caught:
        await doing
    return caught.value.code, caught.value.action


def stands_in(folder: Path, script: str) -> str:
    """A program in the place of ALSA's, for what no plugin does."""
    program = folder / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


async def test_the_tones_come_out_of_the_loudspeaker(card: SoundCard) -> None:
    outcome = await one(sounds(into=None), SPEAKER).self_test()
    assert outcome.sound is not None
    assert outcome.sound.judgement is Heard.PLAYED
    assert card.played.read_bytes().startswith(two_tones())


@pytest.mark.req("SC-03")
async def test_a_microphone_tells_its_level_and_nothing_of_it_is_on_a_disk(
    card: SoundCard, tmp_path: Path
) -> None:
    card.hears(samples(2.0, 440, loud=0.25))
    before = files(tmp_path), set(os.listdir("/tmp"))  # noqa: PTH208, S108
    outcome = await one(sounds(out=None), MICROPHONE).self_test()
    assert outcome.sound is not None
    assert outcome.sound.judgement is Heard.SOUND
    assert outcome.sound.peak == pytest.approx(-12.0, abs=0.3)
    assert files(tmp_path) == before[0]
    new = set(os.listdir("/tmp")) - before[1]  # noqa: PTH208, S108
    assert not any(size > 100_000 for name in new for size in files(Path("/tmp", name)).values())  # noqa: S108


async def test_both_together_measure_each_other(card: SoundCard) -> None:
    card.hears(mixed())
    for kind in (SPEAKER, MICROPHONE):
        outcome = await one(sounds(), kind).self_test()
        assert outcome.sound is not None
        assert outcome.sound.judgement is Heard.BOTH_SIDES


async def test_one_dead_side_is_found(card: SoundCard) -> None:
    card.hears(mixed(right=0))
    outcome = await one(sounds(), SPEAKER).self_test()
    assert outcome.sound is not None
    assert outcome.sound.judgement is Heard.LEFT_ONLY
    assert not outcome.sound.fine


async def test_what_came_out_is_found_when_it_is_heard_again(card: SoundCard) -> None:
    await one(sounds(into=None), SPEAKER).self_test()
    out = array("h", card.played.read_bytes())
    card.hears(
        array("h", [0] * 14400)
        + array("h", (sum(pair) // 2 for pair in zip(out[::2], out[1::2], strict=True)))
    )
    outcome = await one(sounds(), MICROPHONE).self_test()
    assert outcome.sound is not None
    assert outcome.sound.judgement is Heard.BOTH_SIDES


@pytest.mark.parametrize(
    ("name", "code"),
    [("hw:9", "port_missing"), ("plughw:CARD=PCH,DEV=0", "port_missing"), ("nothing", "port_unusable")],
)
@pytest.mark.usefixtures("card")
async def test_a_card_that_is_not_there(name: str, code: str) -> None:
    for made, kind in ((sounds(name, None), SPEAKER), (sounds(None, name), MICROPHONE)):
        device = one(made, kind)
        if code == "port_missing":
            assert (await fault_of(device.open()))[0] == code
            assert (await device.status()).device is DeviceState.NO_DEVICE
        else:  # a name of ALSA's configuration: only using it tells
            await device.open()
            assert (await fault_of(device.self_test()))[0] == code


@pytest.mark.parametrize(("name", "card_name"), [("hw:0", "card0"), ("plughw:CARD=PCH,DEV=0", "PCH")])
async def test_a_card_that_comes_and_goes_is_seen(tmp_path: Path, name: str, card_name: str) -> None:
    pcm = Pcm(SPEAKER, name, "aplay", tmp_path)
    device = SoundDevice(pcm, Sounds(pcm, None))
    assert (await device.status()).code == "port_missing"
    (tmp_path / card_name / "pcm0c").mkdir(parents=True)
    assert (await device.status()).code == "port_missing", "it can only record"
    (tmp_path / card_name / "pcm0p").mkdir()
    assert (await device.status()).usable
    listening = SoundDevice(replace(pcm, kind=MICROPHONE, program="arecord"), Sounds(None, pcm))
    assert (await listening.status()).usable


@pytest.mark.usefixtures("card")
async def test_a_program_that_hangs_is_ended() -> None:
    assert await fault_of(one(sounds("hangs", None, spare=-1.0), SPEAKER).self_test()) == ("stalled", "reset")
    assert not any("hangs" in line for line in commands())


@pytest.mark.usefixtures("card")
async def test_a_test_that_is_given_up_leaves_no_program_behind() -> None:
    testing = asyncio.create_task(one(sounds("hangs", None), SPEAKER).self_test())
    while not any("hangs" in line for line in commands()):
        await asyncio.sleep(0.01)
    testing.cancel()
    await asyncio.gather(testing, return_exceptions=True)
    assert not any("hangs" in line for line in commands())


def commands() -> list[str]:
    """The command lines of this process's children."""
    lines = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
            line = stat.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if parent == os.getpid() and line.startswith(("aplay", "arecord")):
            lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("said", "code", "action"),
    [
        ("aplay: main:831: audio open error: Device or resource busy", "busy", "suspend"),
        ("aplay: main:831: audio open error: Permission denied", "port_denied", "configuration"),
        ("ALSA lib confmisc.c:855:(parse_card) cannot find card '3'", "port_missing", "maintenance"),
        ("aplay: set_params:1358: Sample format non available", "port_unusable", "configuration"),
        ("aplay: pcm_write:2127: write error: Input/output error", "sound_failed", "maintenance"),
        ("", "sound_failed", "maintenance"),
    ],
)
async def test_what_a_program_complains_of(tmp_path: Path, said: str, code: str, action: str) -> None:
    program = stands_in(tmp_path, f'echo "{said}" >&2; exit 1')
    pcm = Pcm(SPEAKER, "default", program)
    assert await fault_of(SoundDevice(pcm, Sounds(pcm, None)).self_test()) == (code, action)


async def test_another_rate_than_was_asked_for_is_no_recording(tmp_path: Path) -> None:
    said = "Warning: rate is not accurate (requested = 48000Hz, got = 44100Hz)"
    program = stands_in(tmp_path, f'echo "{said}" >&2; head -c 192000 /dev/zero')
    assert (await fault_of(record(Pcm(MICROPHONE, "default", program), 2.0)))[0] == "port_unusable"


@pytest.mark.parametrize("bytes_given", [0, 1000])
async def test_too_little_is_no_recording(tmp_path: Path, bytes_given: int) -> None:
    program = stands_in(tmp_path, f"head -c {bytes_given} /dev/zero")
    assert (await fault_of(record(Pcm(MICROPHONE, "default", program), 2.0)))[0] == "garbled"


async def test_too_much_is_not_kept_and_without_an_end_it_is_ended(tmp_path: Path) -> None:
    pcm = Pcm(MICROPHONE, "default", stands_in(tmp_path, "head -c 60000 /dev/urandom"))
    assert len(await record(pcm, 0.5)) == 48000
    pcm = replace(pcm, program=stands_in(tmp_path, "exec cat /dev/zero"))
    assert (await fault_of(record(pcm, 0.5, spare=0.2)))[0] == "stalled"


async def test_noise_of_a_broken_wire_is_a_recording_that_clips(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"\xff\x7f\x00\x80" * 48_000)
    pcm = Pcm(MICROPHONE, "default", stands_in(tmp_path, f"cat {tmp_path}/noise"))
    outcome = await SoundDevice(pcm, Sounds(None, pcm)).self_test()
    assert outcome.sound is not None
    assert outcome.sound.judgement is Heard.CLIPPED


async def test_alsas_programs_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pcm = Pcm(SPEAKER, "default", "aplay")
    device = SoundDevice(pcm, Sounds(pcm, None))
    assert await fault_of(device.open()) == ("program_missing", "configuration")
    assert await fault_of(device.self_test()) == ("program_missing", "configuration")


async def test_the_others_fault_is_not_this_ones(card: SoundCard) -> None:
    card.hears(samples(2.0, 440))
    no_speaker, no_microphone = sounds(out="nothing"), sounds(into="nothing")
    assert (await one(no_speaker, MICROPHONE).self_test()).sound is not None
    assert (await fault_of(one(no_speaker, SPEAKER).self_test()))[0] == "port_unusable"
    played = (await one(no_microphone, SPEAKER).self_test()).sound
    assert played is not None
    assert played.judgement is Heard.PLAYED
    assert (await fault_of(one(no_microphone, MICROPHONE).self_test()))[0] == "port_unusable"


async def test_one_card_plays_for_one_at_a_time_however_its_devices_were_made(tmp_path: Path) -> None:
    held = "mkdir held 2>&1 || { echo 'Device or resource busy' >&2; exit 1; }"
    program = stands_in(tmp_path, f"cd {tmp_path}; {held}; cat > sound; sleep 0.1; rmdir held")
    pcm = Pcm(SPEAKER, "default", program)
    outcomes = await asyncio.gather(*(SoundDevice(pcm, Sounds(pcm, None)).self_test() for _ in range(3)))
    assert [outcome.sound is not None for outcome in outcomes] == [True] * 3


async def test_two_tests_at_once_take_turns_and_the_supervisor_runs_them(card: SoundCard) -> None:
    card.hears(mixed())
    both = sounds()
    devices = {kind: one(both, kind) for kind in (SPEAKER, MICROPHONE)}
    supervisor = Supervisor(devices, lambda: None, now)
    watching = asyncio.create_task(supervisor.run())
    try:
        await supervisor.all_tried()
        assert not card.played.exists(), "nothing sounds at the start"
        outcomes = await asyncio.gather(*(supervisor.test(kind) for kind in devices))
        assert [one.sound.judgement for one in outcomes if one.sound] == [Heard.BOTH_SIDES] * 2
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
