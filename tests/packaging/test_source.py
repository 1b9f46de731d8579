"""What holds for every source file, whoever wrote it."""

import ast
import io
import re
import sys
import tokenize
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

import fieldapp

ROOT = Path(__file__).parents[2]
FOLDERS = ("fieldapp", "packaging", "tests")
LONGEST_MODULE = 500
"""Lines. Beyond that a module holds more than one subject."""

BELOW_DOMAIN = {"errors", "progress", "paths", "logs", "language"}
SCRIPTS_TAKEN_FOR_LATIN = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "FULLWIDTH")


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def hidden_characters(text: str) -> list[str]:
    """Return the invisible characters that can make code read other than it runs."""
    return [f"U+{ord(c):04X}" for c in text if unicodedata.category(c) == "Cf"]


def look_alikes(text: str) -> list[str]:
    """Return words that mix Latin letters with letters that are drawn the same."""
    return [word for word in re.findall(r"\w+", text) if not word.isascii() and mixes(word)]


def mixes(word: str) -> bool:
    names = [unicodedata.name(c, "") for c in word]
    latin = any(name.startswith("LATIN") for name in names)
    return latin and any(name.startswith(SCRIPTS_TAKEN_FOR_LATIN) for name in names)


def test_a_module_fits_into_five_hundred_lines() -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in sources()}

    assert len(lengths) > 50
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_a_source_shows_every_character_that_it_holds() -> None:
    for path in sources():
        text = path.read_text("utf-8")
        assert hidden_characters(text) == [], named(path)
        assert look_alikes(text) == [], named(path)


def test_every_name_in_the_code_is_plain_ascii() -> None:
    for path in sources():
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            assert token.type != tokenize.NAME or token.string.isascii(), named(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [("a\u202eb", True), ("x = '\u200f'", True), ("no\u200bbreak", True), ("plain é", False)],
)
def test_hidden_characters_are_found(text: str, found: bool) -> None:
    assert bool(hidden_characters(text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("p\u0430ssword", True),
        ("\u03bfnly", True),
        ("5 \u03bfm", True),
        ("\u03b1 \u00e9t\u00e9", False),
    ],
)
def test_look_alike_letters_are_found(text: str, found: bool) -> None:
    assert bool(look_alikes(text)) is found


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_domain_needs_nothing_but_python_itself() -> None:
    seen = 0
    for path in (ROOT / "fieldapp" / "domain").rglob("*.py"):
        for name in imports(path):
            seen += 1
            top, *rest = name.split(".")
            if top == "fieldapp":
                assert rest[0] == "domain" or rest[0] in BELOW_DOMAIN, f"{named(path)}: {name}"
            else:
                assert top in sys.stdlib_module_names, f"{named(path)}: {name}"
    assert seen > 0


def test_no_text_for_translators_is_put_together_before_it_is_looked_up() -> None:
    marks = {"N_", "translate", "plural"}
    for path in (ROOT / "fieldapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in marks:
                assert not any(put_together(text) for text in node.args), (named(path), node.lineno)


def test_no_text_for_translators_stands_inside_a_formatted_one() -> None:
    # What collects the texts does not look into f-strings: it would stay English for ever.
    for path in (ROOT / "fieldapp").rglob("*.py"):
        for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
            for node in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                assert not (isinstance(node, ast.Call) and called(node) == "N_"), (
                    named(path),
                    node.lineno,
                )


def put_together(text: ast.expr) -> bool:
    formatted = isinstance(text, ast.Call) and called(text) == "format"
    return formatted or isinstance(text, ast.JoinedStr)


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_the_version_stands_in_one_place() -> None:
    places = [ROOT / "pyproject.toml", ROOT / "README.md"]
    places += [path for path in sources() if "tests" not in path.parts]

    holders = [named(path) for path in places if fieldapp.__version__ in path.read_text("utf-8")]

    assert holders == ["fieldapp/__init__.py"]


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "resources" / "CHANGELOG.md").read_text("utf-8")

    first = re.search(r"^## (\S+)", text, re.MULTILINE)

    assert first is not None
    assert first[1] == fieldapp.__version__
