"""What came of a run, and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from simulator.faulted.census import Judgement
from simulator.faulted.entry import Entry
from simulator.faulted.fate import SHARES


@dataclass(slots=True)
class Outcome:
    """``kept`` had a receipt; ``doubtful`` had none when the terminal died while putting them."""

    entries: list[Entry]
    faults: Counter[str]
    kept: set[int]
    doubtful: set[int]
    judgement: Judgement = field(default_factory=Judgement)
    copies: int = 0
    not_recovered: list[str] = field(default_factory=list)
    """Why, of each copy that could not be used."""
    drained: list[Judgement] = field(default_factory=list)
    """Of the copies that were drained, each at a platform of that moment."""
    untrue: list[int] = field(default_factory=list)
    """Those of which the terminal says something else than the platform."""
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        """How many, here and in the copies."""
        return sum(len(each.lost) for each in (self.judgement, *self.drained))

    @property
    def duplicated(self) -> int:
        """How many, here and in the copies."""
        return sum(len(each.duplicated) for each in (self.judgement, *self.drained))

    @property
    def good(self) -> bool:
        """Whether nothing was lost, nothing doubled, nothing altered, and everything told was true."""
        whole = all(each.good for each in (self.judgement, *self.drained))
        return whole and not self.untrue and not self.not_recovered

    def lines(self) -> Iterator[str]:
        """What was handed in, what was in doubt, the copies, and last the count."""
        kinds = Counter(entry.kind.value for entry in self.entries)
        pages = [size for entry in self.entries for size in entry.sizes]
        yield f"handed in: {_told(kinds)}"
        yield f"with {len(pages)} pages of {sum(pages) / 1e6:.0f} MB, in {self.seconds:.0f} s"
        without = len(self.entries) - len(self.kept)
        yield f"killed while being put: {len(self.doubtful)}; {without} never had a receipt"
        recoverable = self.copies - len(self.not_recovered)
        yield f"power lost {self.copies} times: {recoverable} recoverable, {len(self.drained)} drained"
        yield from self.not_recovered
        if not self.good:
            yield f"here: {self.judgement}; in copies: {self.drained}; not told as it is: {self.untrue}"
        in_order = {kind: self.faults[kind] for kind in SHARES if self.faults[kind]}
        yield (
            f"{len(self.entries):,} submissions, {sum(in_order.values()):,} faults ({_told(in_order)}), "
            f"{self.lost} lost, {self.duplicated} duplicated"
        )


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in counts.items())
