"""The files of a private CUPS server: its own folders, port and user, and one queue."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
HELPERS: Final = Path("/usr/lib/cups/daemon")
"""``cups-exec`` starts filters and backends."""
FOLDERS: Final = ("root/ppd", "state", "cache", "spool", "tmp", "bin/backend", "bin/filter", "kept", "log")

SERVER: Final = """\
LogLevel warn
Listen 127.0.0.1:{port}
Listen {home}/state/cups.sock
Browsing Off
WebInterface No
DefaultAuthType Basic
DirtyCleanInterval 0
PreserveJobHistory Yes
PreserveJobFiles Yes
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess default
JobPrivateValues default
SubscriptionPrivateAccess default
SubscriptionPrivateValues default
{limits}<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
LIMIT: Final = """\
<Limit {operation}>
AuthType Basic
Require user {who}
Order deny,allow
</Limit>
"""
FILES: Final = """\
User {user}
Group {group}
ServerRoot {home}/root
ServerBin {home}/bin
StateDir {home}/state
CacheDir {home}/cache
RequestRoot {home}/spool
TempDir {home}/tmp
ServerKeychain {home}/root/ssl
ErrorLog {home}/log/error
AccessLog {home}/log/access
PageLog {home}/log/page
"""
QUEUE: Final = """\
<Printer {name}>
Info Simulated A4 printer
DeviceURI sim:{home}
State Idle
{reasons}Accepting Yes
Shared No
ErrorPolicy {error_policy}
OpPolicy default
</Printer>
"""


def make(  # noqa: PLR0913 what can differ between two servers
    home: Path,
    port: int,
    *,
    queue: str,
    error_policy: str,
    reasons: Sequence[str],
    only: Mapping[str, str],
) -> None:
    """Write everything under ``home``, which exists and is empty."""
    for folder in FOLDERS:
        (home / folder).mkdir(parents=True)
    (home / "bin/daemon").symlink_to(HELPERS)
    for source, target in (("backend.sh", "bin/backend/sim"), ("filter.sh", "bin/filter/checkpdf")):
        shutil.copyfile(HERE / source, home / target)
        (home / target).chmod(0o755)
    shutil.copyfile(HERE / "a4.ppd", home / f"root/ppd/{queue}.ppd")
    user, group = _runner()
    told = "".join(f"Reason {reason}\n" for reason in reasons)
    configure(home, port, only)
    (home / "cups-files.conf").write_text(FILES.format(home=home, user=user, group=group), "utf-8")
    (home / "root/printers.conf").write_text(
        QUEUE.format(home=home, name=queue, error_policy=error_policy, reasons=told), "utf-8"
    )
    os.mkfifo(home / "events")
    _hand_over(home, user, group)


def configure(home: Path, port: int, only: Mapping[str, str]) -> None:
    """Write who may do what."""
    limits = "".join(LIMIT.format(operation=operation, who=who) for operation, who in only.items())
    (home / "cupsd.conf").write_text(SERVER.format(home=home, port=port, limits=limits), "utf-8")


def _runner() -> tuple[str, str]:
    """Who filters and backends run as: CUPS refuses to use root."""
    if os.getuid() == 0:
        return "lp", "lp"
    return pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name


def _hand_over(home: Path, user: str, group: str) -> None:
    home.chmod(0o755)
    for path in home.rglob("*"):
        if not path.is_symlink() and not path.is_relative_to(home / "bin"):
            shutil.chown(path, user, group)
