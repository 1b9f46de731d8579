"""The table of codes is whole: every code it names is ours, every value of the data is in it."""

import csv
import gzip
import io
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from fieldapp.domain.codelists import code_list
from fieldapp.exchange import insecurity_insight_codes as codes
from fieldapp.exchange.insecurity_insight import COLUMNS
from fieldapp.exchange.insecurity_insight_classes import weapons_in

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "events"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not on this machine")
GROUPS = {
    "place_type": codes.PLACE_TYPES,
    "weapon": codes.WEAPONS,
    "perpetrator": codes.PERPETRATORS,
}


def test_every_code_of_the_table_is_in_our_lists() -> None:
    types = code_list("incident_type").labels
    violations = [violation for _, violation in codes.GRAVE_VIOLATIONS.values()]

    assert {rule.type for rule in codes.TYPES} | {"other"} <= set(types)
    assert set(codes.RISKS.values()) <= set(code_list("protection_risk").labels)
    assert set(code_list("incident_type").parents.values()) <= set(
        code_list("protection_risk").labels
    )
    assert set(violations) <= set(code_list("grave_violation").labels)
    assert set(codes.GEO_PRECISION.values()) <= set(code_list("place_precision").labels)
    components = {group.component for group in codes.PERPETRATORS} - {""}
    assert components <= set(code_list("component").labels)


def test_every_rule_speaks_of_groups_and_lists_that_there_are() -> None:
    weapons = {group.name for group in codes.WEAPONS}
    places = {group.name for group in codes.PLACE_TYPES}

    for rule in codes.TYPES:
        assert rule.weapons <= weapons
        assert rule.places <= places
        assert rule.list in ("", *codes.LISTS)
        assert bool(rule.places) <= bool(rule.list)
    assert set(codes.RISKS) <= weapons
    assert {group.name for group in codes.PERPETRATORS} >= codes.PARTIES
    assert {where for where, _ in codes.GRAVE_VIOLATIONS.values()} <= places


@pytest.mark.parametrize("groups", GROUPS.values(), ids=GROUPS)
def test_every_value_stands_once_and_every_line_has_its_reason(
    groups: tuple[codes.Group, ...],
) -> None:
    values = [value.casefold() for group in groups for value in group.values]

    assert len(values) == len(set(values))
    assert all(group.why.endswith(".") for group in groups)
    assert all(rule.why.endswith(".") for rule in codes.TYPES)


def rows() -> Iterator[dict[str, str]]:
    """Give every row of the real files: three countries, and the world."""
    for country in ("ssd", "cod", "mli"):
        with (DATA / f"insecurity_insight_{country}.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            yield from csv.DictReader(file)
    with gzip.open(DATA / "insecurity_insight_all.csv.gz") as packed:
        yield from csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8", newline=""))


@needs_data
def test_every_coded_value_of_the_real_data_is_in_the_table() -> None:
    unknown = set()
    for row in rows():
        assert set(COLUMNS) <= set(row)
        assert row["source"] in codes.LISTS
        assert row["geo_precision"][1] in (*codes.GEO_PRECISION, "5", "7")
        named = [("weapon", weapon) for weapon in weapons_in(row["weapon"])]
        named.append(("perpetrator", row["perpetrator"]))
        if row["source"] != "protection":  # there it is the name of a camp
            named.append(("place_type", row["place_type"]))
        unknown |= {(c, v) for c, v in named if codes.group_of(GROUPS[c], v) is None}

    assert not unknown


def test_no_value_of_the_table_is_lost_in_its_spelling() -> None:
    for group in chain.from_iterable(GROUPS.values()):
        for value in group.values:
            assert codes.group_of((group,), f" {value.upper()} ") is group
    for group in codes.WEAPONS:
        for value in group.values:
            assert weapons_in(value) == (value,)
