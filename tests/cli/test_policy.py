"""`policy`: who reads what, for a script and as a page."""

from pathlib import Path

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.sync.members.membership import ROLES
from tests.cli.conftest import Run


def test_every_role_kind_field_and_door_is_told(run: Run) -> None:
    found = run("policy", "--json").json

    assert set(found) == {*ROLES, "community", "partner"}
    for role in ROLES:
        assert set(found[role]) == set(KINDS)
        for name, kind in KINDS.items():
            assert set(found[role][name]) == {field.name for field in kind.fields}
            for told in found[role][name].values():
                assert set(told["doors"]) == {door.value for door in Door}


def test_the_account_of_an_incident_reaches_the_cell_and_no_file_paper_or_log(run: Run) -> None:
    found = run("policy", "incident", "--json").json

    assert set(found["officer"]["incident"]["account"]["doors"].values()) == {"never"}
    cell = found["protection"]["incident"]["account"]["doors"]
    assert cell["screen"] == "always"
    for door in ("map", "council_paper", "export", "partner", "log"):
        assert cell[door] == "never"


def test_a_field_that_depends_on_the_record_names_the_answers_with_which_it_passes(
    run: Run,
) -> None:
    found = run("policy", "feedback", "--role", "community", "--json").json

    summary = found["community"]["feedback"]["summary"]
    assert summary["doors"] == {"council_paper": {"level": ["1", "2", "3"]}}
    lines = run("policy", "feedback", "--role", "officer", "--door", "list").out
    assert "Level: 1, 2, 3, 4: Lists" in lines


def test_the_page_has_every_kind_and_holds_in_every_language(run: Run, tmp_path: Path) -> None:
    for language in ("en", "fr", "ar"):
        file = tmp_path / f"{language}.html"
        assert run("policy", "-o", str(file), "--language", language).code == 0
        page = file.read_text("utf-8")
        assert all(f'<h2 id="{name}">' in page for name in KINDS)
