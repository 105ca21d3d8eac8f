"""The levels of section 4: which proofs give which, how one is raised, and what an operation demands."""

from __future__ import annotations

from collections.abc import Collection

from simulator.platform.call import Session
from simulator.platform.contract import Json
from simulator.platform.problems import Problem

CARDS = frozenset({"id_card", "social_security_card", "travel_document"})


def level_of(kinds: Collection[str], stated: Collection[str]) -> str:
    """Return the level that proofs give. ``stated``: the levels the platform gave scanned codes."""
    plain = CARDS.intersection(kinds) or "qr_identity" in kinds
    level = "L2" if plain or "otp" in kinds else "L1"
    if "L3" in stated or _with_face(kinds) or (plain and {"otp", "factor"} <= set(kinds)):
        level = "L3"
    if level == "L3" and "certificate" in kinds:
        level = "L4"
    return max(level, *stated) if stated else level


def raise_by(level: str, kinds: Collection[str]) -> list[Json]:
    """Return the ways to the next level that are still open."""
    plain = CARDS.intersection(kinds) or "qr_identity" in kinds
    ways: list[tuple[str, list[str]]] = []
    if level == "L1":
        ways = [("L2", ["id_card"]), ("L2", ["otp"]), ("L2", ["qr_identity"])]
    elif level == "L2":
        if CARDS.intersection(kinds):
            ways.append(("L3", ["face_match"]))
        if plain:
            ways.append(("L3", [kind for kind in ("otp", "factor") if kind not in kinds]))
        else:
            ways += [
                ("L3", ["id_card", "face_match"]),
                ("L3", ["id_card", "factor"]),
                ("L3", ["qr_identity"]),
            ]
    elif level == "L3":
        ways = [("L4", ["certificate"])]
    return [{"level": reached, "proofs": proofs} for reached, proofs in ways]


def demand(session: Session, level: str) -> None:
    """Raise ``Problem`` level_too_low unless ``session`` has reached ``level``."""
    if session.level < level:
        raise Problem("level_too_low", required_level=level)


def _with_face(kinds: Collection[str]) -> bool:
    return bool(CARDS.intersection(kinds)) and "face_match" in kinds
