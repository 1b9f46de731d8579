"""A new field is one new line: it is in table, form, list, paper, export and texts at once.

One line is added to a copy of the package; nothing else is told of it.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AFTER = '        field("interpreter", YesNo(), N_("With an interpreter"), TEAM),\n'
LINE = '        field("shade", Text(), N_("Shade where people sat"), PUBLIC, hxl="#item+shade"),\n'
LABEL, ANSWER = "Shade where people sat", "Four old mango trees"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and its resources as they are."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("fieldapp", "resources", "packaging"):
        skipped = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    return folder


@pytest.fixture(scope="module")
def untranslated(whole: Path) -> set[str]:
    """What waits for the translators already."""
    return missing(whole)


@pytest.fixture(scope="module")
def copy(whole: Path, untranslated: set[str]) -> Path:
    """The same with one more line in one file."""
    module = whole / "fieldapp" / "domain" / "kinds" / "meeting.py"
    text = module.read_text("utf-8")
    assert text.count(AFTER) == 1
    module.write_text(text.replace(AFTER, AFTER + LINE), "utf-8")
    return whole


def missing(root: Path) -> set[str]:
    done = run(root, root / "packaging" / "translations.py", "--check", "--all")
    assert done.returncode in (0, 1), done.stderr
    return {line for line in done.stdout.splitlines() if not line.endswith("faults")}


def run(copy: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    own = {
        "PYTHONPATH": str(copy),
        "QT_QPA_PLATFORM": "offscreen",
        "FIELDAPP_WORKSPACE": str(Path(str(arguments[1])) / "w"),
        "FIELDAPP_PASSPHRASE": "the river is low in march",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, *(str(argument) for argument in arguments)],
        env={**os.environ, **own},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def found(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the copy does with the field, each place by its name."""
    script, folder = ROOT / "tests" / "packaging" / "one_place.py", tmp_path_factory.mktemp("used")
    done = run(copy, script, folder, "meeting", "shade")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert answer["package"] == str(copy)
    return answer


def test_the_table_keeps_it_and_finds_by_it(found: dict[str, Any]) -> None:
    assert found["stored"] == ANSWER
    assert [one["id"] for one in found["where"]] == [found["first"]]
    assert [one["id"] for one in found["search"]] == [found["first"]]


def test_the_form_asks_for_it(found: dict[str, Any]) -> None:
    assert found["form"]["label"] == LABEL
    assert found["form"]["shown"] == found["form"]["given"] == ANSWER


def test_the_list_and_the_single_record_show_it(found: dict[str, Any]) -> None:
    assert found["where"][0]["shade"] == ANSWER
    assert f"{LABEL}: {ANSWER}" in found["get"]


def test_the_reference_of_fields_names_it(found: dict[str, Any]) -> None:
    [own] = [field for field in found["fields"] if field["name"] == "shade"]

    assert own["label"] == LABEL
    assert own["hxl"] == "#item+shade"
    assert own["level"] == found["level"].lower() == "public"


def test_the_paper_prints_it(found: dict[str, Any]) -> None:
    assert f"{LABEL} {ANSWER}" in found["paper"]


def test_the_export_has_a_column_for_it_with_its_tag(found: dict[str, Any]) -> None:
    names, tags, *rows = csv.reader(io.StringIO(found["csv"], newline=""))
    column = names.index("shade")

    assert tags[column] == "#item+shade"
    assert sorted(row[column] for row in rows) == ["", ANSWER]
    assert found["json"]["hxl"]["shade"] == "#item+shade"
    assert {row.get("shade") for row in found["json"]["rows"]} == {None, ANSWER}


def test_its_label_and_nothing_else_waits_for_the_translators(
    copy: Path, untranslated: set[str]
) -> None:
    added = missing(copy) - untranslated

    assert added == {f'{code}: not in the catalogue: "{LABEL}"' for code in ("ar", "fr")}
