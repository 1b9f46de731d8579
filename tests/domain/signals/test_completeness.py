"""Records to look at again, and nothing that the reader may not see."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.signals.completeness import problems_of, signals
from fieldapp.language import load_language
from tests.domain.records import OFFICER, ledger, seen
from tests.strategies import levels, records

TODAY = date(2026, 11, 28)


def test_a_record_that_came_without_a_needed_answer_is_told() -> None:
    (found,) = signals(ledger(seen("meeting", "m", title="Well", place="KE0101")), TODAY)

    assert (found.name, found.tone, found.place) == ("unfinished", "warn", "KE0101")
    assert found.about == (Ref("meeting", "m"),)
    assert found.sentence(load_language("en")).endswith(": 1.")


def test_a_total_that_its_rows_do_not_reach_is_told_at_the_record() -> None:
    meeting = seen("meeting", "m", title="W", place="K", held_on="2026-11-03", present=30)
    came = seen("attendance", meeting="m", sex="female", age_group="adult", count=12)

    assert [s.name for s in signals(ledger(meeting, came), TODAY)] == ["look_again"]
    assert not [*signals(ledger(meeting), TODAY)]


def test_what_is_whole_is_not_told() -> None:
    whole = seen("meeting", title="Well", place="KE0101", held_on="2026-11-28")

    assert not [*signals(ledger(whole), TODAY)]


def test_what_a_data_set_left_open_is_for_nobody_here_to_mend() -> None:
    event = {"type": "threat", "happened_on": "2026-11-01"}

    assert [s.name for s in signals(ledger(seen("incident", **event)), TODAY)] == ["look_again"]
    assert not [*signals(ledger(seen("incident", **event, dataset="UCDP GED")), TODAY)]


def test_whoever_may_not_read_a_type_does_not_miss_it() -> None:
    told = {"type": "sexual_violence", "happened_on": "2026-11-01", "place": "KE0101"}

    assert not [*signals(ledger(seen("incident", reader=OFFICER, **told)), TODAY)]


@given(st.lists(records, max_size=8), levels)
def test_every_signal_leads_to_a_record_and_no_question_above_the_reader_is_missed(
    found: list[Record], level: int
) -> None:
    reader = Reader("Josef Kall", level)  # type: ignore[arg-type]
    here = ledger_of(disclose(record, reader) for record in found)

    for one in signals(here, TODAY):
        assert here.find(one.about[0].id) is not None
    for rows in here.records.values():
        for record in rows:
            for problem in (*problems_of(here, record, TODAY)[0],):
                kind = KINDS[record.kind]
                assert kind.level_of(problem.field, record.values) <= reader.clearance
