"""`new`, `enrol`, `invite`, `join`, `members`, from an empty folder to two laptops in a mission."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.store import journal, records
from fieldapp.store.database import writing
from fieldapp.store.workspace import close, unlock
from fieldapp.sync.mission import found_mission, members
from tests.cli.conftest import Run, looking_into, make_folder, put


def test_a_new_workspace_opens_with_its_passphrase_and_with_the_code_of_its_sheet(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["--name", "Zaïna", "--mission", "Kelda area"]
    made = run("new", "--workspace", tmp_path / "new", *names, "--json")

    assert made.code == 0
    assert {"workspace", "device", "recovery_sheet"} <= set(made.json)
    assert made.json["mission"]["name"] == "Kelda area"
    with looking_into(tmp_path / "new") as workspace:
        assert (workspace.name, workspace.device) == ("Zaïna", made.json["device"])
    close(unlock(tmp_path / "new", made.json["recovery_sheet"]))
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", made.json["recovery_sheet"])
    assert run("list", "meeting", "--workspace", tmp_path / "new").code == 0


def test_nothing_is_made_over_something_that_is_there(run: Run, folder: Path) -> None:
    before = sorted(file.name for file in folder.iterdir())

    done = run("new", "--name", "Amina")

    assert done.code == 1
    assert "holds a workspace already" in done.err
    assert sorted(file.name for file in folder.iterdir()) == before


@pytest.mark.parametrize("passphrase", ["", "short"])
def test_a_passphrase_that_is_soon_guessed_makes_no_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", passphrase)

    done = run("new", "--workspace", tmp_path / "new", "--name", "Amina")

    assert done.code == 2
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob("*.part"))


def test_a_mission_whose_name_cannot_be_shown_leaves_no_workspace(run: Run, tmp_path: Path) -> None:
    done = run("new", "--workspace", tmp_path / "new", "--name", "Amina", "--mission", "a\nb")

    assert done.code == 2
    assert not (tmp_path / "new").exists()


@pytest.fixture
def mission(run: Run, tmp_path: Path) -> Path:
    """The folder of a laptop that founded a mission; the workspace of the test is in it."""
    founder = make_founder(tmp_path / "founder")
    invite(run, tmp_path, founder, "officer")
    return founder


def make_founder(folder: Path) -> Path:
    with looking_into(make_folder(folder)) as workspace:
        found_mission(workspace, "Kelda area")
    return folder


def invite(run: Run, tmp_path: Path, founder: Path, role: str) -> None:
    request, invitation = tmp_path / "request.json", tmp_path / "invitation.json"
    asked = run("enrol", "-o", request, "--json").json
    invited = run(
        "invite", request, "--role", role, "-o", invitation, "--workspace", founder, "--json"
    ).json
    assert asked["fingerprint"] == invited["fingerprint"]
    assert run("join", invitation, "--json").json["name"] == "Kelda area"


def test_two_laptops_are_in_a_mission_after_one_file_each_way(run: Run, mission: Path) -> None:
    found = run("members", "--workspace", mission, "--json").json

    assert {(one["name"], one["role"]) for one in found} == {
        ("Amina", "founder"),
        ("Amina", "officer"),
    }
    assert [one["role"] for one in found if one["this_laptop"]] == ["founder"]
    assert run("members", "--json").json[0]["fingerprint"]


def test_what_an_officer_records_in_confidence_cannot_be_read_back(
    run: Run, mission: Path, folder: Path
) -> None:
    incident = {"happened_on": "2026-11-03", "type": "threat", "place": "A", "account": "CANARY"}
    [record] = put(run, "incident", incident)

    shown = run("get", "incident", record, "--json")
    steps = run("history", "incident", record, "--json")

    assert "account" not in shown.json
    assert "CANARY" not in shown.out + steps.out
    assert run("list", "incident", "--search", "CANARY", "--json").json == []
    assert run("list", "incident", "--where", "account=CANARY", "--json").json == []
    with looking_into(folder) as workspace:
        bodies = workspace.db.conn.execute("SELECT body FROM fact").fetchall()
        assert "CANARY" not in str(bodies)


def test_importing_again_changes_nothing_for_an_officer_who_may_not_read_it_back(
    run: Run, mission: Path, folder: Path, tmp_path: Path
) -> None:
    columns = (
        "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,latitude,"
        "longitude,date_prec,date_start,date_end,best,high,low"
    )
    row = "1,1,CANARY,B,1,x,,,5,30,1,2015-04-03,2015-04-03,4,4,4"
    file = tmp_path / "events.csv"
    file.write_text(f"{columns}\n{row}\n", encoding="utf-8")

    first = run("import", file, "--as", "ucdp-ged", "--json").json
    again = run("import", file, "--as", "ucdp-ged", "--json").json

    assert (first["records"], again["records"], again["unchanged"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["join", "{file}"], "no invitation of fieldapp"),
        (["invite", "{file}", "--role", "officer", "-o", "{out}"], "no request of fieldapp"),
    ],
)
def test_a_file_that_is_no_document_of_ours_is_refused(
    run: Run, tmp_path: Path, command: list[str], sentence: str
) -> None:
    founder = make_founder(tmp_path / "founder")
    file, out = tmp_path / "foreign.json", tmp_path / "out.json"
    file.write_text(json.dumps({"hello": "world"}), encoding="utf-8")
    workspace = ["--workspace", founder] if command[0] == "invite" else []
    filled = [part.format(file=file, out=out) for part in command]

    done = run(*filled, *workspace)

    assert done.code == 1
    assert sentence in done.err
    assert not out.exists()
    assert run("join", tmp_path / "nowhere.json").code == 2


def test_only_a_laptop_that_founded_a_mission_invites(
    run: Run, mission: Path, tmp_path: Path
) -> None:
    stranger = make_folder(tmp_path / "stranger", "Josef")
    request = tmp_path / "request.json"
    run("enrol", "-o", request, "--workspace", stranger)

    by_officer = run("invite", request, "--role", "officer", "-o", tmp_path / "i.json")
    unknown = run(
        "invite", request, "--role", "boss", "-o", tmp_path / "i.json", "--workspace", mission
    )

    assert by_officer.code == 1
    assert unknown.code == 2
    assert not (tmp_path / "i.json").exists()


def test_what_arrived_in_too_wide_a_scope_is_not_shown_by_any_command(
    run: Run, mission: Path, folder: Path
) -> None:
    """An older version may have known a field as less sensitive than it is today."""
    [record] = put(run, "incident", {"happened_on": "2026-11-03", "type": "threat", "place": "A"})
    with looking_into(folder) as workspace, writing(workspace.db, workspace.file):
        [first] = records.history(workspace, record)
        for n in "12":
            account = replace(
                first, id=n * 32, values={"account": f"CANARY {n}"}, base={"account": ()}
            )
            journal.append_own(workspace.db, [account])
        assert "CANARY" in str(records.load(workspace, "incident", record).values)

    for arguments in (
        ["get", "incident", record],
        ["list", "incident"],
        ["history", "incident", record],
        ["clashes"],
        ["list", "incident", "--where", "account=CANARY 1"],
    ):
        for json_too in ([], ["--json"]):
            done = run(*arguments, *json_too)
            assert done.code == 0
            assert "CANARY" not in done.out + done.err
    assert run("list", "incident", "--where", "account=CANARY 2", "--json").json == []
    assert run("settle", "incident", record, "--field", "account", "--keep", "1").code == 2


def test_a_request_and_its_invitation_travel_as_pictures(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    founder = make_founder(tmp_path / "founder")
    request, invitation = tmp_path / "request.png", tmp_path / "invitation.PNG"

    asked = run("enrol", "-o", request, "--json").json
    invite_ = ["invite", request, "--role", "officer", "--area", "SS0101", "--area", "SS02"]
    heard = ["--fingerprint", asked["words"].upper().replace("-", " ")]
    invited = run(*invite_, *heard, "-o", invitation, "--workspace", founder, "--json").json
    joined = run("join", invitation, "--json")

    assert request.read_bytes().startswith(b"\x89PNG")
    assert (invited["words"], invited["areas"]) == (asked["words"], ["SS0101", "SS02"])
    assert joined.code == 0
    with looking_into(folder) as workspace:
        mine = [one for one in members(workspace) if one.device == workspace.device]
    assert [one.areas for one in mine] == [("SS0101", "SS02")]
    assert "(SS0101, SS02)" in run("members").out


def test_a_fingerprint_that_is_not_what_was_read_stops_everything(run: Run, tmp_path: Path) -> None:
    founder = make_founder(tmp_path / "founder")
    request, invitation = tmp_path / "request.json", tmp_path / "invitation.json"
    run("enrol", "-o", request)
    invite_ = ["invite", request, "--role", "officer", "-o", invitation, "--workspace", founder]

    refused = run(*invite_, "--fingerprint", "lusab-babad-gutih-tugad-mumuz")

    assert refused.code == 1
    assert "not the fingerprint" in refused.err
    assert not invitation.exists()
    assert len(run("members", "--workspace", founder, "--json").json) == 1
    run(*invite_)
    assert run("join", invitation, "--fingerprint", "lusab").code == 1
    assert run("members", "--json").json == []


def test_a_picture_that_cannot_be_read_gives_a_sentence(run: Run, tmp_path: Path) -> None:
    founder = make_founder(tmp_path / "founder")
    picture, out = tmp_path / "blurred.png", tmp_path / "out.json"
    run("enrol", "-o", picture)
    picture.write_bytes(picture.read_bytes()[:300])

    done = run("invite", picture, "--role", "officer", "-o", out, "--workspace", founder)

    assert done.code == 1
    assert "No code of fieldapp can be read in this picture" in done.err
    assert not out.exists()


def test_an_administrator_invites_an_officer(run: Run, tmp_path: Path, folder: Path) -> None:
    founder = make_founder(tmp_path / "founder")
    invite(run, tmp_path, founder, "administrator")
    other = make_folder(tmp_path / "other", "Achol")
    request, invitation = tmp_path / "request.json", tmp_path / "for_achol.json"
    run("enrol", "-o", request, "--workspace", other)

    assert run("invite", request, "--role", "protection", "-o", invitation).code == 1
    assert not invitation.exists()
    assert run("invite", request, "--role", "officer", "-o", invitation).code == 0
    assert run("join", invitation, "--workspace", other).code == 0
    shown = run("members", "--workspace", other, "--json").json
    with looking_into(folder) as workspace:
        device = workspace.device
    assert {one["signed_by"] for one in shown} == {"founder", device}


def test_the_address_of_the_hub_is_announced(run: Run, tmp_path: Path) -> None:
    founder = make_founder(tmp_path / "founder")
    announce = ["hub", "announce", "--workspace", founder, "--json"]

    done = run(*announce, "--url", "https://hub.example.org", "--pin", ":".join(["AB"] * 32))
    assert done.json == {"hub": "https://hub.example.org", "pins": ["ab" * 32]}
    assert run(*announce, "--url", "hub.example.org").code == 2
    assert run(*announce, "--url", "https://h.org", "--pin", "12").code == 2
    assert run("hub", "announce", "--url", "https://h.org").code == 1

    request, invitation = tmp_path / "request.json", tmp_path / "invitation.json"
    run("enrol", "-o", request)
    run("invite", request, "--role", "officer", "-o", invitation, "--workspace", founder)
    joined = run("join", invitation, "--json").json
    assert (joined["hub"], joined["pins"]) == ("https://hub.example.org", ["ab" * 32])
