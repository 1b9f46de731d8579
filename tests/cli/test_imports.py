"""`import`: every row becomes a record or a reject, and doing it again changes nothing."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

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
    with Path(done["rejects_file"]).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["row"], row["column"]) for row in rows] == [
        ("3", "date_start"),
        ("4", "low"),
        ("5", "id"),
        ("6", "id"),
        ("7", "date_end"),
    ]
    assert "Row 2" in rows[2]["reason"]
    assert rows[0]["date_start"] == "2015-02-30 00:00:00.000"


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
    for workspace in (folder, other):
        run("import", places, "--as", "gazetteer", "--workspace", workspace)
        run("import", file, "--as", "ucdp-ged", "--workspace", workspace)

    with looking_into(folder) as amina, looking_into(other) as josef:
        for kind in ("place", "incident", "victim"):
            for record in records.query(josef, records.Wanted(kind)):
                with writing(amina.db, amina.file):
                    journal.append_own(amina.db, records.history(josef, record.id))

    assert run("clashes", "--json").json == []
    assert len(run("list", "incident", "--json").json) == 2


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

    assert "CANARY" not in (folder / "log.txt").read_text("utf-8")


@needs_data
def test_the_places_and_events_of_south_sudan_all_become_records(run: Run, tmp_path: Path) -> None:
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


@needs_data
@pytest.mark.parametrize(("country", "rows"), [("COD", 215), ("MLI", 760)])
def test_other_gazetteers_are_taken_as_well(run: Run, country: str, rows: int) -> None:
    file = DATA / "places" / f"gazetteer_{country}_codab2020.csv"

    done = run("import", file, "--as", "gazetteer", "--dry-run", "--json").json

    assert (done["read"], done["records"]) == (rows, rows)
