"""Every row is taken or refused, each once."""

import uuid
from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fieldtypes import NotANumber
from fieldapp.exchange.arrival import (
    Entry,
    KeyTwice,
    NoKey,
    RefusedTogether,
    RowRefused,
    arrivals,
    entry,
    joint_arrivals,
    record_id,
)
from fieldapp.exchange.table import OtherNumberOfCells, Reject, Row, Table


def table(*names: str) -> Table:
    rows = tuple(Row(n, {"key": name, "name": name.upper()}) for n, name in enumerate(names, 2))
    torn = Reject(Row(9, {"key": "torn"}), "", OtherNumberOfCells(found=1, wanted=2))
    return Table(("key", "name"), rows, (torn,), False)


def test_rows_and_torn_rows_add_up_to_arrivals_and_rejects() -> None:
    given = table("a", "", "b", "a", " ")

    kept, rejects = arrivals(
        given, "key", lambda row: [entry("place", row.cell("key"), {"name": row.cell("name")}, {})]
    )

    assert [arrival.rows[0].number for arrival in kept] == [2, 4]
    assert [(reject.row.number, reject.column) for reject in rejects] == [
        (3, "key"),
        (5, "key"),
        (6, "key"),
        (9, ""),
    ]
    assert len(kept) + len(rejects) == len(given.rows) + len(given.rejects)


def test_a_row_that_was_refused_does_not_take_the_number_of_a_good_one() -> None:
    given = Table(
        ("key", "name"),
        (Row(2, {"key": "a", "name": ""}), Row(3, {"key": "a", "name": "A"})),
        (),
        False,
    )

    kept, rejects = arrivals(
        given, "key", lambda row: [entry("place", "a", {"name": row.cell("name")}, {})]
    )

    assert [arrival.rows[0].number for arrival in kept] == [3]
    assert [(reject.row.number, reject.column) for reject in rejects] == [(2, "name")]


def test_ids_follow_from_data_set_and_key_and_from_nothing_else() -> None:
    ids = {record_id("a", "1"), record_id("a", "2"), record_id("b", "1"), record_id("a", "1", "x")}

    assert len(ids) == 4
    assert record_id("a", "1") in ids
    assert all(uuid.UUID(one).version == 5 for one in ids)


def events(*cells: tuple[str, str, str]) -> Table:
    """Rows of (key, part, name); "bad" is a name that cannot be."""
    rows = tuple(
        Row(n, {"key": key, "part": part, "name": name})
        for n, (key, part, name) in enumerate(cells, 2)
    )
    return Table(("key", "part", "name"), rows, (), False)


def one_place(rows: Sequence[Row]) -> Iterator[Entry]:
    for row in rows:
        if row.cell("name") == "bad":
            raise RowRefused("name", NotANumber(), row)
    name = " and ".join(row.cell("name") for row in rows)
    yield entry("place", rows[0].cell("key"), {"name": name}, {})


def test_rows_of_one_key_become_one_arrival() -> None:
    given = events(("1", "a", "Gorom"), ("2", "a", "Kelda"), ("1", "b", "Gorom hill"))

    kept, rejects = joint_arrivals(given, "key", "part", one_place)

    assert [[row.number for row in arrival.rows] for arrival in kept] == [[2, 4], [3]]
    assert kept[0].entries[0].values["name"] == "Gorom and Gorom hill"
    assert not rejects


def test_an_event_with_one_bad_row_is_not_taken_by_halves() -> None:
    given = events(("1", "a", "Gorom"), ("1", "b", "bad"), ("1", "c", "Kelda"), ("2", "a", "Other"))

    kept, rejects = joint_arrivals(given, "key", "part", one_place)

    assert [arrival.rows[0].number for arrival in kept] == [5]
    assert [(r.row.number, r.column, type(r.error)) for r in rejects] == [
        (2, "key", RefusedTogether),
        (3, "name", NotANumber),
        (4, "key", RefusedTogether),
    ]
    assert "Row 3" in " ".join(rejects[0].error.sentences(str))


def test_the_same_part_of_an_event_is_taken_once() -> None:
    given = events(("1", "a", "Gorom"), ("1", "a", "Gorom"), ("", "a", "Kelda"))

    kept, rejects = joint_arrivals(given, "key", "part", one_place)

    assert [arrival.rows[0].number for arrival in kept] == [2]
    assert [(r.row.number, type(r.error)) for r in rejects] == [(3, KeyTwice), (4, NoKey)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1", "2", "3"]),
            st.sampled_from(["", "a", "b"]),
            st.sampled_from(["Gorom", "Kelda", "bad"]),
        )
    )
)
def test_every_row_of_an_event_is_in_one_arrival_or_one_reject(
    cells: list[tuple[str, str, str]],
) -> None:
    kept, rejects = joint_arrivals(events(*cells), "key", "part", one_place)

    numbers = [row.number for arrival in kept for row in arrival.rows]
    numbers += [reject.row.number for reject in rejects]
    assert sorted(numbers) == list(range(2, len(cells) + 2))
