"""A paper before it is drawn: what it is about, what it tells, and how it will be drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldapp.domain.council.leave_out import NOTHING, LeftOut
from fieldapp.domain.hostile.finding import Finding
from fieldapp.sync.release import Said

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def nothing_stops() -> None:
    """A paper that only its own reader sees may hold whatever that reader may see."""


@dataclass(frozen=True)
class Prepared:
    """A paper that can be drawn.

    Attributes:
        kind, record: What it is about, as the audit log names it.
        draw: Draws it, and touches no file. It can be sent to another process.
        says: What stands on it, as a frozen dataclass; a release is for exactly this.
        code: Of the paper; "" where it has none.
        withheld: Counts what was left out to protect people.
        findings: What it would tell whoever finds it.
        refuse: Raises where something on it must never stand on such a paper.
        left_out: Answers kept off it, also those that were when it first went out.
        keep: Has on record that it goes out, before it does; returns kind and id of the
            record that it is about then.
    """

    kind: str
    record: str
    draw: "Callable[[Sheet], Drawn]"
    says: Any
    code: str = ""
    withheld: int = 0
    findings: Callable[[], Sequence[Finding]] = tuple
    refuse: Callable[[], None] = nothing_stops
    left_out: LeftOut = NOTHING
    keep: Callable[[], tuple[str, str]] | None = None

    def said(self, sort: str) -> Said:
        """Return what a second person releases: all that it says, on whatever day it is printed and
        under whatever code."""
        lasting = [
            (one.name, getattr(self.says, one.name))
            for one in fields(self.says)
            if one.compare and one.name not in ("code", "made_on")
        ]
        return Said(sort, self.record, sha256(repr(lasting).encode()).hexdigest())


@dataclass(frozen=True)
class Made:
    """A paper that was written.

    Attributes:
        kind, record, code, withheld: As of what was prepared.
        tells: How many things of each sort it tells whoever finds it.
        detail: What the audit log says of it.
    """

    file: Path
    pages: int
    kind: str
    record: str
    code: str
    withheld: int
    tells: Mapping[str, int]
    detail: Mapping[str, str | int]
