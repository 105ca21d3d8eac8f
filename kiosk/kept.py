"""The store and the platform's address as the configuration says: for the terminal and for its console."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from kiosk import __version__
from kiosk.config import Config
from kiosk.domain.personal import Personal
from kiosk.platform.client import PlatformSettings
from kiosk.platform.connection import Endpoint
from kiosk.platform.signing import DeviceSecret
from kiosk.store.house import StoreSettings
from kiosk.store.ledger import Limits
from kiosk.store.vault import Cipher


def store_settings(config: Config, file: str) -> StoreSettings:
    """``[outbox]``; ``file`` names the configuration in mistakes."""
    wanted = config.outbox
    return StoreSettings(
        Path(config.terminal.state_dir),
        config.terminal.id,
        Cipher(wanted.cipher),
        wanted.key_file,
        Limits(wanted.max_bytes, wanted.max_age_hours, wanted.min_free_bytes),
        file,
    )


def endpoint(config: Config, file: str) -> Endpoint:
    """``[platform]``, for a request without a signature."""
    wanted = config.platform
    return Endpoint(
        wanted.base_url.rstrip("/"),
        wanted.timeout_seconds,
        Path(wanted.ca_file) if wanted.ca_file else None,
        Path(wanted.client_cert_file) if wanted.client_cert_file else None,
        __version__,
        file,
    )


def platform_settings(config: Config, file: str, secret: Personal[bytes] | DeviceSecret) -> PlatformSettings:
    """``[platform]`` with the secret, for a client that signs."""
    wanted = config.platform
    return PlatformSettings(
        base_url=wanted.base_url,
        app_id=wanted.app_id,
        device_id=wanted.device_id,
        secret=secret,
        sign_type=wanted.sign_type,
        timeout_seconds=wanted.timeout_seconds,
        ca_file=Path(wanted.ca_file) if wanted.ca_file else None,
        client_cert_file=Path(wanted.client_cert_file) if wanted.client_cert_file else None,
        software_version=__version__,
        adapter=wanted.adapter,
        zone=wanted.zone,
        file=file,
        catalogue_max_age=timedelta(hours=config.catalogue.max_age_hours),
        case_states=Path(wanted.case_states) if wanted.case_states else None,
    )
