"""Catalogues are read as they are compiled, and never as they were compiled once."""

import gettext
from pathlib import Path

import pytest

from fieldapp import catalogues
from fieldapp.catalogues import compile_catalogues, read_catalogue

_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def write(folder: Path, word: str) -> Path:
    source = folder / "fr.po"
    source.write_text(f'{_HEAD}msgid "Water"\nmsgstr "{word}"\n', encoding="utf-8")
    return source


def fails(source: Path) -> bytes:
    raise AssertionError(f"{source} was read")


def test_what_translators_wrote_is_read_where_nothing_is_compiled(tmp_path: Path) -> None:
    assert read_catalogue(write(tmp_path, "Eau")).gettext("Water") == "Eau"
    assert [file.name for file in tmp_path.iterdir()] == ["fr.po"]


def test_a_compiled_catalogue_says_the_same_and_the_source_is_not_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path, "Eau")
    compile_catalogues(tmp_path)
    monkeypatch.setattr(catalogues, "_made_from", fails)

    assert read_catalogue(source).gettext("Water") == "Eau"
    compile_catalogues(tmp_path)  # it is up to date: nothing is made
    with (tmp_path / "fr.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Water") == "Eau"


def test_a_compiled_catalogue_of_another_source_counts_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, "Eau")
    compile_catalogues(tmp_path)
    source = write(tmp_path, "De l’eau")

    assert read_catalogue(source).gettext("Water") == "De l’eau"
    compile_catalogues(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["fr.mo", "fr.po"]


@pytest.mark.parametrize("left", [b"", b"\xde\x12\x04\x95 half"])
def test_a_compiled_catalogue_that_is_cut_short_counts_for_nothing(
    tmp_path: Path, left: bytes
) -> None:
    source = write(tmp_path, "Eau")
    (tmp_path / "fr.mo").write_bytes(left)

    assert read_catalogue(source).gettext("Water") == "Eau"
