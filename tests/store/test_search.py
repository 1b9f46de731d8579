"""Searching finds words in every script, by their beginning, and takes any input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.store import records, search
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Réhabilitation du forage n° 4", "rehab forage"),
        ("إعادة تأهيل البئر", "البئر"),
        ("የውሃ ጉድጓድ", "የውሃ"),
        ("ရေတွင်း ပြင်ဆင်ခြင်း", "ရေတွင်း"),
        ("Ɗan Ƙasa", "ƙasa"),
        ("water-point", "point water"),
    ],
)
def test_words_are_found_in_every_script(amina: Workspace, text: str, typed: str) -> None:
    record = records.save(amina, Change("meeting", {"title": text, "held_on": "2026-11-01"}))

    assert [r.id for r in records.query(amina, Wanted("meeting", words=typed))] == [record]


def test_a_changed_answer_is_found_by_its_new_words_only(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", {"title": "well", "held_on": "2026-11-01"}))
    records.save(amina, Change("meeting", {"title": "school"}, record))

    assert records.query(amina, Wanted("meeting", words="well")) == []
    assert len(records.query(amina, Wanted("meeting", words="school"))) == 1


@given(st.text(max_size=40))
def test_no_input_is_an_operator(typed: str) -> None:
    query = search.query(typed)

    assert query.count('"') % 2 == 0
    assert all(part.startswith('"') and part.endswith('"*') for part in query.split(" ") if part)


@pytest.mark.parametrize("typed", ['"', "NEAR(", "words : x", "a OR b", "-x", "*", "^a", "💧"])
def test_operators_of_the_query_language_are_only_text(amina: Workspace, typed: str) -> None:
    records.query(amina, Wanted("meeting", words=typed))
