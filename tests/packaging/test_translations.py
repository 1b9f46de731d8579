"""The texts of the code and the catalogues: what the comparison finds."""

import runpy
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.messages.catalog import Catalog

from fieldapp.domain.receipt import NoCode
from fieldapp.language import LANGUAGES, PAPER_LANGUAGES
from fieldapp.reports.joint_review import CannotPrintPart

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> SimpleNamespace:
    """The names of packaging/translations.py, which is a script and no part of a package."""
    return SimpleNamespace(**runpy.run_path(str(ROOT / "packaging" / "translations.py")))


@pytest.fixture(scope="module")
def every(tool: SimpleNamespace) -> Catalog:
    """Every text of fieldapp."""
    texts: Catalog = tool.collect()
    return texts


def catalogue(*pairs: tuple[str | tuple[str, str], str | tuple[str, ...] | None]) -> Catalog:
    made = Catalog(locale="fr")
    for text, translation in pairs:
        made.add(text, translation)
    return made


def collected_at(moment: int, *texts: str) -> Catalog:
    """Texts as collected in that minute of the day, from that line of a module."""
    made = Catalog(creation_date=datetime(2026, 11, 22, 12, moment, tzinfo=UTC))
    for text in texts:
        made.add(text, locations=[("fieldapp/errors.py", moment)])
    return made


TEXTS = catalogue(("Meeting", None), ("{done} of {total}", None), (("{n} day", "{n} days"), None))


def test_a_complete_catalogue_has_no_fault(tool: SimpleNamespace) -> None:
    complete = catalogue(
        ("Meeting", "Réunion"),
        ("{done} of {total}", "{done} sur {total}"),
        (("{n} day", "{n} days"), ("un jour", "{n} jours")),
    )

    assert tool.faults(TEXTS, complete) == []


def test_every_kind_of_fault_is_named(tool: SimpleNamespace) -> None:
    faulty = catalogue(
        ("{done} of {total}", "{fait} sur {total}"),
        (("{n} day", "{n} days"), ("un jour", "")),
        ("Long gone", "Disparu"),
    )

    assert tool.faults(TEXTS, faulty) == [
        'fills in a fact that the text does not have: "{done} of {total}"',
        'no longer used: "Long gone"',
        'not in the catalogue: "Meeting"',
        'not translated: "{n} day"',
    ]


def test_a_fact_left_out_and_a_doubtful_translation_are_faults(tool: SimpleNamespace) -> None:
    faulty = catalogue(
        ("{done} of {total}", "fait"), (("{n} day", "{n} days"), ("un jour", "{n} jours"))
    )
    faulty.add("Meeting", "Réunion", flags=("fuzzy",))

    assert tool.faults(TEXTS, faulty) == [
        'leaves out a fact: "{done} of {total}"',
        'not translated: "Meeting"',
    ]


def test_the_texts_of_the_kinds_and_of_the_errors_are_collected(every: Catalog) -> None:
    assert "Meeting" in every
    assert "There is no language {code}." in every
    assert "" not in [message.id for message in every][1:]


def test_what_papers_say_is_found_by_the_module_and_the_code_lists_it_names(
    tool: SimpleNamespace, every: Catalog
) -> None:
    texts = tool.on_papers(every)

    assert "Works and money" in texts  # a part of the council's paper
    assert "Ask for the answer from" in texts  # said in the domain, printed in reports
    assert "Openly dropped" in texts  # a code that a part names
    assert texts["Openly dropped"].locations[0][0] == "resources/codelists/promise_status.json"
    assert "Save as …" not in texts  # the window's
    assert "Printed on {day} for {reader}." not in texts  # an officer's paper, like the forms
    assert tool.is_of_a_paper("fieldapp/domain/papers/minutes.py")  # one that is yet to come
    assert len(texts) < len(every) / 5


def test_a_sentence_of_an_error_is_not_what_a_paper_says(
    tool: SimpleNamespace, every: Catalog
) -> None:
    texts = tool.on_papers(every)

    for error in (NoCode, CannotPrintPart):  # one on a single line, one that is broken
        assert error.text not in texts
        assert error.text in every


def test_every_language_of_papers_has_all_that_papers_say(
    tool: SimpleNamespace, every: Catalog
) -> None:
    assert set(tool.LANGUAGES) == {*LANGUAGES} - {"en"}
    assert set(tool.PAPER_LANGUAGES) == {*PAPER_LANGUAGES} - {*LANGUAGES}
    texts = tool.on_papers(every)

    for language in tool.PAPER_LANGUAGES:
        assert tool.faults(texts, tool.read(tool.FOLDER / f"{language}.po")) == []


def test_a_catalogue_keeps_its_translations_when_texts_come_and_go(
    tool: SimpleNamespace, tmp_path: Path
) -> None:
    path = tmp_path / "fr.po"
    tool.write(path, catalogue(("Meeting", None), ("Old", None)))
    path.write_text(
        path.read_text("utf-8").replace('"Meeting"\nmsgstr ""', '"Meeting"\nmsgstr "Réunion"'),
        "utf-8",
    )

    tool.write(path, collected_at(10, "Meeting", "New"))
    once = path.read_bytes()
    tool.write(path, collected_at(11, "Meeting", "New"))

    kept = tool.read(path)
    assert kept["Meeting"].string == "Réunion"
    assert "New" in kept
    assert "Old" not in kept
    assert path.read_bytes() == once
