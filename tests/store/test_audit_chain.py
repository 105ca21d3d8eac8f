"""The audit chain: nothing can be changed in it without being found, by number."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.journal import Deed
from kiosk.errors import StoreError
from kiosk.store.audit_chain import rows_of
from kiosk.store.audit_check import Finding
from kiosk.store.audit_link import CHECKPOINT, START, Link, own_hash, own_sm3
from tests.store.audit_samples import KEY, NOW, a_chain, deeds, fill, found, proven, tamper

ROOT = Path(__file__).parents[2]
TRIES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
ADDS = """
import sys
from datetime import datetime
from pathlib import Path
from kiosk.domain.journal import Deed
from kiosk.store.audit_chain import AuditChain
chain = AuditChain(Path(sys.argv[1]), "K03", lambda: bytes(range(32)))
for number in range(int(sys.argv[2])):
    [link] = chain.add([(datetime.now().astimezone(), Deed(action="terminal.started", object=str(number)))])
    print(link.seq, flush=True)
"""


@pytest.mark.req("SC-06")
def test_a_record_says_who_when_which_device_what_on_what_and_with_which_result(tmp_path: Path) -> None:
    chain = a_chain(tmp_path)
    deed = Deed(
        action="submission.handed_in",
        role="citizen",
        result="refused",
        actor="se-1",
        object="0f" * 16,
        code="level_too_low",
        trace="ab" * 8,
    )
    [link] = chain.add([(NOW, deed)])
    members = json.loads(link.text)
    assert members.pop("event_id")
    assert members == {
        "seq": 1,
        "at": "2026-03-12T10:24:05.250000+08:00",
        "device_id": "K03",
        "action": "submission.handed_in",
        "actor_role": "citizen",
        "actor_ref": "se-1",
        "object": "0f" * 16,
        "result": "refused",
        "code": "level_too_low",
        "trace_id": "ab" * 8,
        "prev_hash": START,
    }
    event = link.event()
    assert (event.seq, event.at, event.hash, event.prev_hash) == (1, NOW, link.hash, START)


def test_each_record_hangs_on_the_one_before_by_both_digests(tmp_path: Path) -> None:
    fill(tmp_path)
    before = None
    for link in rows_of(tmp_path):
        assert link.hash == own_hash(link.text)
        assert link.sm3 == own_sm3(before.sm3 if before else START, link.text)
        assert link.members()["prev_hash"] == (before.hash if before else START)
        before = link
    assert before is not None
    assert before.seq == 15


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905, example 1 is SM3("abc"): here through the same library call."""
    assert hashlib.new("sm3", b"abc").hexdigest() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


def test_an_untouched_chain_is_whole_and_signed_to_its_end(tmp_path: Path) -> None:
    fill(tmp_path)
    verdict = proven(tmp_path)
    assert verdict.whole
    assert (verdict.records, verdict.signed, verdict.other_keys) == (15, 15, 0)


@pytest.mark.req("SC-06")
def test_an_edit_is_found_by_number(tmp_path: Path) -> None:
    fill(tmp_path)
    tamper(tmp_path, "UPDATE chain SET text = replace(text, '\"se-3\"', '\"se-9\"') WHERE seq = 4")
    assert found(tmp_path) == [Finding(4, 4, "edited")]


@pytest.mark.parametrize("column", ["hash", "sm3"])
def test_an_edited_digest_is_found_by_number(tmp_path: Path, column: str) -> None:
    fill(tmp_path)
    {"hash": edit_hash, "sm3": edit_sm3}[column](tmp_path, 7, 1)
    assert found(tmp_path) == [Finding(7, 7, "edited")]


def test_an_edit_with_its_digests_made_anew_is_found_by_its_successor(tmp_path: Path) -> None:
    fill(tmp_path)
    links = list(rows_of(tmp_path))
    text = links[7].text.replace("se-", "se-9")
    assert text != links[7].text
    values = (text, own_hash(text), own_sm3(links[6].sm3, text))
    tamper(tmp_path, "UPDATE chain SET text = ?, hash = ?, sm3 = ? WHERE seq = 8", *values)
    assert found(tmp_path) == [Finding(8, 8, "rewritten")]


def test_a_tail_made_anew_whole_is_found_by_the_next_signature(tmp_path: Path) -> None:
    """Whoever has no secret can compute digests, but not sign them."""
    fill(tmp_path)
    links = list(rows_of(tmp_path))
    last = links[1]
    for link in links[2:]:
        members = {**link.members(), "prev_hash": last.hash}
        if link.seq == 3:
            members["actor_ref"] = "se-99"
        text = json.dumps(members, sort_keys=True, separators=(",", ":"))
        values = (text, own_hash(text), own_sm3(last.sm3, text), link.seq)
        tamper(tmp_path, "UPDATE chain SET text = ?, hash = ?, sm3 = ? WHERE seq = ?", *values)
        [last] = [each for each in rows_of(tmp_path) if each.seq == link.seq]
    faults = found(tmp_path)
    assert faults, "the checkpoints and the head do not fit"
    assert faults[0].first in {5, 6}, "between the record and the first signature after it"
    assert proven(tmp_path, key=None).findings == [Finding(15, 15, "rewritten")], (
        "the head tells without a key"
    )


@pytest.mark.req("SC-06")
@pytest.mark.parametrize("seq", [1, 6, 9])
def test_a_deletion_is_found_by_number(tmp_path: Path, seq: int) -> None:
    fill(tmp_path)
    tamper(tmp_path, "DELETE FROM chain WHERE seq = ?", seq)
    assert found(tmp_path) == [Finding(seq, seq, "missing")]


@pytest.mark.req("SC-06")
def test_a_deletion_with_the_gap_closed_is_found_by_number(tmp_path: Path) -> None:
    fill(tmp_path)
    tamper(tmp_path, "DELETE FROM chain WHERE seq = 4")
    tamper(tmp_path, "UPDATE chain SET seq = seq - 1 WHERE seq > 4")
    first = found(tmp_path)[0]
    assert first == Finding(4, 4, "swapped"), "it says that it is the fifth"


@pytest.mark.req("SC-06")
@pytest.mark.parametrize("kept", [0, 1, 14])
def test_a_truncation_is_found_by_number(tmp_path: Path, kept: int) -> None:
    fill(tmp_path)
    tamper(tmp_path, "DELETE FROM chain WHERE seq > ?", kept)
    assert found(tmp_path) == [Finding(kept + 1, 15, "cut_short")]


def test_a_truncation_with_the_head_put_back_is_found_by_what_the_platform_keeps(tmp_path: Path) -> None:
    chain = a_chain(tmp_path)
    chain.add(deeds(5))
    head = (tmp_path / "audit.head").read_bytes()
    told = chain.add(deeds(3), sign=True)[-1]
    chain.close()
    tamper(tmp_path, "DELETE FROM chain WHERE seq > 5")
    (tmp_path / "audit.head").write_bytes(head)
    assert proven(tmp_path).whole, "alone it cannot know"
    seq, sm3, _ = str(told.members()["object"]).split(" ")
    assert proven(tmp_path, told=((int(seq), sm3),)).findings == [Finding(6, 8, "cut_short")]


@pytest.mark.req("SC-06")
def test_a_swap_is_found_by_both_numbers(tmp_path: Path) -> None:
    fill(tmp_path)
    for seq, to in ((3, 100), (10, 3), (100, 10)):
        tamper(tmp_path, "UPDATE chain SET seq = ? WHERE seq = ?", to, seq)
    assert found(tmp_path) == [Finding(3, 3, "swapped"), Finding(10, 10, "swapped")]


def test_a_swap_of_neighbours_is_found(tmp_path: Path) -> None:
    fill(tmp_path)
    for seq, to in ((3, 100), (4, 3), (100, 4)):
        tamper(tmp_path, "UPDATE chain SET seq = ? WHERE seq = ?", to, seq)
    assert found(tmp_path) == [Finding(3, 3, "swapped"), Finding(4, 4, "swapped")]


def test_a_head_that_was_changed_or_taken_away_is_found(tmp_path: Path) -> None:
    fill(tmp_path)
    head = tmp_path / "audit.head"
    text = head.read_text()
    head.write_text(text.replace('"seq":15', '"seq":14'))
    assert found(tmp_path) == [Finding(14, 14, "forged")]
    for nothing in ("", "no head"):
        head.write_text(nothing)
        assert found(tmp_path) == [Finding(15, 15, "forged")]
    head.unlink()
    assert found(tmp_path) == [Finding(15, 15, "forged")]


def test_a_checkpoint_that_somebody_else_signed_is_found(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    links = list(rows_of(tmp_path))
    assert links[3].members()["action"] == CHECKPOINT
    text = links[3].text.replace(links[3].members()["code"], "ab" * 32)
    values = (text, own_hash(text), own_sm3(links[2].sm3, text))
    tamper(tmp_path, "UPDATE chain SET text = ?, hash = ?, sm3 = ? WHERE seq = 4", *values)
    assert Finding(4, 4, "forged") in found(tmp_path)


def test_after_a_new_secret_old_signatures_are_counted_not_doubted(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    new = bytes(32)
    chain = a_chain(tmp_path, new)
    chain.add(deeds(1))
    chain.close()
    verdict = proven(tmp_path, key=new)
    assert verdict.whole
    assert (verdict.other_keys, verdict.signed) == (1, 5)
    assert proven(tmp_path, key=None).whole, "digests alone are proven without a secret"


def edit_text(folder: Path, seq: int, other: int) -> None:
    script = "UPDATE chain SET text = substr(text, 1, ?) || '}' || substr(text, ? + 2) WHERE seq = ?"
    tamper(folder, script, other * 5, other * 5, seq)


def edit_hash(folder: Path, seq: int, other: int) -> None:
    tamper(folder, "UPDATE chain SET hash = ? WHERE seq = ?", own_hash(str(other)), seq)


def edit_sm3(folder: Path, seq: int, other: int) -> None:
    tamper(folder, "UPDATE chain SET sm3 = ? WHERE seq = ?", own_hash(str(other)), seq)


def delete(folder: Path, seq: int, _other: int) -> None:
    tamper(folder, "DELETE FROM chain WHERE seq = ?", seq)


def cut(folder: Path, seq: int, _other: int) -> None:
    tamper(folder, "DELETE FROM chain WHERE seq >= ?", seq)


def swap(folder: Path, seq: int, other: int) -> None:
    for old, new in ((seq, 1000), (other, seq), (1000, other)):
        tamper(folder, "UPDATE OR IGNORE chain SET seq = ? WHERE seq = ?", new, old)


def copy(folder: Path, seq: int, other: int) -> None:
    script = (
        "UPDATE chain SET (text, hash, sm3) = (SELECT text, hash, sm3 FROM chain WHERE seq = ?)"
        " WHERE seq = ? AND EXISTS (SELECT 1 FROM chain WHERE seq = ?)"
    )
    tamper(folder, script, other, seq, other)


def remake(folder: Path, seq: int, _other: int) -> None:
    """Edit, and make the digests fit."""
    links = {link.seq: link for link in rows_of(folder)}
    if seq in links:
        text = links[seq].text.replace("signed_in", "raised")
        sm3 = links[seq - 1].sm3 if seq - 1 in links else START
        values = (text, own_hash(text), own_sm3(sm3, text), seq)
        tamper(folder, "UPDATE chain SET text = ?, hash = ?, sm3 = ? WHERE seq = ?", *values)


def add_one(folder: Path, seq: int, other: int) -> None:
    """Slip a record in where one was taken away, or before the first."""
    [link] = list(rows_of(folder))[-1:] or [Link(0, "{}", START, START)]
    values = (0 if seq > 4 else other, link.text, link.hash, link.sm3)
    tamper(folder, "INSERT OR IGNORE INTO chain VALUES (?, ?, ?, ?)", *values)


WAYS = (edit_text, edit_hash, edit_sm3, delete, cut, swap, copy, remake, add_one)
CHANGE = st.tuples(st.sampled_from(WAYS), st.integers(1, 10), st.integers(1, 10))


@pytest.mark.req("SC-06")
@settings(deadline=None, max_examples=TRIES)
@given(changes=st.lists(CHANGE, min_size=1, max_size=4))
def test_no_random_tampering_goes_unseen(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Callable[[Path, int, int], None], int, int]]
) -> None:
    """By somebody without the secret: what changed is found, no later than the next signature."""
    folder = tmp_path_factory.mktemp("chain")
    fill(folder, 8, sign_every=4)
    before = {link.seq: link for link in rows_of(folder)}
    for change, seq, other in changes:
        change(folder, seq, other)
    after = {link.seq: link for link in rows_of(folder)}
    verdict = proven(folder)
    assert verdict.whole == (after == before)
    if not verdict.whole:
        first = min(seq for seq in {*before, *after} if before.get(seq) != after.get(seq))
        assert any(
            found.first - 1 <= first <= found.last or found.first <= first + 5 for found in verdict.findings
        )


def test_the_file_itself_lets_nobody_change_or_shorten_it(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / "audit.db")) as db:
        for script in ("UPDATE chain SET text = 'x'", "DELETE FROM chain WHERE seq = 2"):
            with pytest.raises(sqlite3.IntegrityError, match="the audit chain is never"):
                db.execute(script)


def test_a_restart_goes_on_with_the_numbers(tmp_path: Path) -> None:
    for _ in range(3):
        chain = a_chain(tmp_path)
        chain.add(deeds(2))
        chain.close()
    assert [link.seq for link in rows_of(tmp_path)] == [1, 2, 3, 4, 5, 6]
    assert proven(tmp_path).whole


def test_a_chain_that_was_cut_short_never_gives_a_number_twice(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    tamper(tmp_path, "DELETE FROM chain WHERE seq > 2")
    chain = a_chain(tmp_path)
    assert chain.lost() == (3, 4)
    [link] = chain.add(deeds(1))
    assert link.seq == 5
    assert chain.lost() is None
    chain.close()
    assert found(tmp_path) == [Finding(3, 4, "missing")]


def test_a_corrupt_file_is_set_aside_and_the_numbers_go_on(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    (tmp_path / "audit.db").write_bytes(b"no database" * 1000)
    chain = a_chain(tmp_path)
    assert chain.set_aside is not None
    assert (chain.set_aside / "audit.db").exists()
    assert chain.add(deeds(1))[0].seq == 5
    chain.close()
    assert found(tmp_path) == [Finding(1, 4, "missing")]


def test_threads_and_processes_add_at_once_and_every_number_is_given_once(tmp_path: Path) -> None:
    chain = a_chain(tmp_path)
    others = [
        subprocess.Popen([sys.executable, "-c", ADDS, str(tmp_path), "20"], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    threads = [threading.Thread(target=lambda: [chain.add(deeds(1)) for _ in range(20)]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        assert other.wait(60) == 0
        assert other.stdout is not None
        other.stdout.close()
    chain.close()
    verdict = proven(tmp_path)
    assert verdict.whole
    assert (verdict.records, verdict.signed) == (100, 100)


def test_what_was_told_to_be_written_is_there_after_kill_9(tmp_path: Path) -> None:
    told = 0
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", ADDS, str(tmp_path), "100000"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(25):
            told = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()
        verdict = proven(tmp_path)
        assert verdict.whole
        assert verdict.last.seq >= told
        assert verdict.signed >= verdict.last.seq - 1, "the head is at most one behind"
    chain = a_chain(tmp_path)
    assert chain.add(deeds(1))[0].seq == verdict.last.seq + 1
    chain.close()


def test_what_the_outbox_has_is_remembered(tmp_path: Path) -> None:
    chain = a_chain(tmp_path)
    chain.add(deeds(3))
    assert [link.seq for link in chain.unsent(2)] == [1, 2]
    chain.sent(2)
    chain.close()
    chain = a_chain(tmp_path)
    assert [link.seq for link in chain.unsent(10)] == [3]
    chain.close()


def test_too_long_words_are_cut_to_what_the_contract_takes(tmp_path: Path) -> None:
    chain = a_chain(tmp_path)
    deed = Deed(action="a" * 100, actor="b" * 100, object="c" * 200, code="d" * 100, trace="e" * 100)
    event = chain.add([(NOW, deed)])[0].event()
    chain.close()
    members = (event.action, event.actor_ref, event.object, event.code, event.trace_id)
    assert [len(member or "") for member in members] == [64, 64, 128, 64, 32]


def test_a_folder_that_cannot_be_written_is_the_stores_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError):
        a_chain(tmp_path / "file")
    with pytest.raises(StoreError):
        list(rows_of(tmp_path / "nowhere"))


def test_the_files_are_their_owners_alone(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    for name in ("audit.db", "audit.head", "audit.lock"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert KEY.hex() not in (tmp_path / "audit.head").read_text()
