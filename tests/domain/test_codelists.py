"""Code lists: codes stay as they are, missions add theirs, and none is ever hidden."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import AGE_GROUP, CHILDREN, OLDER, CodeList
from fieldapp.domain.fieldtypes import Choice, Choices
from fieldapp.domain.kinds import KINDS
from fieldapp.language import LANGUAGES, load_language

LISTS = {
    field.type.codes.name: field.type.codes
    for kind in KINDS.values()
    for field in kind.fields
    if isinstance(field.type, Choice | Choices)
}

READ_IN = tuple(map(load_language, LANGUAGES))

FRUIT = CodeList("fruit", {"fig": "Fig", "date": "Date"}, retired=frozenset({"date"}))


@pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)
def test_a_code_is_plain_and_not_taken_for_one_of_a_mission(codes: CodeList) -> None:
    assert codes.labels
    for code, label in codes.labels.items():
        assert re.fullmatch(r"[a-z0-9][a-z0-9_+-]*", code)
        assert not code.startswith("x-")
        assert codes.has(code)
        assert label


def test_two_lists_never_share_a_name() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if isinstance(field.type, Choice | Choices):
                assert field.type.codes == LISTS[field.type.codes.name]


@pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)
def test_no_two_codes_of_a_list_are_called_the_same(codes: CodeList) -> None:
    for language in READ_IN:
        labels = [codes.label(code, language) for code in codes.labels]
        assert len(set(labels)) == len(labels)


def test_a_retired_code_is_kept_and_shown_but_no_longer_offered() -> None:
    assert FRUIT.has("date")
    assert FRUIT.label("date", READ_IN[0]) == "Date"
    assert FRUIT.offered == ("fig",)


def test_a_mission_adds_codes_of_its_own() -> None:
    assert FRUIT.has("x-mango")
    assert not FRUIT.has("mango")
    assert not FRUIT.has("x-")
    assert not FRUIT.has("x-mango\n")


@given(st.text(min_size=1))
def test_a_code_that_the_list_does_not_know_is_shown_bare(code: str) -> None:
    if code not in FRUIT.labels:
        assert FRUIT.label(code, READ_IN[0]) == code


def test_the_age_groups_that_count_as_children_or_older_are_in_the_list_and_apart() -> None:
    assert set(AGE_GROUP.labels) >= CHILDREN | OLDER
    assert not CHILDREN & OLDER
