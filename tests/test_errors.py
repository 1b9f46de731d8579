"""What is told to a person: every error is a sentence with a remedy, in the reader's language."""

import importlib
import pkgutil
import string
from collections.abc import Iterator
from typing import Any

import pytest

import fieldapp
from fieldapp.domain.fieldtypes import BadValue
from fieldapp.errors import UserError, Words, WrongUse, as_written
from fieldapp.language import LANGUAGES, Language, load_language

for module in pkgutil.walk_packages(fieldapp.__path__, "fieldapp."):
    importlib.import_module(module.name)


def kinds_of(error: type[UserError]) -> Iterator[type[UserError]]:
    for kind in error.__subclasses__():
        yield kind
        yield from kinds_of(kind)


# Classes that only group others are never raised and say nothing.
ERRORS = sorted({kind for kind in kinds_of(UserError) if hasattr(kind, "text")}, key=repr)
LANGUAGES_READ = tuple(map(load_language, LANGUAGES))


def facts_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def raised(kind: type[UserError]) -> UserError:
    """Return an error of this kind as it would be raised, with every fact that it names."""
    facts: dict[str, Any] = dict.fromkeys(facts_of(kind.text) | facts_of(kind.remedy), "FACT")
    error = kind.__new__(kind)
    UserError.__init__(error, **facts)
    return error


def test_every_error_is_found() -> None:
    assert len(ERRORS) > 30
    assert BadValue in ERRORS


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_is_whole_sentences_with_facts_by_name(kind: type[UserError]) -> None:
    for text in filter(None, (kind.text, kind.remedy)):
        assert text[0].isupper() or text[0] in "{“"
        # A command to copy stands at the end, after a colon, without a full stop.
        assert text.rstrip("”")[-1] in ".?!}" or ": " in text.split(". ")[-1]
        assert all(name.isidentifier() for name in facts_of(text))


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_can_be_told_in_every_language(kind: type[UserError]) -> None:
    for language in LANGUAGES_READ:
        text, remedy = raised(kind).sentences(language.translate)
        assert text
        assert bool(remedy) is bool(kind.remedy)
        assert "{" not in text + remedy


@pytest.mark.parametrize("language", LANGUAGES_READ[1:], ids=lambda language: language.code)
def test_every_error_is_translated(language: Language) -> None:
    texts = {text for kind in ERRORS for text in (kind.text, kind.remedy) if text}

    # What is nothing but a fact is the same in every language.
    sentences = {text for text in texts if facts_of(text) != {text.strip("{}.")}}
    assert {text for text in sentences if language.translate(text) == text} == set()


class NoBridge(UserError):
    text = "The bridge at {place} is gone."
    remedy = "Cross at {other}."


class NoFerry(UserError):
    text = "The ferry does not go."


def test_an_error_reads_as_what_happened_and_what_to_do() -> None:
    assert (
        str(NoBridge(place="Gorom", other="Luri")) == "The bridge at Gorom is gone. Cross at Luri."
    )
    assert str(NoFerry()) == "The ferry does not go."
    assert NoFerry().sentences() == ("The ferry does not go.", "")


def test_a_sentence_is_translated_before_its_facts_are_filled_in() -> None:
    dictionary = {"The bridge at {place} is gone.": "Le pont de {place} n'est plus."}

    text, _ = NoBridge(place="Gorom", other="Luri").sentences(
        lambda text: dictionary.get(text, text)
    )

    assert text == "Le pont de Gorom n'est plus."


def test_a_fact_that_looks_like_a_place_for_a_fact_stays_as_it_is() -> None:
    assert "{other}" in str(NoBridge(place="{other}", other="{}"))


def test_a_fact_that_is_a_text_itself_is_translated_and_any_other_is_not() -> None:
    french = load_language("fr")
    error = NoBridge(place=Words("Meeting"), other="Meeting")

    text, remedy = error.sentences(french.translate)

    assert french.translate("Meeting") in text
    assert french.translate("Meeting") != "Meeting"
    assert remedy.endswith("at Meeting.")


def test_wrong_use_ends_with_another_code_than_what_could_not_be_done() -> None:
    assert UserError.exit_code == 1
    assert WrongUse.exit_code == 2


def test_without_a_language_texts_stay_as_written() -> None:
    assert as_written("Well {x}") == "Well {x}"
