"""Searching finds words in every script, by their beginning, and takes any input."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.fieldtypes import Text, Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, RESTRICTED
from fieldapp.store import listing, records, search
from fieldapp.store.listing import Narrowed
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


WORDS = ("well", "driver", "Sékou", "البئر")
TOLD = ("incident", "feedback", "victim", "incident_source", "meeting")
"""Kinds with answers for the team, for one scope in confidence and for the other, and masked."""


@pytest.fixture
def told(amina: Workspace) -> list[Record]:
    """Records of these kinds; each of their texts is a word or two."""
    dice = random.Random(7)
    parents: dict[str, str] = {}
    for n in range(40):
        kind = KINDS[TOLD[n % len(TOLD)]]
        values: dict[str, Value] = {
            field.name: " ".join(dice.sample(WORDS, dice.randint(1, 2)))
            for field in kind.fields
            if isinstance(field.type, Text) and field.name != kind.kept_from
            if dice.random() < 0.7
        }
        if kind.name == "feedback":
            values |= {"level": dice.choice([1, 3, 5, 6]), "received_on": "2026-11-01"}
        if kind.parent:
            values[kind.parent] = parents["incident"]
        if values:
            parents[kind.name] = records.save(amina, Change(kind.name, values))
    return [each for kind in TOLD for each in records.query(amina, Wanted(kind))]


def readers(told: list[Record]) -> Iterator[Reader]:
    yield Reader("a", Level.TEAM, frozenset())
    for scopes in ({RESTRICTED}, {CONDUCT}, {RESTRICTED, CONDUCT}):
        clear = Reader("b", Level.RESTRICTED, frozenset(scopes))
        yield clear
        yield replace(clear, revealed=frozenset(each.id for each in told[::3]))
        yield clear.without_mask()


def shows(record: Record, word: str, reader: Reader) -> bool:
    """Whether this reader is shown the word in this record, on a list."""
    shown = disclose(record, reader.at(Door.LIST)).values
    texts = [v for n, v in shown.items() if isinstance(KINDS[record.kind].field(n).type, Text)]
    return any(word in str(text).split() for text in texts)


def test_a_word_finds_exactly_the_records_that_show_it_to_whoever_asks(
    amina: Workspace, told: list[Record]
) -> None:
    """By every door: so a name that is masked, or for others, finds what no word at all finds."""

    def listed(kind: str, word: str, reader: Reader) -> set[str]:
        numbers = listing.read_numbers(amina, Narrowed(kind, word), reader=reader)
        few = listing.read_numbers(amina, Narrowed(kind, word), limit=1, reader=reader)
        assert few.wanted == numbers.wanted
        return {each.id for each in listing.read_records(amina, numbers.first)}

    def queried(kind: str, word: str, reader: Reader) -> set[str]:
        found = records.query(amina, Wanted(kind, words=word), reader)
        assert records.count(amina, Wanted(kind, words=word), reader) == len(found)
        return {each.id for each in found}

    def newest(kind: str, word: str, reader: Reader) -> set[str]:
        found = records.newest_with(amina, word, 500, reader)
        return {each.id for each in found if each.kind == kind}

    doors: list[Callable[[str, str, Reader], set[str]]] = [listed, queried, newest]
    told_apart = 0
    for reader in readers(told):
        for kind in TOLD:
            for word in WORDS:
                right = {r.id for r in told if r.kind == kind and shows(r, word, reader)}
                told_apart += bool(right)
                for door in doors:
                    assert door(kind, word, reader) == right, (reader, kind, word, door)
    assert told_apart > 100


def test_what_nobody_confided_to_is_not_searched(amina: Workspace, told: list[Record]) -> None:
    public = Reader("community", Level.PUBLIC, frozenset())

    assert told
    assert not any(records.newest_with(amina, word, 9, public) for word in WORDS)
