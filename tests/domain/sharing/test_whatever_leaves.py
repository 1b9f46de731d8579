"""Nothing leaves beyond an agreement, whatever the records; and no row that counts few people."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.fieldtypes import Choice, Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.limits import DEFAULTS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.settle import Head
from fieldapp.domain.sharing.counts import shared_counts
from fieldapp.domain.sharing.terms import (
    COUNTED_BY,
    COUNTS_ONLY,
    AnswersNotNamed,
    SharingRefused,
    shared_records,
    terms_of,
)
from tests.domain.records import OFFICER, PROTECTION, ledger, seen
from tests.domain.sharing.agreements import (
    PLACES,
    TODAY,
    agreed,
)
from tests.strategies import records_of, values, values_of

# Rows that are counts of people themselves.


def observation(id: str, value: float, of: str = "told") -> Disclosed:
    day = f"2026-10-{2 + int(value):02}"
    return seen("observation", id, indicator=of, value=value, observed_on=day)


def shared_ids(*records: Disclosed, kind: str = "observation", **answers: object) -> list[str]:
    here = ledger(*PLACES, *records)
    agreement = agreed(kinds=["observation", "indicator"], **answers)
    shared = shared_records(terms_of(agreement, KINDS[kind], TODAY, here), here)
    assert shared.withheld == len(here.of(kind)) - len(shared.records)
    return [record.id for record in shared.records]


TOLD = {"name": "Women who told us of violence", "direction": "down"}
FIGURES = tuple(observation(f"o{value}", value) for value in (0, 1, 4, 5, 9, 10))


def test_an_observation_of_few_people_is_not_shared_row_by_row() -> None:
    told = seen("indicator", "told", **TOLD, about="violence_against_civilians", measure="unit")
    limit = seen("limit", name="smallest_count", value=10, place="KE02")

    assert shared_ids(told, *FIGURES) == ["o0", "o5", "o9", "o10"]
    assert shared_ids(told, *FIGURES, detail="records_team") == ["o0", "o5", "o9", "o10"]
    assert shared_ids(told, *FIGURES, smallest_count=3) == ["o0", "o5", "o9", "o10"]
    assert shared_ids(told, *FIGURES, smallest_count=6) == ["o0", "o9", "o10"]
    assert shared_ids(told, *FIGURES, limit) == ["o0", "o10"]


def test_what_counts_no_people_is_shared_however_small() -> None:
    wells = seen("indicator", "told", name="Wells", direction="up", about="service_delivery")

    assert shared_ids(wells, *FIGURES) == [one.id for one in FIGURES]


def test_an_indicator_that_has_not_arrived_or_is_not_certain_counts_people() -> None:
    known = {**TOLD, "about": "service_delivery", "measure": "unit"}
    heads = tuple(Head(fact, None, "", "", fact, fact) for fact in ("one", "two"))
    unsure = disclose(Record("indicator", "told", known, clashes={"about": heads}), OFFICER)
    few_left_out = ["o0", "o5", "o9", "o10"]

    assert shared_ids(*FIGURES) == few_left_out
    assert shared_ids(unsure, *FIGURES) == few_left_out
    assert shared_ids(seen("meeting", "told", title="Well", held_on="2026-10-02"), *FIGURES) == (
        few_left_out
    )


def test_a_figure_in_a_form_of_another_version_is_not_shared_where_it_may_count_people() -> None:
    words = {"indicator": "told", "value": "one woman", "observed_on": "2026-10-02"}

    assert shared_ids(disclose(Record("observation", "odd", words), OFFICER)) == []


def test_an_indicator_that_began_with_few_people_is_not_shared_row_by_row() -> None:
    few, many = (seen("indicator", f"from {n}", **TOLD, baseline=n) for n in (2, 20))

    assert shared_ids(few, many, seen("indicator", "new", **TOLD), kind="indicator") == [
        "from 20",
        "new",
    ]


# Whatever the ledger.

KIND_NAMES = st.sampled_from(tuple(COUNTED_BY))
REFERENCES = st.sampled_from(
    (*(p.id for p in PLACES), "KE", "KE01", "KE0101", "KE02", "XX99", None)
)
DETAILS = st.sampled_from(tuple(code_list("detail").labels))


@st.composite
def ledgers(draw: st.DrawFn, kind: str) -> tuple[list[Record], Ledger]:
    """Many records that are alike, so that some counts are large enough, and as one reader sees
    them."""
    reader = draw(st.sampled_from((OFFICER, PROTECTION)))
    own: list[Record] = []
    for _ in range(draw(st.integers(0, 4))):
        like = draw(records_of(KINDS[kind]))
        place = draw(REFERENCES)
        own += [
            Record(kind, f"{like.id}-{n}", {**like.values, "place": place})
            for n in range(draw(st.integers(1, 9)))
        ]
    limits = draw(
        st.lists(
            st.builds(
                lambda value, place: seen("limit", name="smallest_count", value=value, place=place),
                st.integers(0, 12),
                REFERENCES,
            ),
            max_size=2,
        )
    )
    return own, ledger(*PLACES, *limits, *(disclose(record, reader) for record in own))


def inside(area: object, reference: object) -> bool:
    """Say it by hand, from the table of places above."""
    chain = {"KE0101": "KE01", "KE010101": "KE0101", "KE01": "KE", "KE02": "KE"}
    codes = {p.id: str(p.values["pcode"]) for p in PLACES}
    wanted, here = codes.get(str(area), area), codes.get(str(reference), reference)
    while here is not None and here != wanted:
        here = chain.get(str(here))
    return wanted is None or here == wanted


@given(st.data(), KIND_NAMES, DETAILS, REFERENCES, st.integers(3, 8), st.integers(-400, 400))
def test_an_export_holds_nothing_beyond_its_agreement(
    data: st.DataObject, kind: str, detail: str, area: str | None, least: int, days: int
) -> None:
    records, here = data.draw(ledgers(kind))
    day = TODAY + timedelta(days=days)
    every = [f.name for f in KINDS[kind].fields]
    listed = data.draw(st.none() | st.lists(st.sampled_from(every), max_size=6))
    agreement = agreed(
        kinds=[kind], detail=detail, place=area, smallest_count=least,
        fields=None if listed is None else "\n".join(f"{kind}.{name}" for name in listed),
    )  # fmt: skip
    try:
        allowed = terms_of(agreement, KINDS[kind], day, here)
    except AnswersNotNamed:
        assert detail.startswith("records")
        return
    except SharingRefused:
        outside = not date(2026, 2, 1) <= day <= date(2026, 12, 31)
        assert outside or (kind in COUNTS_ONLY and detail.startswith("records"))
        return
    assert date(2026, 2, 1) <= day <= date(2026, 12, 31)
    by_id = {record.id: record for record in records}
    if detail.startswith("records"):
        level = Level.PUBLIC if detail == "records_public" else Level.TEAM
        for shared in shared_records(allowed, here).records:
            if kind == "place":
                continue  # shared by its own place; the test above
            whole = by_id[shared.id].values
            assert inside(area, whole.get("place"))
            assert all(KINDS[kind].level_of(name, whole) <= level for name in shared.values)
            assert shared.values.keys() <= {field.name for field in allowed.fields}
            assert not listed or shared.values.keys() <= set(listed)
        return
    counts = shared_counts(allowed, here, day)
    assert all(cell.count >= max(least, DEFAULTS["smallest_count"]) for cell in counts.cells)
    assert sum(cell.count for cell in counts.cells) + counts.withheld == len(here.of(kind))
    codes = {code for name in COUNTED_BY[kind] for code in _codes(kind, name)}
    for cell in counts.cells:
        month = cell.by[: 1 if KINDS[kind].day else 0]
        assert all(text == "" or len(text) == len("2026-11") for text in month)
        assert kind in ("deliverable", "commitment") or month < (day.isoformat()[:7],)
        assert cell.by[len(month)] in ("", "KE", "KE01", "KE02", "KE0101")
        assert all(code in codes for code in cell.by[len(month) + 1 :])


def _codes(kind: str, name: str) -> set[str]:
    asked = KINDS[kind].field(name).type
    assert isinstance(asked, Choice)
    return {"", "x-own-code", *asked.codes.labels}


@given(st.data(), st.sampled_from(("feedback", "incident", "meeting")))
def test_every_laptop_counts_the_same(data: st.DataObject, kind: str) -> None:
    records, _ = data.draw(ledgers(kind))
    readers = (OFFICER, PROTECTION)
    per_reader = [ledger(*PLACES, *(disclose(r, reader) for r in records)) for reader in readers]
    agreement = agreed(kinds=[kind], detail="counts_adm1")

    one, two = (
        shared_counts(terms_of(agreement, KINDS[kind], TODAY, here), here, TODAY)
        for here in per_reader
    )

    assert one == two


junk = st.dictionaries(st.sampled_from([f.name for f in KINDS["agreement"].fields]), values)


@given(values_of(KINDS["agreement"]), junk, KIND_NAMES, st.dates())
def test_whatever_an_agreement_says_it_is_refused_or_its_terms_are_clear(
    answers: dict[str, Value], odd: dict[str, Value], kind: str, day: date
) -> None:
    record = Record("agreement", "a1", {**answers, **odd})
    try:
        allowed = terms_of(disclose(record, OFFICER), KINDS[kind], day, ledger_of([]))
    except SharingRefused:
        return
    assert record.values["status"] == "signed"
    assert str(record.values["signed_on"]) <= day.isoformat() <= str(record.values["expires_on"])
    assert allowed.smallest >= DEFAULTS["smallest_count"]


def test_no_figure_beside_one_of_few_people_is_shared() -> None:
    def of(id: str, value: float, day: str = "2026-10-02", **more: object) -> Disclosed:
        return seen("observation", id, indicator="told", value=value, observed_on=day, **more)

    told = seen("indicator", "told", **TOLD)
    groups = of("all", 20), of("women", 17, group="women"), of("men", 3, group="men")

    assert shared_ids(told, *groups) == []
    enough = of("women", 12, group="women"), of("men", 8, group="men")
    assert shared_ids(told, groups[0], *enough) == ["all", "women", "men"]
    assert shared_ids(told, *groups, of("later", 20, "2026-11-02")) == ["later"]
    assert shared_ids(told, *groups, of("there", 20, place="KE0102")) == ["there"]
