"""What a screen, a preview or a voice may show of a person (SC-05): never a whole name or number."""

from __future__ import annotations


def mask_name(name: str) -> str:
    """Keep the first and the last character: 张示例 → 张*例, 张三 → 张*, 张 → *."""
    name = name.strip()
    if len(name) <= 1:
        return "*"
    if len(name) == 2:
        return name[0] + "*"
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_number(number: str) -> str:
    """Hide the birth date and more: 990101198503120010 → 9901**********0010.

    Shorter numbers keep their last two characters: where 15 are issued, the two before are a day of birth.
    """
    if len(number) >= 18:
        return number[:4] + "*" * (len(number) - 8) + number[-4:]
    if len(number) >= 15:
        return number[:4] + "*" * (len(number) - 6) + number[-2:]
    return "*" * max(0, len(number) - 2) + number[-2:] if len(number) > 4 else "*" * len(number)


def mask_case_no(number: str) -> str:
    """Keep four characters at each end: 20260312000123 → 2026****0123; of a short one only two."""
    return f"{number[:4]}****{number[-4:]}" if len(number) >= 12 else "****" + number[-2:]


def mask_phone(number: str) -> str:
    """Keep three characters before and four behind: 13800000000 → 138****0000; a short one keeps two."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else "****" + number[-2:]
