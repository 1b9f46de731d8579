"""A village's disclosed records: by hand, and whole villages made up from the declarations."""

from collections.abc import Iterable, Mapping
from functools import cache
from random import Random

from hypothesis import strategies as st

from fieldapp.domain.council import KINDS_ON_PAPER, CouncilPaper, PaperNeeds, Period, council_paper
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.fieldtypes import (
    Choice,
    Choices,
    Day,
    FieldType,
    Link,
    Number,
    Value,
    Whole,
    YesNo,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record

GOROM, YEI = "0199-gorom", "0199-yei"

NEEDS = PaperNeeds(
    code="GRM-7K2",
    made_on="2026-07-02",
    period=Period("2026-04-01", "2026-06-30"),
    places=frozenset({GOROM, "SS0101"}),
    place_name="Gorom",
)

DAYS = ("2026-03-31", "2026-04-01", "2026-05-15", "2026-06-30", "2026-07-01")
"""Days at the edges of the period and around it."""

Village = Mapping[str, list[Disclosed]]
"""For each kind of `KINDS_ON_PAPER` its records, disclosed to the community."""


def row(kind: str, id: str, changed: str = "", /, **values: Value) -> Disclosed:
    """Return a record as the community may see it."""
    return disclose(Record(kind, id, values, changed=changed), COMMUNITY)


def changed_on(day: str) -> str:
    """Return the time of a fact written at noon of a day in 2026."""
    month, of_month = int(day[5:7]), int(day[8:])
    assert day.startswith("2026-")
    days = sum((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[: month - 1]) + of_month - 1
    return f"{(20_454 + days) * 86_400_000 + 43_200_000:012x}000000000001"


def paper(*rows: Disclosed, needs: PaperNeeds = NEEDS) -> CouncilPaper:
    """Build Gorom's paper from these records."""
    return council_paper(needs, {k: [r for r in rows if r.kind == k] for k in KINDS_ON_PAPER})


@st.composite
def made_up(draw: st.DrawFn, place: str, prefix: str = "") -> dict[str, list[Record]]:
    """Return the records of a village, linked among each other, of every kind on the paper."""
    changed = changed_on("2026-04-01")
    village = {}
    for kind in (KINDS[name] for name in KINDS_ON_PAPER):
        ids = [place] if kind.name == "place" else [f"{prefix}{kind.name}-{n}" for n in range(2)]
        answers = [draw(_values(kind.name, place, prefix)) for _ in ids]
        village[kind.name] = [
            Record(kind.name, *pair, changed=changed) for pair in zip(ids, answers, strict=True)
        ]
    return village


def by_chance(place: str, seed: int, kinds: Iterable[str], each: int = 3) -> list[Record]:
    """Return so many records of each kind at a place in which nearly all is answered: only such a
    village leads a paper into all of its corners."""
    chance, made = Random(seed), []
    for kind in kinds:
        for n in range(each):
            answers: dict[str, Value] = {}
            for field in KINDS[kind].fields:
                some = chance.choice(_some(field.type, ""))
                answers[field.name] = None if chance.random() < 0.15 else some
            made.append(Record(kind, f"{kind}-{n}", {**answers, "place": place}))
    return made


@cache
def _values(kind: str, place: str, prefix: str) -> st.SearchStrategy[dict[str, Value]]:
    """Return answers from few, so that a whole village is quickly made and rows often meet."""
    answers = {
        field.name: st.sampled_from((None, *_some(field.type, prefix)))
        for field in KINDS[kind].fields
    }
    return st.fixed_dictionaries({**answers, "place": st.just(place)})


def _some(type: FieldType, prefix: str) -> tuple[Value, ...]:
    match type:
        case Link():
            return tuple(f"{prefix}{type.kind}-{n}" for n in range(2))
        case Day():
            return DAYS
        case Choice():
            return tuple(type.codes.labels)
        case Choices():
            return tuple(type.codes.labels)[:1], tuple(type.codes.labels)[1:4]
        case Whole():
            return tuple(sorted({type.least, 1, 2, 3, 4, 5, 6, 7, 20}))
        case Number():
            return 0, 0.1, 0.2, 1200
        case YesNo():
            return True, False
    return "Words as they were said", "قرية"


def villages(place: str, prefix: str = "") -> st.SearchStrategy[Village]:
    """Return whole villages as the community may see them."""
    return made_up(place, prefix).map(disclosed)


def disclosed(village: Mapping[str, list[Record]]) -> Village:
    """Disclose every record to the community."""
    return {kind: [disclose(one, COMMUNITY) for one in rows] for kind, rows in village.items()}
