"""Chips and faces, end to end: a real pcscd, a camera on a real wire, the platform's own verdict."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pytest

from simulator.camera import Frozen, Live, MjpegCamera, Print
from simulator.camera.chip import chip_photo
from simulator.pcsc import Pcscd, Slot
from simulator.pcsc.cards import IN_FIVE_YEARS, SAMPLES, TRAVELLER, country
from simulator.pcsc.daemon import SOCKET_VARIABLE
from simulator.platform.otp import CODE
from simulator.samv.cards import sample_cards
from tests.e2e.box import DEADLINE, Box
from tests.identity.face.conftest import photo

PRINTED = {"number": TRAVELLER.number, "birth": "1969-08-06", "expiry": f"20{IN_FIVE_YEARS[:2]}-01-01"}
ME, ANOTHER = "person_b_1", "impostor_1"
MY_CARD_PHOTO = "person_b_2"
ACTIONS = frozenset({"blink", "turn_left", "turn_right"})


@dataclass(frozen=True)
class Place:
    """A terminal, its PC/SC slot and its camera."""

    box: Box
    slot: Slot
    camera: MjpegCamera


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("hall")
    (folder / "csca").mkdir()
    (folder / "csca" / "csca.cer").write_bytes(country().der)
    with closing(Pcscd()) as daemon, closing(MjpegCamera(Live(photo(ME)))) as camera:
        tables = f"""
[devices.smart_card]
csca_dir = "{folder}/csca"
[devices.camera]
source = "{camera.url}"
"""
        with Box(folder, tables=tables, env={SOCKET_VARIABLE: daemon.socket}) as box:
            box.status_shows("smart_card", device="online")
            box.status_shows("camera", device="online")
            yield Place(box, Slot(daemon.port), camera)


@pytest.fixture(autouse=True)
def leaving(place: Place) -> Iterator[None]:
    """Whatever a test did, the next one finds the terminal at home and nothing in the slot."""
    place.camera.show(Live(photo(ME)))
    yield
    place.slot.pull()
    place.box.reader.lift()
    view = place.box.now()
    if view["view"] != "home":
        place.box.chooses(view, "end_session")
        place.box.sees("home")


def begins(box: Box) -> dict[str, Any]:
    box.chooses(box.sees("home"), "my_matters")
    return box.sees("present_credential")


def before_the_camera(place: Place) -> dict[str, Any]:
    """Signed in with a card that bears my portrait, and agreed."""
    begins(place.box)
    place.box.reader.lay(replace(sample_cards()["two_bookings"], photo=chip_photo(photo(MY_CARD_PHOTO))))
    place.box.chooses(place.box.sees("my_matters"), "confirm_identity")
    consent = place.box.sees("face_consent")
    assert not place.camera.watched.is_set()
    place.box.chooses(consent, "agree")
    return consent


def does_as_asked(place: Place, after: int, until: str) -> dict[str, Any]:
    """Do what each step says, until this view."""
    asked: set[str] = set()
    while True:
        view = place.box.view(after)
        if view["view"] == until:
            return view
        step = view["data"].get("step")
        if view["view"] == "face_check" and step in ACTIONS - asked:
            asked.add(step)
            place.camera.do(step)
        after = view["seq"]


@pytest.mark.req("ID-06")
def test_a_social_security_card_signs_in(place: Place) -> None:
    begins(place.box)
    place.slot.insert(SAMPLES["social_security"]())
    assert place.box.sees("my_matters", level="L2")["data"]["who"] == "张*例"


@pytest.mark.req("ID-01")
@pytest.mark.parametrize("document", ["passport", "passport_pace"])
def test_a_passport_opens_with_what_is_printed_on_it(place: Place, document: str) -> None:
    begins(place.box)
    place.slot.insert(SAMPLES[document]())
    typed = place.box.sees("document_data")
    place.box.answers(typed, "next", **PRINTED)
    place.box.sees("my_matters", level="L2")
    [session] = place.box.platform.requests("createSession")[-1:]
    [proof] = session["body"]["proofs"]
    assert (proof["kind"], proof["id_type"], proof["chip_verified"]) == ("travel_document", "passport", True)


@pytest.mark.parametrize("document", ["altered_dg1", "altered_dg2", "altered_sod"])
def test_an_altered_passport_is_refused(place: Place, document: str) -> None:
    begins(place.box)
    place.slot.insert(SAMPLES[document]())
    place.box.answers(place.box.sees("document_data"), "next", **PRINTED)
    place.box.sees("fault", reason="chip_altered")


def test_a_passport_of_an_unknown_state_is_the_platforms_to_refuse(place: Place) -> None:
    begins(place.box)
    place.slot.insert(SAMPLES["unknown_issuer"]())
    place.box.answers(place.box.sees("document_data"), "next", **PRINTED)
    place.box.sees("fault", reason="identity_rejected")


@pytest.mark.req("ID-03")
def test_a_face_reaches_l3_and_no_picture_leaves_the_terminal(place: Place) -> None:
    before = len(place.box.platform.requests())
    consent = before_the_camera(place)
    matters = does_as_asked(place, consent["seq"], "my_matters")
    assert matters["data"]["level"] == "L3"
    assert place.camera.gone.wait(DEADLINE), "the camera still films"
    [raised] = [r for r in place.box.platform.requests()[before:] if r["operation"] == "raiseSession"]
    [proof] = raised["body"]["proofs"]
    assert set(proof) == {
        "kind",
        "consent_id",
        "score",
        "threshold",
        "algorithm",
        "liveness",
        "decided_at",
    }
    assert (proof["kind"], proof["liveness"]) == ("face_match", "passed")
    assert proof["score"] >= proof["threshold"]


def test_somebody_else_is_told_so_and_a_text_message_leads_on(place: Place) -> None:
    place.camera.show(Live(photo(ANOTHER)))
    consent = before_the_camera(place)
    fault = does_as_asked(place, consent["seq"], "fault")
    assert fault["data"]["reason"] in {"face_mismatch", "face_doubtful"}
    place.box.chooses(fault, "another_way")
    place.box.answers(place.box.sees("enter_code"), "next", code=CODE)
    place.box.chooses(place.box.sees("choose_factor"), "bank_card")
    place.box.answers(place.box.sees("enter_factor"), "next", value="9900000000000000001")
    place.box.sees("my_matters", level="L3")


@pytest.mark.parametrize("held", [Print, Frozen])
def test_a_photograph_before_the_camera_is_nobody(place: Place, held: type[Print | Frozen]) -> None:
    place.camera.show(held(photo(ME)))
    consent = before_the_camera(place)
    fault = does_as_asked(place, consent["seq"], "fault")
    assert fault["data"]["reason"] in {"face_not_live", "face_poor_picture"}


def test_a_camera_that_is_cut_off_is_told_and_comes_back(place: Place) -> None:
    before_the_camera(place)
    assert place.camera.watched.wait(DEADLINE)
    place.camera.cut()
    fault = place.box.sees("fault")
    assert fault["data"]["reason"].startswith("camera_")
    place.box.chooses(fault, "retry")
    matters = does_as_asked(place, fault["seq"], "my_matters")
    assert matters["data"]["level"] == "L3"


def longest_row(value: object) -> int:
    """The most numbers in a row anywhere in JSON: an encoding would be 128 of them."""
    if isinstance(value, dict):
        return max((longest_row(item) for item in value.values()), default=0)
    if isinstance(value, list):
        numbers = sum(isinstance(item, int | float) for item in value)
        return max([numbers, *map(longest_row, value)])
    return 0


def test_no_picture_and_no_encoding_is_kept_or_sent(place: Place) -> None:
    portrait = chip_photo(photo(MY_CARD_PHOTO))
    before = len(place.box.platform.requests())
    consent = before_the_camera(place)
    does_as_asked(place, consent["seq"], "my_matters")
    sent = place.box.platform.requests()[before:]
    assert any(request["operation"] == "raiseSession" for request in sent)
    assert longest_row(sent) < 16
    words = json.dumps(sent)
    for picture in (portrait[64:256], b"\xff\xd8\xff\xe0\x00\x10JFIF"):
        for at in range(3):  # base64 looks different at each offset
            assert b64encode(picture[at:])[4:40].decode() not in words
        assert picture[:16].hex() not in words.lower()
    for file in place.box.folder.rglob("*"):
        if file.is_file():
            kept = file.read_bytes()
            assert portrait not in kept, file
            assert portrait[64:256] not in kept, file
            assert b"RIFF" not in kept, file
            assert b"\xff\xd8\xff" not in kept, file
