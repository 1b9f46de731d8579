"""Every row is taken or refused, each once."""

import uuid

from fieldapp.exchange.arrival import arrivals, entry, record_id
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

    assert [arrival.row.number for arrival in kept] == [2, 4]
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

    assert [arrival.row.number for arrival in kept] == [3]
    assert [(reject.row.number, reject.column) for reject in rejects] == [(2, "name")]


def test_ids_follow_from_data_set_and_key_and_from_nothing_else() -> None:
    ids = {record_id("a", "1"), record_id("a", "2"), record_id("b", "1"), record_id("a", "1", "x")}

    assert len(ids) == 4
    assert record_id("a", "1") in ids
    assert all(uuid.UUID(one).version == 5 for one in ids)
