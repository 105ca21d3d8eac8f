"""What the platform says of this terminal, in force beside the local settings: the stricter one rules."""

from __future__ import annotations

from dataclasses import replace

import structlog

from kiosk.domain.journal import Deed
from kiosk.domain.site import SiteRules
from kiosk.journeys.hall import Hall, Terms
from kiosk.platform.ports.supervision import Supervised

log = structlog.get_logger()


class SiteRulesKeeper:
    """Fetches the rules, and lets the next visit be held by them."""

    def __init__(self, platform: Supervised, hall: Hall) -> None:
        self.platform = platform
        self._hall = hall
        self._own = hall.terms
        self._etag: str | None = None
        self.rules: SiteRules | None = None
        """``None`` before the platform first told them."""

    @property
    def version(self) -> str | None:
        """The version in force."""
        return self.rules.config_version if self.rules else None

    def own(self, terms: Terms) -> None:
        """The local settings changed: they rule from the next visit on, as narrowed as before."""
        self._own = terms
        self._hall.terms = terms if self.rules is None else stricter(terms, self.rules)
        self._hall.changed()

    def move(self, platform: Supervised) -> None:
        """Ask another platform from now on. What was told last stays in force until it tells its own."""
        self.platform, self._etag = platform, None

    async def reload(self) -> None:
        """Fetch and apply. Raises ``PlatformError``; then what was in force stays."""
        told = await self.platform.site_rules(etag=self._etag)
        if told is None:
            return
        self.rules, self._etag = told.value, told.etag
        self._hall.terms = stricter(self._own, told.value)
        self._hall.wordings = {wording.kind: wording for wording in told.value.texts}
        self._hall.hall_code = told.value.device.hall_code
        self._hall.upload_most = told.value.uploads.max_bytes
        self._hall.changed()
        log.info("site_rules.in_force", version=self.version)
        self._hall.audit(Deed(action="settings.in_force", object="platform", code=self.version))


def stricter(own: Terms, rules: SiteRules) -> Terms:
    """The local terms, narrowed by the platform's."""
    session = rules.session
    return replace(
        own,
        offer=tuple(service for service in own.offer if service in rules.services),
        idle_seconds=min(own.idle_seconds, session.idle_s or own.idle_seconds),
        grace_seconds=min(own.grace_seconds, session.grace_s or own.grace_seconds),
        absolute_seconds=min(own.absolute_seconds, session.absolute_s),
    )
