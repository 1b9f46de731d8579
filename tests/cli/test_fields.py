"""`fields`: the declarations, as scripts read them."""

from fieldapp.domain.kinds import KINDS
from tests.cli.conftest import Run


def test_every_kind_and_field_is_told_as_it_is_declared(run: Run) -> None:
    found = run("fields", "--json").json

    assert set(found) == set(KINDS)
    for name, kind in KINDS.items():
        told = {field["name"]: field for field in found[name]["fields"]}
        assert list(told) == [field.name for field in kind.fields]
        for field in kind.fields:
            one = told[field.name]
            assert one["type"] == field.type.name
            assert one["level"] == field.level.name.lower()
            assert one["required"] == field.required
            assert {"codelist", "hxl", "label"} <= set(one)


def test_one_kind_is_told_with_its_codes(run: Run) -> None:
    found = run("fields", "incident", "--json").json

    assert list(found) == ["incident"]
    by_name = {field["name"]: field for field in found["incident"]["fields"]}
    assert by_name["account"]["level"] == "restricted"
    assert by_name["type"]["codelist"] == "incident_type"
    assert "threat" in by_name["type"]["codes"]
    assert "armed_clash" in run("fields", "incident").out
    assert run("fields", "incidents").code == 2
