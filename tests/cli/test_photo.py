"""`photo`: a photograph in, a list that says what is here, and out again for who may see it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from fieldapp.sync.round import Account
from tests.cli.conftest import Run, looking_into, put, running_hub
from tests.pictures import a_photograph

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "XX0101"}
INCIDENT = {"type": "threat", "happened_on": "2026-11-03"}


@pytest.fixture
def roof(tmp_path: Path) -> Path:
    file = tmp_path / "roof.jpg"
    file.write_bytes(a_photograph(size=(900, 600), noisy=True))
    return file


def test_a_photograph_goes_in_and_comes_out_without_its_metadata(
    run: Run, roof: Path, tmp_path: Path
) -> None:
    (meeting,) = put(run, "meeting", MEETING)
    original = roof.read_bytes()

    added = run("photo", "add", "meeting", meeting, roof, "--caption", "The roof", "--json")
    (photo,) = added.json["saved"]
    listed = run("photo", "list", "meeting", meeting, "--json")
    saved = run("photo", "save", photo, "-o", tmp_path / "out.jpg", "--json")

    assert added.code == listed.code == saved.code == 0
    (seen,) = listed.json
    out = (tmp_path / "out.jpg").read_bytes()
    assert seen == {
        "id": photo, "of_kind": "meeting", "of": meeting, "caption": "The roof", "taken_on": None,
        "taken_by": None, "place": "XX0101", "restricted": False, "bytes": len(out), "width": 900,
        "height": 600, "state": "whole",
    }  # fmt: skip
    assert Image.open(io.BytesIO(out)).size == (900, 600)
    assert b"CANARY" not in out
    assert roof.read_bytes() == original


def test_the_list_for_people_says_what_is_here(run: Run, roof: Path, folder: Path) -> None:
    (meeting,) = put(run, "meeting", MEETING)
    run("photo", "add", "meeting", meeting, roof, "--caption", "The roof")
    with looking_into(folder) as workspace:
        workspace.chunks.db.conn.execute("DELETE FROM chunk")

    done = run("photo", "list")

    assert f"meeting {meeting}  the picture is not here yet  The roof" in done.out
    assert run("photo", "list", "--json").json[0]["state"] == "missing"


def test_a_picture_that_is_not_here_yet_is_no_file(
    run: Run, roof: Path, folder: Path, tmp_path: Path
) -> None:
    (meeting,) = put(run, "meeting", MEETING)
    (photo,) = run("photo", "add", "meeting", meeting, roof, "--json").json["saved"]
    with looking_into(folder) as workspace:
        workspace.chunks.db.conn.execute("DELETE FROM chunk WHERE small = 0")

    whole = run("photo", "save", photo, "-o", tmp_path / "out.jpg")

    assert whole.code == 1
    assert "the picture is not yet" in whole.err
    assert not (tmp_path / "out.jpg").exists()
    assert run("photo", "save", photo, "--small", "-o", tmp_path / "out.jpg").code == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no picture", "roof.jpg is no photograph"),
        (bytes(4) + b"ftypheic" + bytes(99), "HEIC"),
        (b"", "roof.jpg is no photograph"),
    ],
)
def test_a_file_that_is_no_photograph_adds_nothing(
    run: Run, roof: Path, content: bytes, told: str
) -> None:
    (meeting,) = put(run, "meeting", MEETING)
    roof.write_bytes(content)

    done = run("photo", "add", "meeting", meeting, roof)

    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err
    assert run("photo", "list", "--json").json == []


def test_wrong_names_and_answers_are_sentences(run: Run, roof: Path, tmp_path: Path) -> None:
    (meeting,) = put(run, "meeting", MEETING)

    for arguments in (
        ("add", "meeting", "nothing", roof),
        ("add", "meetings", meeting, roof),
        ("add", "meeting", meeting, tmp_path / "nothing.jpg"),
        ("add", "meeting", meeting, roof, "--taken-on", "yesterday"),
        ("list", "meeting"),
        ("list", "meeting", "nothing"),
        ("save", "nothing", "-o", tmp_path / "x.jpg"),
    ):
        done = run("photo", *arguments)
        assert done.code == 2, arguments
        assert done.err
    assert run("photo", "list", "--json").json == []


def test_a_photograph_cannot_be_made_from_answers_alone(run: Run) -> None:
    done = run("put", "photo", "--json", stdin='{"caption": "x"}')

    assert done.code == 1
    assert "photo add" in str(done.json)


def test_a_caption_can_be_changed_and_nothing_else_of_the_picture(run: Run, roof: Path) -> None:
    (meeting,) = put(run, "meeting", MEETING)
    (photo,) = run("photo", "add", "meeting", meeting, roof, "--json").json["saved"]

    assert run("edit", "photo", photo, stdin='{"caption": "Before the rains"}').code == 0
    assert run("edit", "photo", photo, stdin='{"readers": "team"}').code == 1
    assert run("edit", "photo", photo, stdin='{"key": "00"}').code == 1

    shown = run("get", "photo", photo, "--json").json
    assert shown == {"id": photo, "kind": "photo", "caption": "Before the rains", "place": "XX0101"}
    told = run("history", "photo", photo, "--json")
    assert not {"key", "chunks", "thumbnail"} & set(told.json[0]["fields"])
    table = run("export", "photo", "--as", "csv")
    assert "chunks" not in table.out


def test_what_an_officer_adds_to_an_incident_only_the_protection_cell_sees(
    run: Run, founder: Path, roof: Path, tmp_path: Path
) -> None:
    (incident,) = put(run, "incident", INCIDENT)
    added = run("photo", "add", "incident", incident, roof, "--json")
    (photo,) = added.json["saved"]
    out = tmp_path / "out.jpg"
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        sent = run("sync", "--hub", url, "--json")
        received = run("sync", "--workspace", founder, "--json")

    assert (sent.json["photos_sent"], received.json["photos_received"]) == (1, 1)
    assert run("photo", "list", "--json").json == []
    assert run("photo", "save", photo, "-o", out).code == 2
    assert not out.exists()
    (seen,) = run("photo", "list", "--workspace", founder, "--json").json
    assert (seen["restricted"], seen["state"]) == (True, "whole")
    assert run("photo", "save", photo, "-o", out, "--workspace", founder).code == 0


def test_small_pictures_alone_where_the_link_is_slow(
    run: Run, founder: Path, roof: Path, tmp_path: Path
) -> None:
    (meeting,) = put(run, "meeting", MEETING)
    run("photo", "add", "meeting", meeting, roof)
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        run("sync", "--hub", url)
        small = run("sync", "--workspace", founder, "--photos", "small")
        assert run("sync", "--workspace", founder, "--photos", "some").code == 2

    assert "Photographs not here yet: 1" in small.out
    (seen,) = run("photo", "list", "--workspace", founder, "--json").json
    assert seen["state"] == "small"


def test_an_account_tells_of_photographs_only_where_there_are_some() -> None:
    from fieldapp.cli.sync import labelled

    account = Account(
        sent=0, received=0, changed=0, clashes=0, held=0, quarantined=0, missing=0, seconds=0.1,
        bytes_up=1, bytes_down=1, clock_off=0, received_ids=(), clash_ids=(),
    )  # fmt: skip

    assert not [label for label, _ in labelled(account) if "hotograph" in label]
