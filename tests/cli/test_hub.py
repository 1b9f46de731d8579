"""`hub`: a server that keeps what it cannot read."""

import json
from pathlib import Path

from tests.cli.conftest import Run, put, running_hub

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "A"}


def test_the_hub_tells_its_mission_and_keeps_no_answer(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    put(run, "meeting", {**MEETING, "title": "CANARY"})
    data, card = tmp_path / "hub", tmp_path / "mission.json"
    assert run("hub", "card", "-o", card, "--workspace", founder).code == 0
    assert run("hub", "init", "--data", data, "--card", card, "--json").code == 0
    with running_hub(data, "--json") as line:
        url = json.loads(line)["hub"]
        assert run("hub", "status", "--data", data).code == 1  # the folder is the running hub's own
        run("sync", "--hub", url, "--workspace", founder)
        run("sync", "--hub", url)

    status = run("hub", "status", "--data", data, "--json").json

    assert status["mission_name"] == "Kelda area"
    assert status["feeds"]["mission/team"] == 1
    for file in data.iterdir():
        assert b"CANARY" not in file.read_bytes()


def test_a_folder_that_is_no_hub_is_left_alone(run: Run, tmp_path: Path, folder: Path) -> None:
    assert run("hub", "status", "--data", tmp_path / "nothing").code == 1
    assert not (tmp_path / "nothing").exists()
    assert run("hub", "serve", "--data", folder, "--listen", "127.0.0.1:0").code == 1
    assert run("hub", "serve", "--data", tmp_path / "hub", "--listen", "nonsense").code == 2
