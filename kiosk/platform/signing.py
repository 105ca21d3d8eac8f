"""Request signing (platform contract, section 2): HMAC over SM3 (GB/T 32905) or SHA-256. Pure."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, quote

from kiosk.domain.personal import Personal

BASE_PATH = "/kiosk/v1"


class SignType(StrEnum):
    """How requests are signed. Values are those of ``X-Sign-Type``."""

    SM3 = "HMAC-SM3"
    SHA256 = "HMAC-SHA256"

    @property
    def digest(self) -> str:
        """The digest's name for ``hashlib``."""
        return "sm3" if self is SignType.SM3 else "sha256"


class DeviceSecret:
    """The 32 bytes behind ``device_secret``, for every signer of a terminal: a new activation renews them."""

    def __init__(self, value: Personal[bytes]) -> None:
        self._value = value

    def reveal(self) -> bytes:
        """The bytes that sign now."""
        return self._value.reveal()

    def renew(self, value: Personal[bytes]) -> None:
        """Sign with these from now on."""
        self._value = value


@dataclass(frozen=True, slots=True)
class Signable:
    """What a signature covers: path and query as sent, the path from ``/kiosk/v1`` on, unix seconds."""

    method: str
    path: str
    query: str
    body: bytes
    timestamp: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, with the 32 bytes behind ``device_secret``."""

    app_id: str
    device_id: str
    secret: Personal[bytes] | DeviceSecret
    sign_type: SignType

    def headers(self, request: Signable) -> dict[str, str]:
        """The signing headers for a request."""
        text = canonical_text(request, self.sign_type)
        return {
            "X-App-Id": self.app_id,
            "X-Device-Id": self.device_id,
            "X-Timestamp": request.timestamp,
            "X-Nonce": request.nonce,
            "X-Sign-Type": self.sign_type.value,
            "X-Signature": signature(self.secret.reveal(), text, self.sign_type),
        }


def canonical_query(query: str) -> str:
    """Decode as a form, encode by RFC 3986, sort by name, then by value, in byte order."""
    pairs = parse_qsl(query, keep_blank_values=True)
    encoded = sorted((quote(name, safe=""), quote(value, safe="")) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)


def canonical_text(request: Signable, sign_type: SignType) -> str:
    """The six parts that are signed, joined by LF."""
    digest = hashlib.new(sign_type.digest, request.body).hexdigest()
    query = canonical_query(request.query)
    parts = [request.method, request.path, query, digest, request.timestamp, request.nonce]
    return "\n".join(parts)


def signature(secret: bytes, text: str, sign_type: SignType) -> str:
    """Lower-case hex HMAC (RFC 2104) of the canonical text."""
    return hmac.new(secret, text.encode(), sign_type.digest).hexdigest()
