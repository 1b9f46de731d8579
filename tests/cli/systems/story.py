"""What the tests of the 31 systems share: a village, a day, and how to enter and to look.

Everything goes through the command line, as an administrator would drive it; the window shows the
same records and the same rules. Numbers and names of the systems are those of the mission's list.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2

from tests.cli.conftest import Run, put

TODAY = date(2026, 11, 28)
GOROM = "KE0104"


def day(days: int) -> str:
    """Return the day so many days from the day that all of this is looked at."""
    return (TODAY + timedelta(days=days)).isoformat()


def one(run: Run, kind: str, **answers: object) -> str:
    """Save one record and return its id."""
    return put(run, kind, answers)[0]


def edit(run: Run, kind: str, record: str, **answers: object) -> None:
    """Change a record."""
    done = run("edit", kind, record, "-", stdin=json.dumps(answers))
    assert done.code == 0, done.err


def refused(run: Run, kind: str, **answers: object) -> list[dict[str, Any]]:
    """Try to save a record and return why it was refused."""
    done = run("put", kind, "--json", stdin=json.dumps(answers))
    assert done.code == 1
    rejected: list[dict[str, Any]] = done.json["rejected"]
    return rejected


def told(run: Run, *names: str) -> list[dict[str, Any]]:
    """Return what the rules notice, as of the day of the story."""
    wanted = [option for name in names for option in ("--name", name)]
    found: list[dict[str, Any]] = run("signals", "--on", TODAY, *wanted, "--json").json
    return found


def about(signals: list[dict[str, Any]]) -> set[str]:
    """Return the ids of the records that the signals stand on."""
    return {each["id"] for signal in signals for each in signal["about"]}


def figures(run: Run) -> dict[str, dict[str, Any]]:
    """Return the ownership compass of Gorom by the names of its figures."""
    found = run("compass", "--place", GOROM, "--to", TODAY, "--json").json["figures"]
    return {figure["name"]: figure for figure in found}


def paper(run: Run, file: Path, *more: str) -> str:
    """Make the council's paper of the last hundred days and return what it says."""
    period = ("--from", day(-100), "--to", TODAY)
    done = run("report", "joint-review", "--place", GOROM, *period, "-o", file, *more)
    assert done.code == 0, done.err
    document = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
