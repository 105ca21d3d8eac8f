"""What is played, and what is found in a recording."""

from __future__ import annotations

import math
import random
from array import array
from itertools import pairwise

import pytest

from kiosk.hardware.hearing import Heard, Sound
from kiosk.hardware.sound.tones import LEFT, RATE, RIGHT, level, loop, two_tones
from tests.hardware.sound.card import mixed, samples

LOUDEST = 16384


def heard(recording: array[int], *, of_speaker: bool = False) -> Heard:
    return loop(recording.tobytes(), of_speaker=of_speaker).judgement


def test_left_sounds_first_then_right_each_alone_and_neither_clicks() -> None:
    both = array("h", two_tones())
    left, right = both[0::2], both[1::2]
    half = len(left) // 2
    assert (max(map(abs, left[:half])), max(map(abs, left[half:]))) == (LOUDEST, 0)
    assert (max(map(abs, right[half:])), max(map(abs, right[:half]))) == (LOUDEST, 0)
    assert 1.3 < len(left) / RATE < 1.4
    for side in (left, right):
        assert max(abs(after - before) for before, after in pairwise(side)) < 2600


@pytest.mark.parametrize(("loud", "peak", "rms"), [(1.0, 0.0, -3.0), (0.1, -20.0, -23.0)])
def test_level_is_in_dbfs(loud: float, peak: float, rms: float) -> None:
    told = level(samples(0.5, 500, loud=loud, noise=0).tobytes())
    assert told.peak == pytest.approx(peak, abs=0.1)
    assert told.rms == pytest.approx(rms, abs=0.1)


@pytest.mark.parametrize(
    ("recording", "judgement"),
    [
        (samples(0.5, 500), Heard.SOUND),
        (samples(0.5, noise=0.001), Heard.SOUND),
        (samples(0.5, noise=0), Heard.SILENT),
        (array("h", [0, 1, -1] * 8000), Heard.SILENT),
        (array("h"), Heard.SILENT),
        (samples(0.5, 500, loud=2.0), Heard.CLIPPED),
        (array("h", [-32768, 32767] * 8000), Heard.CLIPPED),
        (samples(0.5, 500, loud=0.99), Heard.SOUND),
    ],
)
def test_silence_and_clipping_are_told_from_sound(recording: array[int], judgement: Heard) -> None:
    assert level(recording.tobytes()).judgement is judgement


@pytest.mark.parametrize(
    ("recording", "judgement"),
    [
        (mixed(), Heard.BOTH_SIDES),
        (mixed(0.02, 0.02), Heard.BOTH_SIDES),
        (mixed(0.05, 0.05, noise=0.02), Heard.BOTH_SIDES),
        (mixed(right=0), Heard.LEFT_ONLY),
        (mixed(left=0), Heard.RIGHT_ONLY),
        (samples(2.3, noise=0.05), Heard.NOT_HEARD),
        (samples(2.3, 50, 100, 150, 700, 750, 1100, 1150), Heard.NOT_HEARD),
        (samples(2.3, LEFT + 25, RIGHT - 25), Heard.NOT_HEARD),
        (samples(0.2, LEFT, RIGHT), Heard.NOT_HEARD),
        (samples(1.0, LEFT, RIGHT), Heard.BOTH_SIDES),
    ],
)
def test_tones_are_found_and_nothing_else_is_taken_for_them(recording: array[int], judgement: Heard) -> None:
    assert heard(recording) is judgement


def test_a_voice_is_no_tone() -> None:
    rng = random.Random(3)  # noqa: S311 no secret
    phase, voice = 0.0, array("h")
    for n in range(3 * RATE):
        pitch = 180 + 40 * math.sin(2 * math.pi * 1.5 * n / RATE)  # it rises and falls
        phase += 2 * math.pi * pitch / RATE
        value = sum(math.sin(k * phase) / k for k in range(1, 12)) + rng.gauss(0, 0.02)
        voice.append(round(6000 * value))
    assert heard(voice) is Heard.NOT_HEARD


def test_a_microphones_fault_is_not_the_loudspeakers() -> None:
    silent, loud = samples(2.3, noise=0), samples(1.0, LEFT, RIGHT, loud=4.0)
    assert (heard(silent), heard(loud)) == (Heard.SILENT, Heard.CLIPPED)
    assert heard(silent, of_speaker=True) is Heard.PLAYED
    assert heard(loud, of_speaker=True) is Heard.BOTH_SIDES


def test_half_a_sample_is_dropped() -> None:
    assert level(samples(0.1, 500).tobytes() + b"\x7f") == level(samples(0.1, 500).tobytes())


@pytest.mark.parametrize("judgement", list(Heard))
def test_what_is_fine(judgement: Heard) -> None:
    assert Sound(judgement).fine is (judgement in {Heard.PLAYED, Heard.BOTH_SIDES, Heard.SOUND})
