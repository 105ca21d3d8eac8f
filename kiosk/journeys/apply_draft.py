"""What a citizen fills in lives here, in memory, until it is handed in or the visit ends (AP-10)."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.form import FormSheet, sheets
from kiosk.domain.item import Guide, Item, Material
from kiosk.domain.prefill import Prefill, PrefillMaterial
from kiosk.domain.submission import HandlingMode, MaterialRef, PostAddress
from kiosk.hardware.document_scanner.base import Page

METHODS = {"print_here": "on_site", "on_site": "on_site", "post": "post", "online": "online"}
"""The guide's ways as the platform's methods of delivery."""


@dataclass(slots=True, repr=False)
class Draft:
    """One application on its way. ``repr`` tells nothing of it."""

    item: Item
    guide: Guide
    person: str
    """Who began it (``Citizen.subject_id``): nobody else hands it in."""
    prefill: Prefill | None = None
    values: dict[str, str] = field(default_factory=dict)
    """What stands in the form, by pointer, as its fields write it."""
    wrong: dict[str, str] = field(default_factory=dict)
    materials: dict[str, MaterialRef] = field(default_factory=dict)
    """How each is handed in, by id; scanned ones get their uploads when everything goes out."""
    pages: dict[str, tuple[Page, ...]] = field(default_factory=dict)
    phone: str = ""
    way: str = ""
    address: PostAddress | None = None

    def __repr__(self) -> str:
        return f"Draft({self.item.task_code})"

    @property
    def sheets(self) -> tuple[FormSheet, ...]:
        """The pages of its form; none where there is nothing to fill in."""
        return sheets(self.guide.form) if self.guide.form else ()

    @property
    def steps(self) -> int:
        """Form pages, materials, contact, delivery, last look."""
        return len(self.sheets) + 4

    @property
    def ways(self) -> tuple[str, ...]:
        """How the result can reach them; the item's usual way first (RS-01)."""
        return tuple(way for way in self.guide.kiosk.pickup if way in METHODS) or ("on_site",)

    @property
    def originals_needed(self) -> bool:
        """Whether a paper must still be looked at: scanned by the citizen, or brought to a window."""
        return any(ref.means in {"upload", "at_hall"} for ref in self.materials.values())

    @property
    def handling_mode(self) -> HandlingMode:
        """The guide's; a scanned paper makes one visit of what would need none (AP-07)."""
        wanted: HandlingMode = self.guide.kiosk.handling_mode  # type: ignore[assignment]  # the platform's word
        return "original_verification" if wanted == "fully_online" and self.originals_needed else wanted

    def known_of(self, material: Material) -> PrefillMaterial | None:
        """What the platform said of a material; ``None`` where it was not asked."""
        told = self.prefill.materials if self.prefill else ()
        return next((one for one in told if one.material_id == material.material_id), None)
