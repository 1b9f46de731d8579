"""`revoke`, `renew`, `late`: taking a laptop out, and what it sends afterwards."""

import json
from pathlib import Path

import pytest

from fieldapp.progress import Progress
from fieldapp.store import packs
from fieldapp.sync.members import documents
from fieldapp.sync.mission import members
from fieldapp.sync.packing import pack_up
from tests.cli.conftest import Result, Run, looking_into, make_folder, put


@pytest.fixture
def officer(run: Run, founder: Path, folder: Path) -> str:
    """The device of the officer whose laptop is the workspace of the test."""
    with looking_into(folder) as workspace:
        return workspace.device


def revoke(run: Run, founder: Path, *arguments: str) -> Result:
    return run("revoke", *arguments, "--workspace", founder, "--json")


def role(founder: Path, device: str) -> str:
    with looking_into(founder) as workspace:
        return {member.device: member.role for member in members(workspace)}[device]


def test_a_lost_laptop_is_taken_out_and_its_keys_are_renewed(
    run: Run, founder: Path, officer: str
) -> None:
    done = revoke(run, founder, officer, "--reason", "lost")

    assert done.code == 0
    assert (done.json["revoked"], done.json["still_due"]) == (True, [])
    shown = {m["device"]: m for m in run("members", "--workspace", founder, "--json").json}
    assert (shown[officer]["role"], shown[officer]["reason"]) == ("left", "lost")
    assert (shown[officer]["reads"], shown[officer]["holds_key_of"]) == ([], [])
    again = revoke(run, founder, officer, "--reason", "lost")
    assert again.code == 2
    assert "taken out already" in again.err


def test_nobody_is_taken_out_without_a_reason_that_is_known(
    run: Run, founder: Path, officer: str
) -> None:
    assert revoke(run, founder, officer).code == 2
    assert revoke(run, founder, officer, "--reason", "fired").code == 2
    assert revoke(run, founder, "0" * 16, "--reason", "lost").code == 2
    own = run("members", "--workspace", founder, "--json").json
    [device] = [m["device"] for m in own if m["this_laptop"]]
    refused = revoke(run, founder, device, "--reason", "left")
    assert refused.code == 2
    assert "founder's laptop cannot be taken out" in refused.err
    assert role(founder, officer) == "officer"
    assert run("revoke", device, "--reason", "lost").code == 1  # an officer signs nothing


@pytest.fixture
def tasks(run: Run, founder: Path, folder: Path) -> list[str]:
    """Two assignments in the name of the officer, who is called Josef, and one that has ended."""
    with looking_into(folder) as workspace:
        name = workspace.name
    task = {"holder": name, "role": "field_officer", "component": "civilian"}
    lines = [task, {**task, "facet": "dialogue"}, {**task, "until_on": "2020-01-01"}]
    answers = "\n".join(json.dumps(line) for line in lines)
    done = run("put", "assignment", "--workspace", founder, "--json", stdin=answers)
    assert done.code == 0, done.err
    saved: list[str] = done.json["saved"]
    return saved[:2]


def test_a_departing_officer_who_still_has_tasks_stays_until_somebody_takes_them(
    run: Run, founder: Path, officer: str, tasks: list[str], tmp_path: Path
) -> None:
    other = make_folder(tmp_path / "other", "Achol")
    request, invitation = tmp_path / "request.json", tmp_path / "invitation.json"
    run("enrol", "-o", request, "--workspace", other)
    run("invite", request, "--role", "officer", "-o", invitation, "--workspace", founder)
    run("join", invitation, "--workspace", other)
    with looking_into(other) as workspace:
        successor = workspace.device

    held = revoke(run, founder, officer, "--reason", "left")
    assert held.code == 1
    assert held.json["revoked"] is False
    assert {task["id"] for task in held.json["tasks"]} == set(tasks)
    assert "still has 2 tasks" in held.err
    assert role(founder, officer) == "officer"

    done = revoke(run, founder, officer, "--reason", "left", "--successor", successor)
    assert done.code == 0
    assert role(founder, officer) == "left"
    for task in tasks:
        shown = run("get", "assignment", task, "--workspace", founder, "--json").json
        assert shown["holder"] == "Achol"


def test_nobody_takes_over_who_is_not_there(
    run: Run, founder: Path, officer: str, tasks: list[str]
) -> None:
    for successor in (officer, "0" * 16):
        done = revoke(run, founder, officer, "--reason", "left", "--successor", successor)
        assert done.code == 2
    assert role(founder, officer) == "officer"


def test_tasks_may_be_left_open_and_do_not_keep_a_lost_laptop_in(
    run: Run, founder: Path, officer: str, tasks: list[str]
) -> None:
    done = revoke(run, founder, officer, "--reason", "left", "--leave-open")

    assert (done.code, len(done.json["tasks"])) == (0, 2)


def test_whoever_signs_is_told_how_long_the_laptop_was_silent_and_what_is_missing(
    run: Run, founder: Path, folder: Path, officer: str
) -> None:
    with looking_into(folder) as josef, looking_into(founder) as amina:
        for n in range(3):
            put(run, "meeting", {"title": f"Meeting {n}", "place": "A", "held_on": "2026-11-03"})
            pack_up(josef, Progress())
        mine = packs.beginnings(josef.db, josef.device)
        made = [(pack, scope) for pack, scope, _ in mine if scope == "mission/team"]
        for n in (0, 2):  # the one in the middle never came
            pack, scope = made[n]
            content = packs.get(josef.db, pack).content
            packs.keep(amina.db, pack, scope, josef.device, content, n + 1)

    done = revoke(run, founder, officer, "--reason", "lost")

    assert done.json["packs_missing"] == 1
    assert {"last_entry_on", "days_silent"} <= set(done.json)


def test_what_came_late_is_listed_taken_and_left_by_command(
    run: Run, founder: Path, folder: Path, officer: str
) -> None:
    revoke(run, founder, officer, "--reason", "lost")
    put(run, "meeting", {"title": "CANARY", "place": "A", "held_on": "2026-11-03"})
    with looking_into(folder) as josef, looking_into(founder) as amina:
        pack_up(josef, Progress())
        pack = packs.newest_of(josef.db, "mission/team", josef.device)
        content = packs.get(josef.db, pack).content
        packs.keep(amina.db, pack, "mission/late", josef.device, content, 1)
    here = ["--workspace", founder]

    listed = run("late", *here, "--json")
    assert [(one["packs"], one["facts"], one["scope"]) for one in listed.json] == [
        ([pack], 1, "mission/team")
    ]
    assert "CANARY" not in listed.out
    assert "CANARY" in run("late", "list", *here).out
    assert run("late", "refuse", officer, *here, "--json").json["refused"] == [pack]
    assert run("late", *here, "--json").json[0]["looked_at"] is True
    assert run("list", "meeting", *here, "--json").json == []
    assert run("late", "accept", officer, *here, "--json").json["accepted"] == [pack]
    assert [one["title"] for one in run("list", "meeting", *here, "--json").json] == ["CANARY"]
    assert run("late", *here, "--json").json == []
    assert run("late", "accept", officer, *here).code == 2


def test_renew_says_what_is_left_to_do(run: Run, founder: Path, officer: str) -> None:
    nothing = run("renew", "--workspace", founder, "--json").json

    assert nothing == {"was_due": [], "still_due": []}
    assert run("renew").code == 1


def test_late_and_members_are_empty_outside_a_mission(run: Run, tmp_path: Path) -> None:
    alone = make_folder(tmp_path / "alone")

    assert run("late", "--workspace", alone, "--json").json == []
    assert run("members", "--workspace", alone, "--json").json == []
    assert run("revoke", "0" * 16, "--reason", "lost", "--workspace", alone).code == 1


def test_tasks_change_hands_only_if_the_officer_really_leaves(
    run: Run, founder: Path, officer: str, tasks: list[str], tmp_path: Path
) -> None:
    """An administrator may assign tasks, but cannot take out another administrator."""
    laptops = {}
    for name in ("Dina", "Equal"):
        laptops[name] = make_folder(tmp_path / name, name)
        request, invitation = tmp_path / "request.json", tmp_path / "invitation.json"
        run("enrol", "-o", request, "--workspace", laptops[name])
        role_ = ["--role", "administrator", "-o", invitation]
        run("invite", request, *role_, "--workspace", founder)
        run("join", invitation, "--workspace", laptops[name])
    with looking_into(founder) as amina, looking_into(laptops["Dina"]) as dina:
        documents.keep(dina, [member.text for member in members(amina)])
        equal = {member.name: member.device for member in members(dina)}["Equal"]
    task = {"holder": "Equal", "role": "field_officer", "component": "civilian"}
    here = ["--workspace", laptops["Dina"], "--json"]
    [saved] = run("put", "assignment", *here, stdin=json.dumps(task)).json["saved"]

    done = run("revoke", equal, "--reason", "left", "--successor", officer, *here)

    assert done.code == 1
    assert "administrator cannot sign this" in done.err
    assert run("get", "assignment", saved, *here).json["holder"] == "Equal"
