"""What hall staff write: ``kiosk.toml``, typed. A file with mistakes is refused with all of them at once.

Keys and meanings are a public promise (``config/kiosk.example.toml``): they may grow, never change.
Seconds, minutes and dots are as their names say; paths are used as written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

Port = Annotated[str, Meta(min_length=1)]
Baud = Literal[9600, 19200, 38400, 57600, 115200]
Positive = Annotated[float, Meta(gt=0, le=3600)]
Service = Literal["check_in", "track", "certificates", "apply", "correct", "guides", "feedback"]
Language = Literal["zh", "en"]


@dataclass(frozen=True, kw_only=True)
class Bilingual:
    """Words in Chinese, and in English where there are any."""

    zh: Annotated[str, Meta(min_length=1)]
    en: str | None = None


@dataclass(frozen=True, kw_only=True)
class Terminal:
    """This machine and where it stands."""

    id: Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}$")]
    hall: Bilingual
    profile: Literal["hall", "street", "village", "bank"] = "hall"
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)] = ("zh", "en")
    orientation: Literal["portrait", "landscape"] = "portrait"
    panel_diagonal_inch: Positive = 21.5
    state_dir: Port = "/var/lib/kiosk"


@dataclass(frozen=True, kw_only=True)
class Session:
    """How long a person may take."""

    idle_seconds: Annotated[int, Meta(ge=10, le=3600)] = 120
    grace_seconds: Annotated[int, Meta(ge=5, le=600)] = 20
    absolute_minutes: Annotated[int, Meta(ge=1, le=240)] = 30


@dataclass(frozen=True, kw_only=True)
class Platform:
    """The central platform."""

    zone: Literal["internet", "government"] = "internet"
    """The network ``base_url`` is on. Nothing a terminal does belongs to the government network (DX-03)."""
    adapter: Annotated[str, Meta(pattern=r"^(reference|[A-Za-z_][\w.]*:[A-Za-z_]\w*)$")] = "reference"
    base_url: Annotated[str, Meta(pattern=r"^https?://[^\s/]+(/\S*)?$")]
    app_id: Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}$")]
    device_id: Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}$")]
    secret_file: Port
    sign_type: Literal["HMAC-SM3", "HMAC-SHA256"] = "HMAC-SM3"
    timeout_seconds: Annotated[float, Meta(gt=0, le=60)] = 8
    ca_file: str = ""
    client_cert_file: str = ""
    case_states: str = ""
    """A table of the province's own state codes (``config/case_states``); empty: the contract's are used."""


@dataclass(frozen=True, kw_only=True)
class IdCard:
    """The resident-card reader."""

    driver: Literal["samv_serial", "sdt_library"] = "samv_serial"
    port: Port = "/dev/kiosk-idcard"
    baud: Baud = 115200
    library: str = ""
    """The vendor's SDT library; ``sdt_library`` needs it."""
    photo_library: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class SmartCard:
    """The PC/SC reader."""

    driver: Literal["pcsc"] = "pcsc"
    reader: str = ""
    csca_dir: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketPrinter:
    """The slip printer."""

    driver: Literal["escpos_serial", "escpos_usb", "escpos_network"] = "escpos_serial"
    port: Port = "/dev/kiosk-ticket"
    baud: Baud = 115200
    charset: Literal["gb2312", "gbk", "gb18030"] = "gbk"
    width_dots: Annotated[int, Meta(ge=300, le=1000, multiple_of=8)] = 576
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentPrinter:
    """The A4 printer."""

    driver: Literal["cups"] = "cups"
    server: Port = "localhost:631"
    queue: Port = "A4"
    deadline_seconds: Positive = 60
    ipp_url: Annotated[str, Meta(pattern=r"^(ipps?://[^\s/]+(/\S*)?)?$")] = ""
    """The printer itself, where it is on the network."""
    snmp: Annotated[str, Meta(pattern=r"^([^\s/:]+(:[0-9]{1,5})?)?$")] = ""
    """Where it tells of its toner by SNMP, version 2c; empty: it is not asked."""
    snmp_community: Annotated[str, Meta(min_length=1, max_length=64)] = "public"
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Camera:
    """The face camera."""

    driver: Literal["opencv"] = "opencv"
    source: Port = "/dev/video0"
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentScanner:
    """The page camera."""

    driver: Literal["opencv"] = "opencv"
    source: Port = "/dev/video2"
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class CodeScanner:
    """The QR scanner."""

    driver: Literal["serial"] = "serial"
    port: Port = "/dev/kiosk-qr"
    baud: Baud = 9600
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The board of guide lights, doors, presence sensor and help button (docs/panel-protocol.md)."""

    driver: Literal["serial_board"] = "serial_board"
    port: Port = "/dev/kiosk-panel"
    baud: Baud = 115200
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Ups:
    """The battery behind the mains, told of by a daemon. ``name`` is for ``nut``: the UPS's name there."""

    driver: Literal["apcupsd", "nut"] = "nut"
    address: Annotated[str, Meta(pattern=r"^[^\s/:]+(:[0-9]{1,5})?$")] = "127.0.0.1"
    name: Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}$")] = "ups"
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Devices:
    """What is in the cabinet. A table that is absent means: there is no such device."""

    id_card: IdCard | None = None
    smart_card: SmartCard | None = None
    ticket_printer: TicketPrinter | None = None
    document_printer: DocumentPrinter | None = None
    camera: Camera | None = None
    document_scanner: DocumentScanner | None = None
    code_scanner: CodeScanner | None = None
    panel: Panel | None = None
    ups: Ups | None = None


@dataclass(frozen=True, kw_only=True)
class Consumables:
    """How much a full printer holds, and when little of paper or toner is left. 0: nothing is said."""

    slip_roll_metres: Annotated[float, Meta(ge=0, le=1000)] = 0
    slip_low_metres: Annotated[float, Meta(ge=0, le=1000)] = 5
    a4_tray_pages: Annotated[int, Meta(ge=0, le=10_000)] = 0
    a4_low_pages: Annotated[int, Meta(ge=0, le=10_000)] = 50
    toner_low_percent: Annotated[int, Meta(ge=1, le=99)] = 10


@dataclass(frozen=True, kw_only=True)
class Face:
    """Limits of the face check."""

    dlib_distance: Annotated[float, Meta(gt=0, le=1)] = 0.55
    sface_cosine: Annotated[float, Meta(gt=0, lt=1)] = 0.363
    liveness: tuple[Literal["blink", "turn"], ...] = ("blink", "turn")
    """What is asked for, in random order, each at most once; ``turn`` alone asks for both sides."""
    find_seconds: Annotated[float, Meta(ge=3, le=120)] = 20
    """How long a good picture is looked for."""
    action_seconds: Annotated[float, Meta(ge=2, le=60)] = 8
    """How long each prompted action may take."""


@dataclass(frozen=True, kw_only=True)
class Region:
    """A district that things are posted to; ``code`` of GB/T 2260."""

    code: Annotated[str, Meta(pattern=r"^[0-9]{6}$")]
    name: Annotated[str, Meta(min_length=1, max_length=40)]


@dataclass(frozen=True, kw_only=True)
class Services:
    """What this terminal offers. ``post_regions`` empty: who has something posted types the code."""

    offer: tuple[Service, ...] = (
        "check_in",
        "track",
        "certificates",
        "apply",
        "correct",
        "guides",
        "feedback",
    )
    post_regions: tuple[Region, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TerminalApi:
    """The front end without a screen; loopback or a Unix socket only."""

    listen: Annotated[str, Meta(pattern=r"^(127\.0\.0\.1:[0-9]{1,5}|unix:/.+)$")] = "127.0.0.1:8810"
    token_file: Port = "/etc/kiosk/terminal-api.token"


@dataclass(frozen=True, kw_only=True)
class Telemetry:
    """What the terminal tells of itself."""

    heartbeat_seconds: Annotated[float, Meta(ge=5, le=3600)] = 60
    log_dir: Port = "/var/log/kiosk"
    log_budget_mb: Annotated[int, Meta(ge=1, le=1_000_000)] = 2_000
    log_file_mb: Annotated[int, Meta(ge=1, le=1000)] = 10
    log_keep_days: Annotated[int, Meta(ge=180, le=3650)] = 180
    """Six months are the law's least; no budget drops what is younger."""
    log_least_free_mb: Annotated[int, Meta(ge=0, le=1_000_000)] = 500


@dataclass(frozen=True, kw_only=True)
class Outbox:
    """What is kept until the platform has it. ``key_file`` empty: made in ``state_dir``."""

    cipher: Literal["AES-256-GCM", "SM4-GCM"] = "AES-256-GCM"
    key_file: str = ""
    max_bytes: Annotated[int, Meta(ge=1_000_000)] = 1_000_000_000
    max_age_hours: Annotated[float, Meta(gt=0, le=720)] = 72
    min_free_bytes: Annotated[int, Meta(ge=0)] = 500_000_000
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """How long items and guides are shown after the platform last confirmed them."""

    max_age_hours: Annotated[float, Meta(gt=0, le=720)] = 72


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Who may open the desk behind the mark, and for how long. ``accounts_file`` empty: nobody."""

    accounts_file: str = ""
    idle_seconds: Annotated[int, Meta(ge=30, le=1800)] = 300
    grace_seconds: Annotated[int, Meta(ge=5, le=600)] = 20
    absolute_minutes: Annotated[int, Meta(ge=1, le=720)] = 60
    usb_folder: str = ""
    """Where a USB stick is mounted, there only while one is plugged in; empty: settings do not travel."""
    package_key_file: str = ""
    """The hall's key for settings that travel: 64 hex characters, mode 0600, the same on all its terminals.

    Empty: the terminal's own secret, and only this terminal takes its packages back.
    """


@dataclass(frozen=True, kw_only=True)
class Documents:
    """Papers that others sealed."""

    trust_dir: str = ""
    """Folder of ``*.pem`` roots of seals, ``KEY-ID.sm2``, ``KEY-ID.cose``; empty: none of them."""
    ofd_converter: tuple[str, ...] = ()
    """A command that reads OFD and writes PDF; empty: OFD is refused with its reason."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """The whole file."""

    terminal: Terminal
    session: Session = field(default_factory=Session)
    platform: Platform
    devices: Devices = field(default_factory=Devices)
    documents: Documents = field(default_factory=Documents)
    consumables: Consumables = field(default_factory=Consumables)
    face: Face = field(default_factory=Face)
    services: Services = field(default_factory=Services)
    outbox: Outbox = field(default_factory=Outbox)
    catalogue: Catalogue = field(default_factory=Catalogue)
    terminal_api: TerminalApi | None = None
    telemetry: Telemetry = field(default_factory=Telemetry)
    staff: Staff = field(default_factory=Staff)
