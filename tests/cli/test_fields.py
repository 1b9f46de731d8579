"""`fields`: the declarations, as scripts read them and as a page to print."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from fieldapp.cli.fields_page import fields_page
from fieldapp.domain.fieldtypes import codes_of
from fieldapp.domain.kinds import KINDS
from fieldapp.language import load_language
from tests.cli.conftest import Run


def test_every_kind_and_field_is_told_as_it_is_declared(run: Run) -> None:
    found = run("fields", "--json").json

    assert set(found) == set(KINDS)
    for name, kind in KINDS.items():
        told = {field["name"]: field for field in found[name]["fields"]}
        assert list(told) == [field.name for field in kind.fields]
        for field in kind.fields:
            one = told[field.name]
            codes = codes_of(field.type)
            assert one["type"] == field.type.name
            assert one["level"] == field.level.name.lower()
            assert one["required"] == field.required
            assert one["codelist"] == (codes.name if codes else None)
            assert one["hxl"] == (field.hxl or None)
            assert one["label"] == field.label


def test_a_question_that_any_answer_leads_to_is_told_with_no_codes(run: Run) -> None:
    fields = run("fields", "decision", "--json").json["decision"]["fields"]
    asked = {field["name"]: field["asked_when"] for field in fields}

    assert asked["norm_reason"] == {"field": "breaks", "is": None}
    assert asked["done_on"] == {"field": "status", "is": ["kept"]}
    assert asked["breaks"] is None


def test_a_code_list_is_told_with_its_version_its_source_and_whether_to_check_it(run: Run) -> None:
    fields = run("fields", "decision", "--json").json["decision"]["fields"]
    norms = next(field for field in fields if field["name"] == "breaks")["codelist_of"]

    assert norms["version"] == 1
    assert norms["general_knowledge"] is True
    assert norms["labels"]["do_no_harm"] == "Do no harm"
    assert "to be checked" in run("fields", "decision").out


def test_one_kind_is_told_with_its_codes(run: Run) -> None:
    found = run("fields", "incident", "--json").json

    assert list(found) == ["incident"]
    by_name = {field["name"]: field for field in found["incident"]["fields"]}
    assert by_name["account"]["level"] == "restricted"
    assert by_name["type"]["codelist"] == "incident_type"
    assert "threat" in by_name["type"]["codes"]
    assert "armed_clash" in run("fields", "incident").out
    assert run("fields", "incidents").code == 2


class Page(HTMLParser):
    """Collects what a page says, where its links lead, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.open: list[str] = []
        self.direction = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        found = dict(attrs)
        if found.get("id"):
            self.anchors.add(str(found["id"]))
        if str(found.get("href", "")).startswith("#"):
            self.links.add(str(found["href"])[1:])
        if tag == "html":
            self.direction = str(found["dir"])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_page_shows_every_kind_field_list_code_and_tag(
    run: Run, tmp_path: Path, language: str, direction: str
) -> None:
    file = tmp_path / "fields.html"
    done = run("fields", "-o", file, "--language", language, "--json")
    text = file.read_text("utf-8")
    page = Page()
    page.feed(text)

    assert done.json == {"file": str(file), "kinds": len(KINDS)}
    assert page.open == []
    assert page.direction == direction
    assert page.links <= page.anchors
    for kind in KINDS.values():
        assert kind.name in page.anchors
        for field in kind.fields:
            assert f"<code>{field.name}</code>" in text
            assert field.hxl in text
            codes = codes_of(field.type)
            if codes is not None:
                assert f"list-{codes.name}" in page.anchors
                assert all(f"<code>{code}</code>" in text for code in codes.labels)


def test_a_page_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    done = run("fields", "-o", tmp_path / "nowhere" / "fields.html")

    assert done.code == 1
    assert "cannot be written" in done.err


def test_whatever_a_kind_or_a_code_is_called_the_page_holds_no_foreign_mark() -> None:
    hostile = "<script>alert('1')</script>\"><img src=x>"
    codes = {
        "version": 1, "source": hostile, "general_knowledge": True, "labels": {hostile: hostile},
        "retired": [hostile],
    }  # fmt: skip
    field = {
        "name": hostile, "type": hostile, "label": hostile, "level": hostile, "required": True,
        "help": hostile, "codelist": hostile, "codelist_of": codes, "to": hostile, "hxl": hostile,
    }  # fmt: skip
    kinds = {hostile: {"label": hostile, "parent": hostile, "fields": [field]}}

    page = fields_page(load_language("en"), {hostile: kinds})

    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
