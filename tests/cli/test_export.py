"""`export`: for one's own use, or as an agreement allows; never over a file, never a half one."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.cli.sharing import table_for_partner
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.sharing.terms import ClockSetBack
from fieldapp.exchange.records_table import STAMPED
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Surroundings, Workspace, close, real_surroundings, unlock
from tests.cli.conftest import PASSPHRASE, POSIX, Run, looking_into, put

TODAY = datetime.now(UTC).date()
LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).isoformat()
PLACES = (
    {"name": "Kelland", "pcode": "KE", "type": "country"},
    {"name": "Kelda", "pcode": "KE01", "type": "adm1", "place": "KE"},
    {"name": "Gorom", "pcode": "KE0101", "type": "village", "place": "KE01"},
    {"name": "Dimtou", "pcode": "KE0201", "type": "village"},
)
MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "KE0101"}


def agreement(run: Run, last: date = TODAY + timedelta(days=30), **answers: object) -> str:
    [made] = put(
        run,
        "agreement",
        {
            "title": "CANARY cluster",
            "purpose": "Planning of wells",
            "kinds": ["meeting", "incident", "feedback"],
            "detail": "records_public",
            "status": "signed",
            "signed_on": (TODAY - timedelta(days=60)).isoformat(),
            "expires_on": last.isoformat(),
            "place": "KE01",
            **answers,
        },
    )
    return made


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))[1:]


@pytest.fixture
def area(run: Run) -> None:
    put(run, "place", *PLACES)


def test_for_ones_own_use_nothing_restricted_is_written_and_every_row_says_whose_it_is(
    run: Run, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", {**MEETING, "security_note": "CANARY", "title": "=Well"}, MEETING)
    file = tmp_path / "meetings.csv"

    done = run("export", "meeting", "--as", "csv", "-o", file, "--json")

    assert done.code == 0, done.err
    assert done.json["tells"]["places"] == 1
    assert {name: done.json[name] for name in ("written", "withheld", "agreement", "file")} == {
        "written": 2, "withheld": 1, "agreement": None, "file": str(file),
    }  # fmt: skip
    assert {row["shared_under"] for row in rows(file)} == {"own-use-only"}
    assert {row["shared_for"] for row in rows(file)} == {
        "for the mission's own use, not to be passed on"
    }
    assert {row["shared_onward"] for row in rows(file)} == {"false"}
    assert {row["title"] for row in rows(file)} == {"'=Well", "Well"}
    assert "CANARY" not in file.read_text("utf-8-sig")


def test_what_the_reader_may_not_see_is_not_in_the_file_and_is_counted(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    put(run, "meeting", {**MEETING, "security_note": "CANARY"}, MEETING)
    file = tmp_path / "meetings.csv"

    done = run("export", "meeting", "--as", "csv", "-o", file, "--json")

    assert done.json["written"] == 2
    assert "CANARY" not in file.read_text("utf-8-sig")
    assert "security_note" not in rows(file)[0]


def test_an_agreement_is_obeyed_and_its_number_stands_in_every_row(
    run: Run, tmp_path: Path, area: None
) -> None:
    put(
        run, "meeting",
        {**MEETING, "mood": "CANARY"}, {**MEETING, "place": "KE0201"}, {**MEETING, "place": "KE01"},
    )  # fmt: skip
    made = agreement(run)
    table, document = tmp_path / "meetings.csv", tmp_path / "meetings.json"

    done = run("export", "meeting", "--as", "csv", "--agreement", made, "-o", table, "--json")
    again = run("export", "meeting", "--as", "json", "--agreement", made, "-o", document, "--json")

    assert (done.json["written"], done.json["withheld"]) == (2, 2)
    assert (done.json["agreement"], done.json["file"]) == (made, str(table))
    assert [row["shared_under"] for row in rows(table)] == [made, made]
    assert {row["place"] for row in rows(table)} == {"KE0101", "KE01"}
    assert "mood" not in rows(table)[0]
    assert again.json["written"] == 2
    assert [row["shared_under"] for row in json.loads(document.read_bytes())["rows"]] == [made] * 2
    assert b"CANARY" not in table.read_bytes() + document.read_bytes()


def test_incidents_leave_as_counts_and_never_few(run: Run, tmp_path: Path, area: None) -> None:
    incident = {"happened_on": LAST_MONTH, "place": "KE0101", "summary": "CANARY"}
    put(
        run, "incident",
        *([{**incident, "type": "threat"}] * 6),
        *([{**incident, "type": "abduction"}] * 4),
        *([{**incident, "type": "sexual_violence"}] * 7),
        *([{**incident, "type": "threat", "happened_on": TODAY.isoformat()}] * 8),
    )  # fmt: skip
    file, table = tmp_path / "counts.csv", tmp_path / "rows.csv"
    counts, records = agreement(run, detail="counts_adm1"), agreement(run)

    done = run("export", "incident", "--as", "csv", "--agreement", counts, "-o", file, "--json")
    refused = run("export", "incident", "--as", "csv", "--agreement", records, "-o", table)

    assert done.json["written"] == 1
    assert done.json["withheld"] == 19  # eight of them of a month that is not over
    assert rows(file) == [
        {
            "shared_under": counts,
            "shared_on": TODAY.isoformat(),
            "shared_until": "",
            "shared_onward": "false",
            "shared_for": "Planning of wells",
            "month": LAST_MONTH[:7],
            "adm1_code": "KE01",
            "type": "threat",
            "count": "6",
        }
    ]
    assert refused.code == 1
    assert "as counts only" in refused.err
    assert not table.exists()


def test_observations_of_few_people_stay_here_and_are_in_the_file_for_ones_own_use(
    run: Run, tmp_path: Path, area: None
) -> None:
    [indicator] = put(
        run, "indicator", {"name": "Women who told us of violence", "direction": "down"}
    )
    figure = {"indicator": indicator, "observed_on": LAST_MONTH, "place": "KE0101"}
    # Of one day all figures would stay here: what is shown beside a small one can tell it.
    other_day = f"{LAST_MONTH[:8]}02"
    put(
        run, "observation", {**figure, "value": 1}, {**figure, "value": 6, "observed_on": other_day}
    )
    made = agreement(run, kinds=["observation"])
    shared, own = tmp_path / "shared.csv", tmp_path / "own.csv"

    done = run("export", "observation", "--as", "csv", "--agreement", made, "-o", shared, "--json")
    run("export", "observation", "--as", "csv", "-o", own)

    assert (done.json["written"], done.json["withheld"]) == (1, 1)
    assert [row["value"] for row in rows(shared)] == ["6"]
    assert sorted(row["value"] for row in rows(own)) == ["1", "6"]


def test_without_a_valid_agreement_nothing_is_written(run: Run, tmp_path: Path, area: None) -> None:
    put(run, "meeting", MEETING)
    file = tmp_path / "meetings.csv"
    yesterday = TODAY - timedelta(days=1)

    for made, code in (
        (agreement(run, last=yesterday), 1),
        (agreement(run, status="draft"), 1),
        (agreement(run, status="suspended"), 1),
        (agreement(run, kinds=["place"]), 1),
        (agreement(run, from_on=(TODAY + timedelta(days=1)).isoformat()), 1),
        ("nowhere", 2),
    ):
        refused = run("export", "meeting", "--as", "csv", "--agreement", made, "-o", file)
        assert refused.code == code
        assert refused.err
        assert "CANARY" not in refused.err
        assert not file.exists()


def test_an_agreement_that_was_taken_out_is_none(run: Run, tmp_path: Path, area: None) -> None:
    made = agreement(run)
    run("delete", "agreement", made, "--reason", "ended early")

    done = run("export", "meeting", "--as", "csv", "--agreement", made, "-o", tmp_path / "a.csv")

    assert done.code == 2


def test_a_file_that_is_there_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    put(run, "meeting", MEETING)
    file = tmp_path / "meetings.csv"
    file.write_text("last month's", "utf-8")

    done = run("export", "meeting", "--as", "csv", "-o", file)

    assert done.code == 1
    assert "is there already" in done.err
    assert file.read_text("utf-8") == "last month's"


def test_a_folder_that_is_not_there_gets_a_sentence(run: Run, tmp_path: Path) -> None:
    done = run("export", "meeting", "--as", "csv", "-o", tmp_path / "nowhere" / "a.csv")

    assert done.code == 1
    assert "cannot be written" in done.err


@POSIX
def test_nobody_else_on_the_machine_can_read_the_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "meetings.csv"
    run("export", "meeting", "--as", "csv", "-o", file)

    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.glob("*.part")) == []


def test_every_export_stands_in_the_log_with_counts_and_without_a_value(
    run: Run, folder: Path, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", {**MEETING, "title": "CANARY"})
    made = agreement(run)
    run("export", "meeting", "--as", "csv", "-o", tmp_path / "CANARY.csv")
    run("export", "meeting", "--as", "json", "--agreement", made, "-o", tmp_path / "b.json")

    log = (folder / "log.txt").read_text("utf-8")

    exported = [line for line in log.splitlines() if "Exported" in line]
    assert "Exported 1 rows of meeting as csv under no agreement" in exported[0]
    assert f"Exported 1 rows of meeting as json under {made}" in exported[1]
    assert "CANARY" not in log


def test_an_unknown_kind_or_form_is_a_wrong_question(run: Run, tmp_path: Path) -> None:
    assert run("export", "metting", "--as", "csv", "-o", tmp_path / "a").code == 2
    assert run("export", "meeting", "--as", "xls", "-o", tmp_path / "a").code == 2
    assert run("export", "meeting", "-o", tmp_path / "a").code == 2
    assert run("export", "meeting", "--as", "csv").code == 2


# ------------------------------------------------------------------ attacks and previews


def forge(folder: Path, kind: str, record: str, **values: Value) -> None:
    """Write into a record what no door here would take, as a tampered laptop would send it."""
    with looking_into(folder) as workspace:
        records.save(workspace, Change(kind, values, record))


def noted(folder: Path) -> list[tuple[str, str, str, str]]:
    with looking_into(folder) as workspace:
        found = workspace.db.conn.execute("SELECT act, kind, record, detail FROM audit ORDER BY n")
        return [tuple(map(str, row)) for row in found if row[0] == "exported"]


def test_every_export_is_noted_in_the_audit_log_and_a_preview_is_not(
    run: Run, folder: Path, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", {**MEETING, "title": "CANARY"})
    made = agreement(run)
    run("export", "meeting", "--preview")
    run("export", "meeting", "--as", "csv", "-o", tmp_path / "a.csv")
    run("export", "meeting", "--as", "xlsx", "--agreement", made, "-o", tmp_path / "b.xlsx")
    run("export", "meeting", "--as", "csv", "--agreement", "nowhere", "-o", tmp_path / "c.csv")

    own, shared = noted(folder)

    assert own[:3] == shared[:3] == ("exported", "meeting", "")
    assert json.loads(own[3])["agreement"] == "none"
    assert json.loads(shared[3]) == {"agreement": made, "as": "xlsx", "count": 1, "withheld": 0}
    assert "CANARY" not in repr((own, shared))


def test_a_clock_that_was_set_back_lets_no_expired_agreement_through(
    run: Run, folder: Path, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", MEETING)
    made = agreement(run, last=TODAY - timedelta(days=1))
    file = tmp_path / "a.csv"
    set_back = replace(real_surroundings(), wall_ms=lambda: ms_of(TODAY - timedelta(days=20)))

    with unlocked(folder, set_back) as workspace:
        assert workspace.wall().date() == TODAY - timedelta(days=20)
        with pytest.raises(ClockSetBack):
            table_for_partner(workspace, KINDS["meeting"], made)
    assert run("export", "meeting", "--as", "csv", "--agreement", made, "-o", file).code == 1
    assert not file.exists()


@contextmanager
def unlocked(folder: Path, around: Surroundings) -> Iterator[Workspace]:
    workspace = unlock(folder, PASSPHRASE, around=around)
    try:
        yield workspace
    finally:
        close(workspace)


def ms_of(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000)


HOSTILE = "=cmd|' /C calc'!A0\n;\"=1+1\n<script>alert(1)</script> \u202e'; DROP TABLE fact; --"


def test_a_hostile_agreement_gives_nothing_beyond_its_kinds_and_no_formula(
    run: Run, folder: Path, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", {**MEETING, "mood": "CANARY", "security_note": "CANARY"})
    made = agreement(run)
    forge(
        folder, "agreement", made, title=HOSTILE, purpose=HOSTILE, detail="records_team",
        kinds=("meeting", "victim", "incident_actor", "x-all", "'; DROP TABLE fact; --"),
        fields="meeting.title meeting.security_note victim.sex *",
    )  # fmt: skip
    table, book = tmp_path / "a.csv", tmp_path / "b.xlsx"
    everything = tmp_path / "all"

    done = run("export", "meeting", "--as", "csv", "--agreement", made, "-o", table, "--json")
    run("export", "meeting", "--as", "xlsx", "--agreement", made, "-o", book)
    whole = run("export", "everything", "--agreement", made, "-o", everything, "--json")
    victims = run("export", "victim", "--as", "csv", "--agreement", made, "-o", tmp_path / "v")

    assert (done.code, whole.code, victims.code) == (0, 0, 1)
    [row] = rows(table)
    assert set(row) - {column.name for column in STAMPED} == {"id", "title"}
    assert b"CANARY" not in table.read_bytes()
    for line in csv.reader(io.StringIO(table.read_text("utf-8-sig"), newline="")):
        assert not [cell for cell in line if cell.startswith(tuple("=+-@"))]
    sheet = zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<script>" not in sheet
    assert b"CANARY" not in sheet
    assert [file.name for file in everything.iterdir()] == ["meeting.csv"]
    assert run("list", "meeting", "--json").json  # the table of facts is still there


@pytest.mark.parametrize("column", ["title", "mood"])
def test_formulas_in_records_are_made_harmless_in_every_form(
    run: Run, tmp_path: Path, area: None, column: str
) -> None:
    put(run, "meeting", {**MEETING, column: "\u200b=1+1;-2"})
    file = tmp_path / "a.csv"

    run("export", "meeting", "--as", "csv", "-o", file)

    assert rows(file)[0][column] == "'\u200b=1+1;'-2"


def test_everything_for_own_use_is_a_folder_without_what_is_restricted(
    run: Run, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", {**MEETING, "security_note": "CANARY"})
    put(run, "feedback", {"received_on": LAST_MONTH, "level": 6, "summary": "CANARY"})
    incident = {"happened_on": LAST_MONTH, "type": "threat", "account": "CANARY"}
    [happened] = put(run, "incident", incident)
    put(run, "victim", {"incident": happened, "sex": "female", "age_group": "adult"})
    put(run, "actor", {"name": "Council", "contact": "CANARY", "notes": "CANARY"})
    folder = tmp_path / "all"

    done = run("export", "everything", "-o", folder, "--json")
    again = run("export", "everything", "-o", folder)

    assert done.code == 0, done.err
    assert set(done.json) >= {"written", "withheld", "agreement", "file", "tells"}
    names = {file.name for file in folder.iterdir()}
    assert names == {"place.csv", "meeting.csv", "incident.csv", "actor.csv"}
    assert all(b"CANARY" not in file.read_bytes() for file in folder.iterdir())
    assert again.code == 1
    assert {file.name for file in folder.iterdir()} == names
    assert list(tmp_path.glob(".*")) == []


def test_everything_under_an_agreement_is_what_it_lets_out_and_the_rest_is_told(
    run: Run, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", MEETING)
    made = agreement(run)
    folder = tmp_path / "all"

    done = run("export", "everything", "--agreement", made, "-o", folder, "--json")
    refused = run("export", "everything", "--agreement", agreement(run, status="draft"), "-o", "x")

    assert {file.name for file in folder.iterdir()} == {"meeting.csv"}
    assert "as counts only" in done.err
    assert refused.code == 1
    assert "not signed" in refused.err


def test_a_preview_says_what_the_file_tells_and_writes_nothing(
    run: Run, tmp_path: Path, area: None
) -> None:
    put(run, "meeting", {**MEETING, "mood": "Sheikh Musa calls 0912345678"})

    told = run("export", "meeting", "--preview", "--json").json
    words = run("export", "meeting", "--preview")

    found = {(one["reason"], one["where"]) for one in told["findings"]}
    assert found >= {("title", "mood"), ("phone", "mood"), ("place", "place")}
    assert told["tells"]["reach"] == 1
    assert words.out.startswith("It tells: 1 name, 1 number or address")
    assert "0912345678" in words.out
    assert list(tmp_path.glob("*.csv")) == []


def test_a_partner_who_is_said_to_have_done_it_is_told_to_whoever_may_read_it(
    run: Run, tmp_path: Path, area: None
) -> None:
    [militia] = put(run, "actor", {"name": "Road guard"})
    [happened] = put(run, "incident", {"happened_on": LAST_MONTH, "type": "threat"})
    put(run, "incident_actor", {"incident": happened, "described": "They", "actor": militia})
    made = agreement(run, partner=militia, detail="counts_adm1")
    other = agreement(run, detail="counts_adm1")

    for with_whom, warned in ((made, True), (other, False)):
        file = tmp_path / f"{with_whom}.csv"
        done = run("export", "incident", "--as", "csv", "--agreement", with_whom, "-o", file)
        assert done.code == 0
        assert ("Careful" in done.err) == warned
    quiet = run("export", "meeting", "--as", "csv", "--agreement", made, "-o", tmp_path / "m.csv")
    assert "Careful" not in quiet.err
