"""The real library of this machine: what it gives, that it learns nothing, and how its absence is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from kiosk.errors import NoPinyin
from kiosk.screens.writing.google_pinyin import NOT_OFFERED, GooglePinyin
from kiosk.screens.writing.pinyin import LETTERS, Pinyin, Word, open_pinyin, takes
from kiosk.screens.writing.writing import Writing


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return GooglePinyin()


def texts(pinyin: Pinyin, letters: str) -> list[str]:
    return [word.text for word in pinyin.suggest(letters).words]


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("xingfuli", "幸福里"),
        ("zhangsan", "张三"),
        ("xiaoqu", "小区"),
        ("zhejiangsheng", "浙江省"),
        ("shenfenzheng", "身份证"),
        ("sfz", "身份证"),
        ("xi'an", "西安"),
        ("lvyou", "旅游"),
        ("de", "的"),
    ],
)
def test_letters_become_words(pinyin: Pinyin, letters: str, first: str) -> None:
    assert texts(pinyin, letters)[0] == first


@pytest.mark.parametrize(
    ("letters", "wanted"), [("jzz", "居住证"), ("lv", "吕"), ("chu", "褚"), ("xian", "冼")]
)
def test_rarer_words_come_later(pinyin: Pinyin, letters: str, wanted: str) -> None:
    assert wanted in texts(pinyin, letters)


def test_a_word_says_which_letters_it_stands_for(pinyin: Pinyin) -> None:
    words = pinyin.suggest("xingfuli").words
    assert {Word("幸福里", 8), Word("幸福", 6), Word("星", 4)} <= set(words)
    assert Word("西", 3) in pinyin.suggest("xi'an").words


@pytest.mark.parametrize(
    ("letters", "apart"),
    [("xingfuli", "xing fu li"), ("xi'an", "xi an"), ("xian", "xian"), ("u", "u"), ("xingv", "xing v")],
)
def test_syllables_stand_apart(pinyin: Pinyin, letters: str, apart: str) -> None:
    assert pinyin.suggest(letters).spelt == apart


def test_a_sign_between_syllables_goes_with_the_word_before_it(pinyin: Pinyin) -> None:
    writing = Writing(lambda: pinyin)
    writing.begin()
    for letter in "xi'":
        writing.press(letter, 60)
    writing.choose(writing.words(60)[0])
    assert writing.letters == ""


def test_no_coarse_word_is_offered(pinyin: Pinyin) -> None:
    assert not NOT_OFFERED & set(texts(pinyin, "xingfu"))
    assert {"性", "福"} <= set(texts(pinyin, "xing")) | set(texts(pinyin, "fu"))


@pytest.mark.parametrize("letters", ["u", "i", "v", "vvv", "iu"])
def test_letters_may_mean_nothing(pinyin: Pinyin, letters: str) -> None:
    assert texts(pinyin, letters) == []


@pytest.mark.parametrize(
    "letters",
    ["", "'", "'a", "a''b", "a'b'c'd", "A", "张", "a b", "a1", "\0", "a\0", "a" * 16, "zzzzzzz", "xing\n"],
)
def test_what_is_not_taken_is_refused(pinyin: Pinyin, letters: str) -> None:
    assert not takes(letters)
    with pytest.raises(ValueError, match="letters"):
        pinyin.suggest(letters)


def test_an_error_names_no_letters(pinyin: Pinyin) -> None:
    with pytest.raises(ValueError, match="letters") as refused:
        pinyin.suggest("zhangsanlisiwangwu")
    assert "zhang" not in str(refused.value)


@pytest.mark.req("SC-09")
def test_nothing_is_learnt_from_what_was_chosen(pinyin: Pinyin) -> None:
    asked = ["xingfuli", "zhangsan", "shi", "jzz", "taoyuanlu"]
    before = [pinyin.suggest(letters) for letters in asked]
    writing = Writing(lambda: pinyin)
    writing.begin()
    for turn in range(400):
        for letter in asked[turn % len(asked)]:
            writing.press(letter, 60)
        while writing.letters:
            words = writing.words(60)
            writing.choose(words[(turn * 7) % len(words)])
    assert [pinyin.suggest(letters) for letters in asked] == before


WRITES = """
    import resource, sys
    from kiosk.screens.writing.pinyin import open_pinyin
    from kiosk.screens.writing.writing import Writing
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # whoever writes a byte to a file is killed
    writing = Writing(open_pinyin)
    writing.begin()
    for letters in ("xingfuli", "zhangsan", "taoyuanlu") * 50:
        for letter in letters:
            writing.press(letter, 60)
        while writing.letters:
            writing.choose(writing.words(60)[-1])
    print(writing.works)
"""
LEARNS = """
    import ctypes, resource
    from kiosk.screens.writing import google_pinyin
    google_pinyin.NO_USER_DICTIONARY = b"words.dat"
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    print(google_pinyin.GooglePinyin().suggest("xing").spelt)
"""


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """In a folder of its own, which is also its home."""
    return subprocess.run(
        [sys.executable, "-B", "-c", dedent(script)],
        cwd=folder,
        env={"PYTHONPATH": str(Path.cwd()), "HOME": str(folder), "TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.req("SC-09")
def test_no_file_is_written(tmp_path: Path) -> None:
    told = run(WRITES, tmp_path)
    assert (told.returncode, told.stdout.strip()) == (0, "True"), told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_were_written_would_be_noticed(tmp_path: Path) -> None:
    """The test of the test above: with a user dictionary the library writes one."""
    told = run(LEARNS, tmp_path)
    assert told.returncode != 0 or list(tmp_path.iterdir()) != []


# Absent or spoilt


def test_without_the_library_there_is_no_engine() -> None:
    with pytest.raises(NoPinyin, match=r"libnowhere\.so.*libgooglepinyin0"):
        GooglePinyin("libnowhere.so")


def test_another_library_is_not_taken_for_it() -> None:
    with pytest.raises(NoPinyin, match="has no im_open_decoder"):
        GooglePinyin("libc.so.6")


def test_without_the_dictionary_there_is_no_engine(tmp_path: Path) -> None:
    with pytest.raises(NoPinyin, match="missing"):
        GooglePinyin(dictionary=tmp_path / "dict_pinyin.dat")


SPOILT = """
    import sys
    from pathlib import Path
    from kiosk.errors import NoPinyin
    from kiosk.screens.writing.google_pinyin import GooglePinyin
    spoilt = Path("spoilt.dat")
    spoilt.write_bytes(b"")
    try:
        GooglePinyin(dictionary=spoilt)
    except NoPinyin as told:
        print(told)
    print(GooglePinyin().suggest("xing").words[0].text)
"""


def test_an_empty_dictionary_is_refused_and_the_right_one_opens_after_it(tmp_path: Path) -> None:
    told = run(SPOILT, tmp_path)
    assert "is not a dictionary" in told.stdout, told
    assert told.stdout.split()[-1] == "行"


def test_the_screens_share_one_engine() -> None:
    assert open_pinyin() is open_pinyin()
    assert open_pinyin() is not None
    assert all(takes(letter) for letter in LETTERS)
