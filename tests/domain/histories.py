"""Several laptops that work on one record, and what each knew when it wrote: without any store.

The laptops here keep sets of facts and look at them through `settle`, as real ones do. What must
follow is worked out apart, from who had seen what.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.settle import Settled, settle

TWENTY_YEARS_MS = 20 * 365 * 24 * 60 * 60 * 1000
NOW_MS = 1_795_000_000_000
"""A day in November 2026, in milliseconds since 1970."""

FIELDS = ("title", "status", "note")


@dataclass(frozen=True)
class Step:
    """What one laptop does: answers a field, takes the record out or puts it back, or meets.

    ``skew_ms`` is how wrong its clock is at that moment.
    """

    laptop: int
    does: str
    field: str = FIELDS[0]
    value: Value = None
    other: int = 0
    skew_ms: int = 0


@dataclass
class History:
    """What came of some steps.

    Attributes:
        known: For each laptop the facts it has, by id.
        seen: For each fact the ids of the facts its author had.
    """

    known: list[dict[str, Fact]]
    seen: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Fact]:
        """Every fact that any laptop has."""
        return {key: fact for laptop in self.known for key, fact in laptop.items()}

    def settled(self, laptop: int) -> Settled:
        """Return how the record stands on one laptop."""
        return settle(self.known[laptop].values())

    def take(self, step: Step) -> None:
        """Let one laptop do one thing."""
        known = self.known[step.laptop]
        if step.does == "meet":
            both = known | self.known[step.other]
            known.update(both)
            self.known[step.other].update(both)
            return
        heads = self.settled(step.laptop).heads
        if step.does == "edit":
            name, base = step.field, heads.get(step.field, ())
        else:
            name, base = DELETED, tuple(sorted({head for ids in heads.values() for head in ids}))
        value = {"edit": step.value, "delete": "no longer needed", "restore": None}[step.does]
        self.write(step, name, value, base)

    def write(self, step: Step, name: str, value: Value, base: tuple[str, ...]) -> Fact:
        """Add one fact to what a laptop knows."""
        fact = a_fact(
            id=f"{len(self.seen):032x}",
            values={name: value},
            base={name: base},
            time=f"{NOW_MS + step.skew_ms:012x}0000{step.laptop:08x}",
            device=f"{step.laptop:08x}",
        )
        self.seen[fact.id] = frozenset(self.known[step.laptop])
        self.known[step.laptop][fact.id] = fact
        return fact


def a_fact(**parts: object) -> Fact:
    """Return a fact, whole but for what is given."""
    whole: dict[str, object] = {
        "id": "0" * 32,
        "save": "f" * 32,
        "record": "0199-record",
        "kind": "meeting",
        "scope": "mission/team",
        "values": {},
        "base": {},
        "time": f"{NOW_MS:012x}000000000001",
        "wall": "2026-11-22T10:00:00+00:00",
        "author": "Amina",
        "device": "00000001",
        "app": "0.1.0",
    }
    return Fact(**(whole | parts))  # type: ignore[arg-type]


def play(steps: Sequence[Step], laptops: int = 3) -> History:
    """Take the steps one after the other."""
    history = History([{} for _ in range(laptops)])
    for step in steps:
        history.take(step)
    return history


def meet_all(history: History) -> None:
    """Let every laptop learn everything."""
    everything = history.facts
    for laptop in history.known:
        laptop.update(everything)


laptops = st.integers(0, 2)
skews = st.one_of(st.just(0), st.integers(-TWENTY_YEARS_MS, TWENTY_YEARS_MS))
edits = st.builds(
    Step,
    laptop=laptops,
    does=st.just("edit"),
    field=st.sampled_from(FIELDS),
    # Few values, so that laptops often say the same without knowing of each other.
    value=st.sampled_from(("a", "b", "c", None, 1, True)),
    skew_ms=skews,
)
deletions = st.builds(
    Step, laptop=laptops, does=st.sampled_from(("delete", "restore")), skew_ms=skews
)
meetings = st.builds(Step, laptop=laptops, does=st.just("meet"), other=laptops)

edited: st.SearchStrategy[History] = st.lists(st.one_of(edits, edits, meetings), max_size=18).map(
    play
)
"""Histories in which nobody takes the record out."""

histories: st.SearchStrategy[History] = st.lists(
    st.one_of(edits, edits, deletions, meetings), max_size=18
).map(play)
"""Histories of every kind."""
