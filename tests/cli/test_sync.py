"""`sync` and `hub`, with a real hub in a process of its own and with things that are none."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.cli.sync import labelled
from fieldapp.sync.account import Account
from fieldapp.sync.mission import found_mission
from tests.cli.conftest import Run, looking_into, make_folder, put, running_hub

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "A"}
ACCOUNT = {"sent", "received", "changed", "clashes", "held", "quarantined", "missing"}
ACCOUNT |= {"carried", "photos_sent", "photos_received", "doubled"}
ACCOUNT |= {"seconds", "bytes_up", "bytes_down"}
ACCOUNT |= {"photos_missing", "photos_waiting", "photos_stopped"}
"""Keys that scripts rely on; others may be added."""


def test_records_go_from_one_laptop_to_the_other(run: Run, founder: Path, tmp_path: Path) -> None:
    put(run, "meeting", MEETING, MEETING)
    with running_hub(tmp_path / "hub") as url:
        first = run("sync", "--hub", url, "--workspace", founder, "--json")
        sent = run("sync", "--hub", url, "--json")
        received = run("sync", "--workspace", founder, "--json")

    assert first.code == sent.code == received.code == 0
    assert set(sent.json) >= ACCOUNT
    assert (sent.json["sent"], sent.json["held"]) == (2, 0)
    assert received.json["received"] == 2
    assert len(run("list", "meeting", "--workspace", founder, "--json").json) == 2


def test_every_count_names_its_records_as_far_as_this_reader_may_see(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    [meeting] = put(run, "meeting", MEETING)
    [incident] = put(
        run, "incident", {"happened_on": "2026-11-03", "type": "threat", "account": "CANARY"}
    )
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        sent = run("sync", "--hub", url, "--json")
        received = run("sync", "--workspace", founder, "--details")

    assert {(each["kind"], each["id"], each["title"]) for each in sent.json["sent_records"]} >= {
        ("meeting", meeting, "Well")
    }
    assert "CANARY" not in sent.out
    assert f"meeting  {meeting}  Well" in received.out
    assert incident in received.out
    assert sent.json["received_records"] == []


def test_the_last_account_can_be_seen_later(run: Run, founder: Path, tmp_path: Path) -> None:
    none_yet = run("sync", "--last")
    put(run, "meeting", MEETING)
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        first = run("sync", "--hub", url, "--json").json

    again = run("sync", "--last", "--json").json
    told = run("sync", "--last").out

    assert none_yet.code == 2
    assert again == first
    assert told.startswith("Last sync: 20")
    assert "127.0.0.1" in told


def test_what_was_changed_is_backed_up_first_and_can_be_put_back(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    put(run, "meeting", MEETING)
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        nothing_came = run("sync", "--hub", url, "--json").json
        came = run("sync", "--workspace", founder, "--json").json
        listed = run("backups", "--workspace", founder, "--json").json

        done = run("backups", "restore", came["backup"], "--workspace", founder)
        gone = run("list", "meeting", "--workspace", founder, "--json").json
        again = run("sync", "--workspace", founder, "--json").json

    assert nothing_came["backup"] == ""
    assert [each["name"] for each in listed] == [came["backup"]]
    assert listed[0]["reason"] == "before-sync"
    assert done.code == 0
    assert "is back in place" in done.out
    assert gone == []
    assert again["received"] == 1
    assert "before a sync" in run("backups", "list", "--workspace", founder).out
    assert run("backups", "restore", "other.db", "--workspace", founder).code == 2


def test_the_brake_names_what_would_vanish(run: Run, founder: Path, tmp_path: Path) -> None:
    meetings = put(run, "meeting", *[MEETING] * 12)
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        run("sync", "--hub", url)
        run("sync", "--workspace", founder)
        for record in meetings[:6]:
            run("delete", "meeting", record, "--reason", "by mistake")
        run("sync")
        held = run("sync", "--workspace", founder)

    assert held.code == 1
    assert all(f"meeting  {record}  Well" in held.err for record in meetings[:6])
    assert "would hide 6 of 12" in held.err


@pytest.mark.parametrize(("missing", "told"), [(0, False), (2, True)])
def test_packs_that_a_hub_leaves_out_are_told(missing: int, told: bool) -> None:
    account = Account(
        sent=0, received=0, changed=0, clashes=0, held=0, quarantined=0, missing=missing,
        seconds=0.1, bytes_up=1, bytes_down=1, clock_off=0, received_ids=(), clash_ids=(),
    )  # fmt: skip

    assert (("Left out by the hub", missing) in labelled(account)) == told


def test_a_workspace_without_mission_or_hub_is_told_so(run: Run, tmp_path: Path) -> None:
    alone = run("sync", "--hub", "http://127.0.0.1:9")
    founder = make_folder(tmp_path / "other", "Amina")
    with looking_into(founder) as amina:
        found_mission(amina, "Kelda area")
    no_hub = run("sync", "--workspace", founder)

    assert alone.code == 1
    assert "in no mission yet" in alone.err
    assert no_hub.code == 2
    assert "--hub URL" in no_hub.err
    assert run("sync", "--hub", "ftp://x", "--workspace", founder).code == 2


def test_an_unreachable_hub_costs_nothing(run: Run, founder: Path) -> None:
    put(run, "meeting", MEETING)
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"http://127.0.0.1:{door.getsockname()[1]}"

    done = run("sync", "--hub", address, "--json")

    assert (done.code, done.out) == (1, "")
    assert "did not answer" in done.err
    assert "Your records are safe here." in done.err


def test_a_hub_that_refuses_says_why(run: Run, founder: Path, tmp_path: Path) -> None:
    with running_hub(tmp_path / "hub") as url:
        done = run("sync", "--hub", url)

    assert done.code == 1
    assert "refused: it serves no mission yet" in done.err


def test_a_hub_of_another_mission_gets_nothing(run: Run, founder: Path, tmp_path: Path) -> None:
    stranger = make_folder(tmp_path / "stranger", "Zaina")
    with looking_into(stranger) as zaina:
        found_mission(zaina, "Elsewhere")
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", stranger)
        done = run("sync", "--hub", url, "--workspace", founder)

    assert done.code == 1
    assert "belongs to another mission" in done.err


@contextmanager
def something_that_answers(answer: bytes) -> Iterator[str]:
    """A server that is no hub: it hangs up after these bytes, whatever was asked."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while True:
                try:
                    connection, _ = door.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()


Answer = Callable[[], bytes]
PAGE = b"<html>Welcome to the Grand Hotel. Please log in.</html>"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nfApS\x00\x00", "broke off in the middle"),
        (b"", "broke off in the middle"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE, "not a hub"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "not a hub"),
    ],
    ids=["stops in mid-answer", "hangs up", "page of a hotel", "other protocol"],
)
def test_what_is_no_hub_or_stops_midway_gets_a_sentence_and_costs_nothing(
    run: Run, founder: Path, tmp_path: Path, answer: bytes, sentence: str
) -> None:
    put(run, "meeting", MEETING)
    with something_that_answers(answer) as address:
        done = run("sync", "--hub", address)

    assert done.code == 1
    assert sentence in done.err
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        assert run("sync", "--hub", url, "--json").json["sent"] == 1
