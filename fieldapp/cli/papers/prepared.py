"""A paper before it is drawn: what it is about, what it tells, and how it will be drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.domain.hostile.finding import Finding

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
        draw: Draws it, and touches no file.
        code: Of the paper; "" where it has none.
        withheld: Counts what was left out to protect people.
        findings: What it would tell whoever finds it.
        refuse: Raises where something on it must never stand on such a paper.
        keep: Has on record that it goes out, before it does; returns kind and id of the
            record that it is about then.
    """

    kind: str
    record: str
    draw: "Callable[[Sheet], Drawn]"
    code: str = ""
    withheld: int = 0
    findings: Callable[[], Sequence[Finding]] = tuple
    refuse: Callable[[], None] = nothing_stops
    keep: Callable[[], tuple[str, str]] | None = None


@dataclass(frozen=True)
class Made:
    """A paper that was written.

    Attributes:
        kind, record, code, withheld: As of what was prepared.
        tells: How many things of each sort it tells whoever finds it.
    """

    file: Path
    pages: int
    kind: str
    record: str
    code: str
    withheld: int
    tells: Mapping[str, int] = field(default_factory=dict)
