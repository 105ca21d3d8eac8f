"""A USB stick: read without trusting what lies on it, written so that no half file has a whole one's name."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from kiosk.domain.words import Text
from kiosk.staff.package import MOST_BYTES, PROGRAM, SUFFIX, TOO_BIG, NotTaken
from kiosk.staff.settings_rows import NO_STICK

FULL: Final = Text("U 盘满了，请换一个", "The stick is full. Please use another.")
PULLED: Final = Text(
    "U 盘断开了，没存成，请重插再试", "The stick went away. Nothing was saved. Plug it in again."
)
LOCKED: Final = Text("U 盘不能写，请看写保护开关", "The stick cannot be written. See its write lock.")
THERE: Final = Text(
    "U 盘上已有同名文件，请过一秒再存", "That file is there already. Please try again in a second."
)
LINK: Final = Text("这是一个链接，不是文件，不打开", "This is a link, not a file. It is not opened.")
NO_FILE: Final = Text("这不是普通文件，不打开", "This is no ordinary file. It is not opened.")
GONE: Final = Text("文件读不出来，请重插 U 盘再试", "The file cannot be read. Plug the stick in again.")
MOST_FILES: Final = 40

WHY: Final = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), LOCKED),
    errno.EEXIST: THERE,
}
NO_MODES: Final = frozenset({"vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk"})
"""File systems on which every file may be called executable."""


def plugged_in(folder: Path, at_home: Path) -> bool:
    """Whether ``folder`` is there, and is not just a folder on the disk that ``at_home`` is on."""
    try:
        return folder.is_dir() and folder.stat().st_dev != at_home.stat().st_dev
    except OSError:
        return False


def packages(folder: Path) -> tuple[str, ...]:
    """The names of what may be packages, newest first. Raises ``NotTaken``."""
    try:
        with os.scandir(folder) as found:
            names = [one.name for one in found if one.name.endswith(SUFFIX) and not one.name.startswith(".")]
    except OSError:
        raise NotTaken(NO_STICK) from None
    return tuple(sorted(names, key=_made_at, reverse=True)[:MOST_FILES])


def _made_at(name: str) -> str:
    return "-".join(name.removesuffix(SUFFIX).split("-")[-2:])


def read(file: Path) -> bytes:
    """What is in it, if it can be a package at all. Raises ``NotTaken``."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise NotTaken(LINK if error.errno == errno.ELOOP else GONE) from None
    try:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode):
            raise NotTaken(NO_FILE)
        if seen.st_mode & 0o111 and _kind_of(seen.st_dev) not in NO_MODES:
            raise NotTaken(PROGRAM)
        if seen.st_size > MOST_BYTES:
            raise NotTaken(TOO_BIG)
        return _read_all(handle)
    except OSError:
        raise NotTaken(GONE) from None
    finally:
        os.close(handle)


def write(folder: Path, name: str, content: bytes) -> Path:
    """Save it, whole or not at all, and see that it is there; nothing is overwritten. Raises ``NotTaken``."""
    file, draft = folder / name, folder / f".{name}.part"
    if not folder.is_dir():
        raise NotTaken(NO_STICK)
    try:
        if file.exists() or file.is_symlink():
            raise NotTaken(THERE)
        with _new(draft) as handle:
            _write_all(handle, content)
            os.fsync(handle)
        draft.rename(file)
        _settle(folder)
        whole = file.read_bytes() == content
    except OSError as error:
        raise NotTaken(WHY.get(error.errno or 0, PULLED)) from None
    if not whole:
        raise NotTaken(PULLED)
    return file


@contextmanager
def _new(draft: Path) -> Iterator[int]:
    """A file of our own; gone again when writing it fails."""
    with suppress(FileNotFoundError):
        draft.unlink()  # of a stick that was pulled the last time
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        yield handle
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    finally:
        os.close(handle)


def _read_all(handle: int) -> bytes:
    content = b""
    while (part := os.read(handle, MOST_BYTES + 1 - len(content))) and len(content) <= MOST_BYTES:
        content += part
    return content


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:  # a stick that fills up takes a part first, and only then says so
        rest = rest[os.write(handle, rest) :]


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # not every file system of a stick can
            os.fsync(handle)
    finally:
        os.close(handle)


def _kind_of(device: int) -> str:
    """The file system's name, by its device number."""
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines():
        words = line.split()
        if words[2] == number:
            return words[words.index("-") + 1]
    return ""
