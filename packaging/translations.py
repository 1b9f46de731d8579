"""Bring the catalogues in resources/translations up to date with the texts in fieldapp/
and the labels in resources/codelists/.

The languages of the window have every text. A language of papers alone has what papers say: texts
of the modules that make them, and the code lists that these name.

Runs in the project's environment (`tasks.py translations` starts it), because Babel reads and
writes the files. It translates nothing.
"""

import functools
import json
import re
import string
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
CODE_LISTS = ROOT / "resources" / "codelists"
LANGUAGES = ("ar", "fr")
"""Of the window. All but English, the language the texts are written in."""

PAPER_LANGUAGES = ("am", "my", "sw")
"""Of papers alone."""

PAPERS = (
    "fieldapp/reports/",
    "fieldapp/domain/council/",
    "fieldapp/domain/figures/figure.py",
    "fieldapp/domain/papers/",
    "fieldapp/domain/receipt.py",
)
"""Where what stands on a paper is written."""

LIKE_THE_FORMS = (
    "fieldapp/domain/papers/incidents.py",
    "fieldapp/domain/papers/profile.py",
    "fieldapp/reports/incidents.py",
    "fieldapp/reports/papers/profile.py",
    "fieldapp/reports/record_sheet.py",
)
"""Papers that say what forms ask, as `sorts` has it: of officers, in the window's languages."""

TO_OFFICERS = ("fieldapp/reports/own_pictograms.py",)
"""Beside papers: what is told to whoever prepares one."""

NEEDED_BESIDE: tuple[str, ...] = ()
"""Code lists that a paper prints without naming them in its module."""

NEVER_PRINTED = {"calendar", "digits", "limit"}
"""Code lists that share their name with something else that these modules name."""

ERROR = re.compile(r"\s+(text|remedy) = N_\(")
"""A sentence of an error is told in the window or the terminal, never on a paper."""

KEYWORDS = {"N_": None, "_": None, "translate": None, "plural": (1, 2)}
"""What marks a text in our code; `plural` takes the forms for one and for many."""


def collect() -> Catalog:
    """Return every text marked in fieldapp/, with the files it stands in."""
    texts = Catalog()
    folder = str(ROOT / "fieldapp")
    found = extract_from_dir(folder, keywords=KEYWORDS, comment_tags=["Translators:"])
    for name, line, message, comments, context in found:
        where = [(f"fieldapp/{Path(name).as_posix()}", line)]
        texts.add(message, None, where, auto_comments=comments, context=context)
    for path in sorted(CODE_LISTS.glob("*.json")):
        for code in json.loads(path.read_text("utf-8"))["codes"]:
            texts.add(code["label"], None, [(f"resources/codelists/{path.name}", 1)])
    return texts


def on_papers(texts: Catalog) -> Catalog:
    """Return those of the texts that papers say, each with where they say it."""
    lists = {f"resources/codelists/{name}.json" for name in lists_on_papers()}
    found = Catalog()
    for message in texts:
        where = [
            (name, line)
            for name, line in message.locations
            if name in lists or (is_of_a_paper(name) and not is_of_an_error(name, line))
        ]
        if message.id and where:
            found.add(message.id, None, where, auto_comments=message.auto_comments)
    return found


def is_of_a_paper(name: str) -> bool:
    """Whether this file of fieldapp/ writes what a village reads."""
    return name.startswith(PAPERS) and name not in (*LIKE_THE_FORMS, *TO_OFFICERS)


def lists_on_papers() -> set[str]:
    """Return the code lists that a paper's module names in quotation marks, and those beside."""
    named = set(NEEDED_BESIDE)
    for path in (ROOT / "fieldapp").rglob("*.py"):
        if is_of_a_paper(path.relative_to(ROOT).as_posix()):
            named |= set(re.findall(r'"([a-z_]+)"', path.read_text("utf-8")))
    return named & {path.stem for path in CODE_LISTS.glob("*.json")} - NEVER_PRINTED


def is_of_an_error(name: str, line: int) -> bool:
    """Whether the text on this line of a file of ours, counted from 1, is told by an error."""
    before, own = ("", *lines_of(name))[line - 1 : line + 1]
    return bool(ERROR.match(own)) or (before.endswith("N_(") and bool(ERROR.match(before)))


@functools.cache
def lines_of(name: str) -> list[str]:
    """Return the lines of a file of ours."""
    return (ROOT / name).read_text("utf-8").splitlines()


def read(path: Path) -> Catalog:
    """Return a catalogue, empty when there is none yet."""
    if not path.exists():
        return Catalog(locale=path.stem)
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def write(path: Path, texts: Catalog) -> None:
    """Merge the texts into a catalogue, translations kept, what is no longer used dropped."""
    catalogue = read(path)
    made = catalogue.creation_date
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.creation_date = made  # a catalogue changes only when a text does
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=96, ignore_obsolete=True, include_lineno=False)


def faults(texts: Catalog, catalogue: Catalog) -> list[str]:
    """Return what keeps a catalogue from being complete, one line each."""
    wanted = {message.id: message for message in texts if message.id}
    there = {message.id: message for message in catalogue if message.id}
    lines = [f"not in the catalogue: {quote(text)}" for text in wanted.keys() - there.keys()]
    lines += [f"no longer used: {quote(text)}" for text in there.keys() - wanted.keys()]
    for text in wanted.keys() & there.keys():
        message = there[text]
        if not is_translated(message):
            lines.append(f"not translated: {quote(text)}")
        elif facts(message.string) - facts(message.id):
            lines.append(f"fills in a fact that the text does not have: {quote(text)}")
        elif not message.pluralizable and facts(message.id) - facts(message.string):
            lines.append(f"leaves out a fact: {quote(text)}")
    return sorted(lines)


def is_translated(message: Message) -> bool:
    """Whether every form is there and nobody marked it as doubtful."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms) and not message.fuzzy


def facts(text: str | tuple[str, ...] | list[str] | None) -> set[str]:
    """Return the names in braces, of all plural forms together."""
    forms = [text] if isinstance(text, str) else text or ()
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def quote(text: str | tuple[str, ...] | list[str]) -> str:
    """Return a text, or the first of its plural forms, in quotation marks."""
    return f'"{text if isinstance(text, str) else text[0]}"'


def main(arguments: list[str]) -> int:
    """Update every catalogue, or with --check only say what is missing, and count."""
    every = collect()
    wanted = dict.fromkeys(LANGUAGES, every) | dict.fromkeys(PAPER_LANGUAGES, on_papers(every))
    bad = 0
    for language, texts in sorted(wanted.items()):
        path = FOLDER / f"{language}.po"
        if "--check" not in arguments:
            write(path, texts)
        lines = faults(texts, read(path))
        shown = lines if "--all" in arguments else lines[:10]
        for line in shown:
            print(f"{language}: {line}")
        if len(shown) < len(lines):
            print(f"{language}: ... {len(lines) - len(shown)} more; --all shows them")
        print(f"{language}: {len(texts)} texts, {len(lines)} faults")
        bad += len(lines)
    return 1 if bad and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
