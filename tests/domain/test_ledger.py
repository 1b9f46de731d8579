"""A ledger: disclosed records, with their rows and places."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.ledger import Ref, all_rows, ledger_of, ref
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.records import seen
from tests.strategies import records

MEETING = seen("meeting", "m", title="Well", held_on="2026-11-03", place="KE0101")
CAME = seen("attendance", "a", meeting="m", sex="female", age_group="34", count=12)
READER = Reader("Amina", Level.RESTRICTED)


def test_rows_are_found_by_what_they_belong_to() -> None:
    ledger = ledger_of([MEETING, CAME])

    assert ledger.rows("attendance", MEETING) == [CAME]
    assert ledger.rows("issue", MEETING) == ()
    assert all_rows(ledger, MEETING) == {"attendance": [CAME], "issue": [], "commitment": []}
    assert ledger.find("a") is CAME
    assert ledger.find(None) is None
    assert ref(CAME) == Ref("attendance", "a")


def test_a_row_without_a_place_is_where_its_record_is() -> None:
    village = seen("place", "id-gorom", name="Gorom", pcode="KE0101")
    ledger = ledger_of([village, MEETING, CAME])

    assert ledger.place_of(CAME) == "KE0101"
    assert ledger.place_of(seen("risk", title="Flood")) == ""


@given(st.lists(records, max_size=12))
def test_every_record_is_in_the_ledger_once_under_its_kind(found: list[Record]) -> None:
    shown = [disclose(record, READER) for record in found]
    ledger = ledger_of(shown)

    assert sorted(r.id for rows in ledger.records.values() for r in rows) == sorted(
        r.id for r in shown
    )
    for record in shown:
        assert record in ledger.of(record.kind)
        assert isinstance(ledger.place_of(record), str)


def test_a_record_that_names_itself_as_its_parent_is_nowhere() -> None:
    own = seen("observation", "o", indicator="o", value=1, observed_on="2026-11-03")

    assert ledger_of([own]).place_of(own) == ""


def test_a_place_is_at_itself_and_not_at_what_it_lies_in() -> None:
    county = seen("place", "id-kelda", name="Kelda", pcode="KE01")
    village = seen("place", "id-gorom", name="Gorom", pcode="KE0101", place="KE01")
    unnumbered = seen("place", "id-new", name="New", place="KE01")
    ledger = ledger_of([county, village, unnumbered])

    assert [ledger.place_of(p) for p in (county, village, unnumbered)] == [
        "KE01", "KE0101", "id-new",
    ]  # fmt: skip
