"""Code lists: codes stay as they are, missions add theirs, and none is ever hidden."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import FOLDER, CodeList, code_list
from fieldapp.domain.fieldtypes import codes_of
from fieldapp.domain.kinds import KINDS
from fieldapp.language import LANGUAGES, load_language
from fieldapp.paths import resource

LISTS = {path.stem: code_list(path.stem) for path in sorted(resource(FOLDER).glob("*.json"))}

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


def test_every_question_takes_its_codes_from_a_list_of_resources_and_every_list_is_used() -> None:
    used = {
        codes.name: codes
        for kind in KINDS.values()
        for field in kind.fields
        if (codes := codes_of(field.type)) is not None
    }

    assert used == LISTS
    assert len(LISTS) >= 23


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_its_version_its_source_and_what_a_mission_must_check(name: str) -> None:
    codes = LISTS[name]

    assert codes.name == name
    assert codes.version >= 1
    assert len(codes.source) > 3
    assert isinstance(codes.general_knowledge, bool)


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


# ------------------------------------------------------------------ since the last release

RELEASED = json.loads((Path(__file__).parents[1] / "files" / "codes_0_1_0.json").read_text("utf-8"))
"""Every list and code of fieldapp 0.1.0. A release adds its own file; none is ever edited."""


@pytest.mark.parametrize("name", RELEASED)
def test_no_code_was_removed_or_renamed_since_the_last_release(name: str) -> None:
    assert name in LISTS
    for code, label in RELEASED[name]["codes"].items():
        assert LISTS[name].labels.get(code) == label


@pytest.mark.parametrize("name", RELEASED)
def test_a_list_that_has_changed_since_the_last_release_has_a_higher_version(name: str) -> None:
    now, then = LISTS[name], RELEASED[name]
    changed = list(now.labels) != list(then["codes"]) or sorted(now.retired) != then["retired"]

    assert now.version > then["version"] if changed else now.version == then["version"]
