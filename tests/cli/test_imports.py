"""`import`: every row becomes a record or a reject, and doing it again changes nothing."""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.outline import decode
from fieldapp.domain.schema import Level
from fieldapp.store import journal, records
from fieldapp.store.database import writing
from tests.cli.conftest import Run, looking_into, make_folder

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not on this machine")

PLACES = """iso3,level,pcode,name,adm1_pcode,adm2_pcode,lon,lat
#country,#adm+level,#loc+code,#loc+name,#adm1+code,#adm2+code,#geo+lon,#geo+lat
XXX,1,XX01,Éastern Bank,,,30.5,5.0
XXX,2,XX0101,Kélda,XX01,,30.4,5.1
"""
EVENT = {
    "id": "7001",
    "type_of_violence": "3",
    "side_a": "Some group",
    "side_b": "Civilians",
    "where_prec": "2",
    "where_coordinates": "A ford",
    "adm_1": "East Bank state",
    "adm_2": "Kelda county",
    "latitude": "5.1",
    "longitude": "30.4",
    "date_prec": "1",
    "date_start": "2015-04-03 00:00:00.000",
    "date_end": "2015-04-05 00:00:00.000",
    "best": "4",
    "high": "3",
    "low": "2",
    "source_headline": "CANARY headline",
    "source_original": "CANARY source",
}


TOLD = {
    "source": "health",
    "event_id": "9001",
    "date": "2023-04-03 00:00:00",
    "country": "Kelda country",
    "admin1": "Eastern Bank",
    "latitude": "5.1",
    "longitude": "30.4",
    "geo_precision": "(2) 25 km Precision ",
    "place_type": "Health Building",
    "perpetrator": "Police",
    "perpetrator_name": "CANARY service",
    "weapon": "Firearms",
    "description": "April 2023: CANARY\r\nwas told.",
}
AID = {"source": "aidworker", "date": "2023-04-03", "description": "CANARY, told again."}


def told(file: Path, *rows: Mapping[str, str]) -> Path:
    """Write rows of Insecurity Insight's lists."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(TOLD))
        writer.writeheader()
        writer.writerows({**TOLD, **row} for row in rows)
    return file


def rejected(file: Path | str) -> list[dict[str, str]]:
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def events(file: Path, *rows: Mapping[str, str]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(EVENT))
        writer.writeheader()
        writer.writerows({**EVENT, **row} for row in rows)
    return file


@pytest.fixture
def places(tmp_path: Path) -> Path:
    file = tmp_path / "places.csv"
    file.write_text(PLACES, encoding="utf-8")
    return file


def facts_in(folder: Path) -> int:
    with looking_into(folder) as workspace:
        return int(workspace.db.conn.execute("SELECT count(*) FROM fact").fetchone()[0])


def test_importing_again_changes_nothing(
    run: Run, folder: Path, places: Path, tmp_path: Path
) -> None:
    file = events(tmp_path / "events.csv", {}, {"id": "7002"})
    first = [
        run("import", places, "--as", "gazetteer", "--json").json,
        run("import", file, "--as", "ucdp-ged", "--json").json,
    ]
    facts = facts_in(folder)

    again = [
        run("import", places, "--as", "gazetteer", "--json").json,
        run("import", file, "--as", "ucdp-ged", "--json").json,
    ]

    assert [(one["read"], one["records"], one["unchanged"]) for one in first] == [(2, 2, 0)] * 2
    assert [(one["read"], one["records"], one["unchanged"]) for one in again] == [(2, 0, 2)] * 2
    assert facts_in(folder) == facts


def test_an_event_becomes_an_incident_in_a_known_place_with_its_count(
    run: Run, places: Path, tmp_path: Path
) -> None:
    run("import", places, "--as", "gazetteer")
    run("import", events(tmp_path / "events.csv", {}), "--as", "ucdp-ged")

    [incident] = run("list", "incident", "--json").json
    [victim] = run("list", "victim", "--json").json

    assert incident["place"] == "XX0101"
    assert incident["happened_on"] == "2015-04-03"
    assert incident["date_precision"] == "few_days"
    assert incident["place_precision"] == "adm2"
    assert incident["type"] == "attack_on_civilians"
    assert (victim["killed_min"], victim["killed_max"]) == (2, 4)
    assert victim["incident"] == incident["id"]


def test_boundaries_come_once_and_a_newer_file_replaces_an_older_outline(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "areas.geojson"

    def publish(width: int) -> None:
        ring = [[30, 5], [30 + width, 5], [30 + width, 6], [30, 6], [30, 5]]
        area = {"geometry": {"type": "Polygon", "coordinates": [ring]}}
        named = {"admin1Pcode": "XX01", "admin1Name": "East"}
        features = [{**area, "properties": named}, {**area, "properties": {}}]
        file.write_text(json.dumps({"features": features}), encoding="utf-8")

    def take() -> tuple[int, int, int]:
        told = run("import", file, "--as", "boundaries", "--json").json
        return told["records"], told["unchanged"], told["rejects"]

    publish(1)
    first, facts = take(), facts_in(folder)
    again, still = take(), facts_in(folder)
    publish(2)
    newer = take()

    assert (first, again, newer) == ((1, 0, 1), (0, 1, 1), (1, 0, 1))
    assert still == facts
    with looking_into(folder) as workspace:
        [boundary] = records.query(workspace, records.Wanted("boundary"))
        assert decode(boundary.values["outline"])[0][1] == (32.0, 5.0)
    [shown] = run("list", "boundary", "--json").json
    assert (shown["name"], shown["place"]) == ("East", "XX01")
    assert "outline" not in shown
    [told] = rejected(tmp_path / "areas.rejects.csv")
    assert (told["row"], told["column"]) == ("2", "pcode")


def test_a_dry_run_says_the_same_and_changes_nothing(
    run: Run, folder: Path, places: Path, tmp_path: Path
) -> None:
    bad = events(tmp_path / "bad.csv", {"type_of_violence": "9"})
    before = facts_in(folder)

    done = run("import", places, "--as", "gazetteer", "--dry-run", "--json").json
    rejected = run("import", bad, "--as", "ucdp-ged", "--dry-run", "--json").json

    assert (done["records"], done["dry_run"]) == (2, True)
    assert (rejected["rejects"], rejected["rejects_file"]) == (1, None)
    assert facts_in(folder) == before
    assert not list(tmp_path.glob("*.rejects.csv"))


def test_every_row_that_is_not_taken_is_in_the_rejects_file_with_its_reason(
    run: Run, tmp_path: Path
) -> None:
    file = events(
        tmp_path / "events.csv",
        {},
        {"id": "7002", "date_start": "2015-02-30 00:00:00.000"},
        {"id": "7003", "low": "many"},
        {"id": "7001"},
        {"id": ""},
        {"id": "7005", "date_end": "2015-04-01 00:00:00.000"},
    )

    done = run("import", file, "--as", "ucdp-ged", "--json").json

    assert (done["read"], done["records"], done["unchanged"], done["rejects"]) == (6, 1, 0, 5)
    assert done["rejects_file"] == str(tmp_path / "events.rejects.csv")
    rows = rejected(done["rejects_file"])
    assert [(row["row"], row["column"]) for row in rows] == [
        ("3", "date_start"),
        ("4", "low"),
        ("5", "id"),
        ("6", "id"),
        ("7", "date_end"),
    ]
    assert "Row 2" in rows[2]["reason"]
    assert rows[0]["date_start"] == "2015-02-30 00:00:00.000"


def test_rows_of_one_event_are_counted_each_and_kept_as_one_incident(
    run: Run, folder: Path, places: Path, tmp_path: Path
) -> None:
    run("import", places, "--as", "gazetteer")
    file = told(tmp_path / "told.csv", {}, {"event_id": "9002"}, AID)

    first = run("import", file, "--as", "insecurity-insight", "--json").json
    facts = facts_in(folder)
    again = run("import", file, "--as", "insecurity-insight", "--json").json

    counted = ("read", "records", "unchanged", "joined", "rejects")
    assert [first[name] for name in counted] == [3, 3, 0, 1, 0]
    assert [again[name] for name in counted] == [3, 0, 3, 1, 0]
    assert facts_in(folder) == facts
    incidents = run("list", "incident", "--json").json
    assert {(one["dataset_id"], one["place"]) for one in incidents} == {
        ("9001", "XX01"),
        ("9002", "XX01"),
    }
    assert len(run("list", "incident_actor", "--json").json) == 2
    assert "another row tells of: 1." in run("import", file, "--as", "insecurity-insight").out


def test_an_event_with_a_bad_row_is_in_the_rejects_file_whole(run: Run, tmp_path: Path) -> None:
    file = told(tmp_path / "told.csv", {}, {**AID, "date": "April"}, {"event_id": "9002"})

    done = run("import", file, "--as", "insecurity-insight", "--json").json

    assert (done["read"], done["records"], done["joined"], done["rejects"]) == (3, 1, 0, 2)
    rows = rejected(done["rejects_file"])
    assert [(row["row"], row["column"]) for row in rows] == [("2", "event_id"), ("3", "date")]
    assert "Row 3" in rows[0]["reason"]


def test_an_event_that_was_taken_out_is_a_reject_for_each_of_its_rows(
    run: Run, tmp_path: Path
) -> None:
    file = told(tmp_path / "told.csv", {}, AID, {"event_id": "9002"})
    run("import", file, "--as", "insecurity-insight")
    [one] = run("list", "incident", "--where", "dataset_id=9001", "--json").json
    run("delete", "incident", one["id"], "--reason", "told twice")

    done = run("import", file, "--as", "insecurity-insight", "--json").json

    assert (done["read"], done["unchanged"], done["joined"], done["rejects"]) == (3, 1, 0, 2)
    assert [row["row"] for row in rejected(done["rejects_file"])] == ["2", "3"]


def test_a_list_that_comes_later_in_another_file_is_not_counted_twice(
    run: Run, tmp_path: Path
) -> None:
    run("import", told(tmp_path / "health.csv", {}), "--as", "insecurity-insight")

    later = told(tmp_path / "aid.csv", AID)
    done = run("import", later, "--as", "insecurity-insight", "--json").json

    assert (done["records"], done["rejects"]) == (0, 1)
    assert "account" in rejected(done["rejects_file"])[0]["reason"]
    assert len(run("list", "incident", "--json").json) == 1


def test_who_may_read_the_team_level_only_sees_nothing_of_what_was_told(
    run: Run, folder: Path, places: Path, tmp_path: Path
) -> None:
    run("import", places, "--as", "gazetteer")
    raped = {"event_id": "9002", "description": "CANARY was raped."}
    file = told(tmp_path / "told.csv", {}, AID, raped)
    run("import", file, "--as", "insecurity-insight")
    run("import", events(tmp_path / "events.csv", {"side_a": "CANARY"}), "--as", "ucdp-ged")

    team = Reader("Josef", Level.TEAM)
    with looking_into(folder) as workspace:
        shown = [
            disclose(record, team)
            for kind in ("incident", "incident_actor", "victim")
            for record in records.query(workspace, records.Wanted(kind))
        ]

    assert len(shown) == 6
    assert "CANARY" not in str([one.values for one in shown])
    assert [one.values for one in shown if one.kind != "incident"] == [{}] * 3
    [closed] = [o for o in shown if o.kind == "incident" and "dataset_id" not in o.values]
    assert set(closed.values) == {"happened_on", "date_precision", "type"}


def test_what_people_wrote_is_never_written_over(run: Run, places: Path, tmp_path: Path) -> None:
    run("import", places, "--as", "gazetteer")
    [kelda] = run("list", "place", "--where", "pcode=XX0101", "--json").json
    run("edit", "place", kelda["id"], stdin='{"name": "Kelda-by-the-ford"}')

    done = run("import", places, "--as", "gazetteer", "--json").json

    assert (done["unchanged"], done["rejects"]) == (1, 1)
    assert "name" in Path(done["rejects_file"]).read_text("utf-8-sig")
    assert run("get", "place", kelda["id"], "--json").json["name"] == "Kelda-by-the-ford"


def test_what_was_taken_out_does_not_come_back(run: Run, places: Path) -> None:
    run("import", places, "--as", "gazetteer")
    [kelda] = run("list", "place", "--where", "pcode=XX0101", "--json").json
    run("delete", "place", kelda["id"], "--reason", "flooded")

    assert run("import", places, "--as", "gazetteer", "--json").json["rejects"] == 1
    assert len(run("list", "place", "--json").json) == 1


def test_a_place_that_a_person_entered_under_its_code_is_not_made_twice(
    run: Run, places: Path
) -> None:
    run("put", "place", stdin=json.dumps({"name": "Kélda", "pcode": "XX0101"}))

    done = run("import", places, "--as", "gazetteer", "--json").json

    assert done["records"] == 2
    [kelda] = run("list", "place", "--where", "pcode=XX0101", "--json").json
    assert kelda["latitude"] == 5.1


def test_two_laptops_that_import_the_same_file_do_not_clash(
    run: Run, folder: Path, places: Path, tmp_path: Path
) -> None:
    other = make_folder(tmp_path / "other", "Josef")
    file = events(tmp_path / "events.csv", {}, {"id": "7002"})
    there = {folder: told(tmp_path / "a.csv", {}, AID), other: told(tmp_path / "b.csv", AID, {})}
    for workspace, lists in there.items():
        run("import", places, "--as", "gazetteer", "--workspace", workspace)
        run("import", file, "--as", "ucdp-ged", "--workspace", workspace)
        run("import", lists, "--as", "insecurity-insight", "--workspace", workspace)

    with looking_into(folder) as amina, looking_into(other) as josef:
        for kind in ("place", "incident", "victim", "incident_actor"):
            for record in records.query(josef, records.Wanted(kind)):
                with writing(amina.db, amina.file):
                    journal.append_own(amina.db, records.history(josef, record.id))

    assert run("clashes", "--json").json == []
    assert len(run("list", "incident", "--json").json) == 3


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("picture.csv", b"%PDF-1.7\n%\xe2\xe3", "not a table"),
        ("sheet.csv", b"PK\x03\x04\x14\x00\x00", "not a table"),
        ("zeros.csv", b"a,b\0c\n1,2,3", "not a table"),
        ("empty.csv", b"", "holds no rows"),
        ("blank.csv", b"\n\n  \n", "holds no rows"),
        ("other.csv", b"name,age\nx,3\n", "lacks the columns level, pcode"),
    ],
)
def test_a_wrong_file_gets_a_sentence(
    run: Run, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    done = run("import", file, "--as", "gazetteer")

    assert done.code == 2
    assert sentence in done.err


def test_a_file_in_an_old_encoding_is_read_with_a_warning(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_bytes(PLACES.encode("latin-1"))

    done = run("import", file, "--as", "gazetteer")

    assert "not UTF-8" in done.err
    assert "Kélda" in run("list", "place").out


def test_no_value_of_an_import_is_in_the_log(run: Run, folder: Path, tmp_path: Path) -> None:
    run("import", events(tmp_path / "CANARY.csv", {}, {"id": "CANARY"}), "--as", "ucdp-ged")
    lists = told(tmp_path / "CANARY2.csv", {}, {"event_id": "CANARY", "date": "CANARY"})
    run("import", lists, "--as", "insecurity-insight")

    assert "CANARY" not in (folder / "log.txt").read_text("utf-8")


@needs_data
def test_the_places_and_events_of_south_sudan_all_become_records(run: Run, folder: Path) -> None:
    gazetteer = DATA / "places" / "gazetteer_SSD_codab2020.csv"
    file = DATA / "events" / "ucdp_ged_ssd.csv"

    places = run("import", gazetteer, "--as", "gazetteer", "--json").json
    first = run("import", file, "--as", "ucdp-ged", "--json").json
    again = run("import", file, "--as", "ucdp-ged", "--json").json

    assert (places["read"], places["records"], places["rejects"]) == (89, 89, 0)
    assert (first["read"], first["records"], first["rejects"]) == (941, 941, 0)
    assert (again["records"], again["unchanged"], again["rejects"]) == (0, 941, 0)
    incidents = run("list", "incident", "--json").json
    victims = run("list", "victim", "--json").json
    assert len(incidents) == len(victims) == 941
    assert sum("place" in one for one in incidents) == 927
    assert all(one["killed_min"] <= one["killed_max"] for one in victims)
    assert sum(one["date_precision"] != "day" for one in incidents) == 389
    assert sum("killed" in one for one in incidents) == 927
    assert sum("protection_risks" in one for one in incidents) == 356
    listed = run("list", "incident_actor", "--json").json
    assert len(listed) == 2 * 585 + 356
    assert not any("described" in one for one in listed), "names are masked in a list"
    with looking_into(folder) as workspace:
        actors = [one.values for one in records.query(workspace, records.Wanted("incident_actor"))]
    groups = {one["described"] for one in actors if one.get("component") == "armed_group"}
    assert groups
    assert not any("Government" in str(name) or "Civilians" in str(name) for name in groups)


@needs_data
def test_the_lists_of_three_countries_become_one_incident_for_each_event(run: Run) -> None:
    events = DATA / "events"
    found = {}
    for country in ("SSD", "COD", "MLI"):
        run("import", DATA / "places" / f"gazetteer_{country}_codab2020.csv", "--as", "gazetteer")
    for country in ("ssd", "cod", "mli"):
        file = events / f"insecurity_insight_{country}.csv"
        first, again = (
            run("import", file, "--as", "insecurity-insight", "--json").json for _ in range(2)
        )
        assert first["read"] == first["records"] == again["unchanged"]
        assert (first["rejects"], again["records"], again["rejects"]) == (0, 0, 0)
        found[country] = (first["read"], first["joined"])
    assert found == {"ssd": (422, 33), "cod": (749, 17), "mli": (280, 16)}

    incidents = run("list", "incident", "--json").json
    assert len(incidents) == 1451 - 33 - 17 - 16
    closed = [one for one in incidents if "dataset" not in one]
    assert len(closed) == 30
    assert not any("place" in one for one in closed)
    places = Counter(one["place"][:2] for one in incidents if "place" in one)
    assert places == {"SS": 344, "CD": 615, "ML": 235}
    assert {one.get("place_precision") for one in incidents} == {"adm1", "unknown", None}
    assert Counter(one["type"] for one in incidents) == {
        "other": 918,
        "attack_on_hospital": 364,
        "attack_on_school": 72,
        "property": 18,
        "explosive_ordnance": 12,
        "attack_on_civilians": 1,
    }


@needs_data
@pytest.mark.parametrize(("country", "rows"), [("COD", 215), ("MLI", 760)])
def test_other_gazetteers_are_taken_as_well(run: Run, country: str, rows: int) -> None:
    file = DATA / "places" / f"gazetteer_{country}_codab2020.csv"

    done = run("import", file, "--as", "gazetteer", "--dry-run", "--json").json

    assert (done["read"], done["records"]) == (rows, rows)
