"""What views that list things of somebody's have in common."""

from __future__ import annotations

from kiosk.domain.words import Text
from kiosk.journeys.view import Choice


def listed(choice_id: str, name: str, hint: Text, why_not: Text | None) -> Choice:
    """A row to press; one that cannot be taken keeps its place and says why."""
    return Choice(choice_id, Text(name), hint=hint, enabled=why_not is None, why_not=why_not)


def acting_for(name: str | None) -> tuple[Text, ...]:
    """For whom they are here, where it is not for themselves."""
    return () if name is None else (Text(f"这次替 {name} 办。", f"Acting for {name}."),)
