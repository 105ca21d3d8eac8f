"""One application material of a sample item, in the contract's words."""

from __future__ import annotations

from simulator.platform.contract import Json

TYPES = {"证件": "document", "表单": "form", "电子证照": "e_certificate", "材料": "other"}
MEANS = {
    "card_read": "card_read",
    "card_insert": "card_insert",
    "e-form": "form",
    "e-cert": "certificate",
    "e-licence_scan": "certificate",
    "scan": "upload",
}
TRUST = "ABCD"
ELECTRONIC = frozenset({"form", "certificate", "upload"})


def material(number: int, raw: Json, item_no: int) -> Json:
    """Return the contract's Material. A better trusted one than asked for is always taken."""
    means = MEANS[raw["preferred_form"]]
    return {
        "material_id": f"m{number}",
        "name": raw["name"],
        "material_type": TYPES[raw["type"]],
        "sample": None,
        "e_form_id": f"f-{item_no}" if means == "form" else None,
        "source_channel": raw["source"],
        "paper_copies": {"originals": raw["originals"], "copies": raw["copies"], "spec": None},
        "filling_notes": raw["note"] or None,
        "acceptance_standard": None,
        "electronic_needed": means in ELECTRONIC,
        "required": raw["required"],
        "preferred_means": means,
        "exempt_if_shared": raw["exempt_if_shared"],
        "trust_levels": list(TRUST[: TRUST.index(raw["trust_level"]) + 1]),
        "certificate_type_code": None,
    }
