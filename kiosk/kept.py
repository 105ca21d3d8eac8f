"""The store and the platform's address as the configuration says: for the terminal and for its console."""

from __future__ import annotations

from pathlib import Path

from kiosk import __version__
from kiosk.config import Config
from kiosk.platform.connection import Endpoint
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
