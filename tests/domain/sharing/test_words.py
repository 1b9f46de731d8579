"""No words are ever in a count, whatever field they were put into."""

from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import KINDS_ON_PAPER, PaperNeeds, Period, council_paper
from fieldapp.domain.disclosure import COMMUNITY, disclose
from fieldapp.domain.fieldtypes import Age, Choice, Choices, Day, Link, PlaceRef, Text, Value, Whole
from fieldapp.domain.figures.equity import shares
from fieldapp.domain.figures.ownership import compass
from fieldapp.domain.figures.participation import attendance, seats
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Field
from fieldapp.domain.sharing.counts import shared_counts
from fieldapp.domain.sharing.terms import COUNTED_BY, terms_of
from tests.domain.records import PROTECTION, seen

TODAY = date(2026, 11, 22)
ALIKE = 7
"""So many records of each kind, so that they are enough to be told."""


def answer(field: Field, words: str, in_codes: bool) -> Value:
    """Return words where there is room for them, in a code's place as well where that is asked."""
    match field.type:
        case Text():
            return words
        case Day():
            return "2026-10-17"
        case PlaceRef():
            return "KE01"
        case Whole():
            return max(field.type.least, 1)
        case Age():
            return words if in_codes else "adult"
        case Choice():
            return words if in_codes else next(iter(field.type.codes.labels))
        case Choices():
            return (words,) if in_codes else tuple(field.type.codes.labels)[:1]
        case Link():
            return f"{field.type.kind}-0"
    return None


def records(words: str, coded: frozenset[str]) -> Iterator[Record]:
    for kind in KINDS.values():
        for n in range(ALIKE):
            answers = {
                f.name: answer(f, words, f"{kind.name}.{f.name}" in coded) for f in kind.fields
            }
            known = {"place": {"pcode": "KE01", "type": "adm1", "place": None}}.get(kind.name, {})
            yield Record(kind.name, f"{kind.name}-{n}", {**answers, **known})


CODED = sorted(
    f"{kind.name}.{field.name}"
    for kind in KINDS.values()
    for field in kind.fields
    if isinstance(field.type, Choice | Choices | Age)
)


def outputs(ledger: Ledger, made: list[Record]) -> Iterator[object]:
    """Give every table of counts that fieldapp makes."""
    for kind in COUNTED_BY:
        agreement = seen(
            "agreement", title="Water", kinds=[kind], detail="counts_adm1", status="signed",
            signed_on="2026-01-01", expires_on="2026-12-31", purpose="Repairs",
        )  # fmt: skip
        yield shared_counts(terms_of(agreement, KINDS[kind], TODAY, ledger), ledger, TODAY)
    disclosed = {k: [disclose(r, COMMUNITY) for r in made if r.kind == k] for k in KINDS_ON_PAPER}
    period = Period("2026-10-01", "2026-10-31")
    needs = PaperNeeds("P", "2026-11-22", period, frozenset({"KE01"}), "Kelda")
    yield council_paper(needs, disclosed).presence
    first, last = date(2026, 10, 1), date(2026, 10, 31)
    yield attendance(ledger, "", first, last).grid
    yield seats(ledger, "", with_vote=True).grid
    yield compass(ledger, "", first, last)
    yield shares(ledger, first, last)


@settings(max_examples=5, deadline=None)
@given(
    st.text(max_size=8).map(lambda text: f"Zawadi {text}"),
    st.frozensets(st.sampled_from(CODED), max_size=12),
)
def test_words_of_no_field_are_in_any_count(words: str, coded: frozenset[str]) -> None:
    made = list(records(words, coded))

    told = list(outputs(ledger_of([disclose(r, PROTECTION) for r in made]), made))

    assert "Zawadi" in repr(made)
    assert "Zawadi" not in repr(told)


def test_what_is_looked_at_holds_counts() -> None:
    made = list(records("Zawadi", frozenset()))
    told = list(outputs(ledger_of([disclose(r, PROTECTION) for r in made]), made))

    assert repr(told).count(f"count={ALIKE}") >= len(COUNTED_BY)
    assert code_list("share_kind").labels.keys() == COUNTED_BY.keys()
