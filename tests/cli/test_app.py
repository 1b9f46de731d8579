"""All commands together: help, exit codes, and what becomes of errors."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from fieldapp.cli.app import commands
from fieldapp.cli.call import Command
from tests.cli.conftest import POSIX, Run, command, environment, looking_into, put, start


def commands_of(group: click.Group) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        one = group.get_command(ctx, name)
        assert one is not None, name
        yield name, one


def every_command(group: click.Group, *path: str) -> Iterator[tuple[str, ...]]:
    for name, one in commands_of(group):
        if isinstance(one, click.Group):
            yield from every_command(one, *path, name)
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(every_command(commands)), ids=" ".join)
def test_every_command_has_help_with_an_example_and_the_shared_options(
    run: Run, path: tuple[str, ...]
) -> None:
    done = run(*path, "--help")

    assert done.code == 0
    example = done.out.partition("Example:")[2]
    assert f"fieldapp {' '.join(path)}" in " ".join(example.split())
    for option in ("--workspace", "--passphrase-fd", "--json"):
        assert option in done.out


def test_the_commands_that_others_rely_on_are_there() -> None:
    wanted = {"demo", "new", "fields", "put", "get", "list", "edit", "delete", "history"}
    wanted |= {"clashes", "settle", "import", "report", "sync", "hub", "members", "enrol"}
    wanted |= {"invite", "join", "doctor", "bench"}

    there = dict(commands_of(commands))
    assert wanted <= set(there)
    report, hub, bench = (there[name] for name in ("report", "hub", "bench"))
    assert isinstance(report, click.Group)
    assert isinstance(hub, click.Group)
    assert isinstance(bench, click.Group)
    assert "joint-review" in dict(commands_of(report))
    assert {"serve", "init", "status"} <= set(dict(commands_of(hub)))
    assert "save" in dict(commands_of(bench))


def test_no_command_takes_a_passphrase_as_an_argument() -> None:
    given = {"--passphrase-fd", "--new-passphrase-fd"}  # numbers of open files
    for path in every_command(commands):
        one: click.Command = commands
        for name in path:
            assert isinstance(one, click.Group)
            one = dict(commands_of(one))[name]
        assert isinstance(one, Command)
        names = {option for param in one.params for option in param.opts}
        assert not {name for name in names if "pass" in name} - given


def test_a_wrong_question_ends_with_two_and_an_answer_with_zero(run: Run) -> None:
    assert run("nonsense").code == 2
    assert run("list").code == 2
    assert run("list", "meeting", "--limit", "many").code == 2
    assert run("list", "meeting", "--language", "xx").code == 2
    assert run("list", "meeting").code == 0
    assert run("--version").out.startswith("fieldapp 0.")


def test_options_may_stand_before_or_after_the_command(folder: Path) -> None:
    env = environment(folder)
    del env["FIELDAPP_WORKSPACE"]

    before = start("--workspace", folder, "--json", "list", "meeting", env=env)
    after = start("list", "meeting", "--json", "--workspace", folder, env=env)

    assert before.out == after.out == "[]\n"


def test_errors_are_told_in_the_language_of_the_person(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = run("get", "meeting", "nowhere").err
    french = run("get", "meeting", "nowhere", "--language", "fr").err
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    from_environment = run("get", "meeting", "nowhere").err

    assert english != french
    assert from_environment == french


def test_a_fault_of_ours_ends_in_a_report_without_a_single_answer(run: Run, folder: Path) -> None:
    [record] = put(run, "meeting", {"title": "CANARY", "held_on": "2026-11-03"})
    with looking_into(folder) as workspace:
        workspace.db.conn.execute("UPDATE record SET body = 'CANARY {', indexed = indexed + 1")

    done = run("get", "meeting", record)

    assert done.code == 1
    assert "our fault" in done.err
    assert "Traceback" not in done.err
    [report] = folder.glob("crash-*.txt")
    text = report.read_text("utf-8")
    assert str(report) in done.err
    assert "json.decoder.JSONDecodeError" in text
    assert " fieldapp/store/journal.py:" in text
    assert "CANARY" not in text + done.err + done.out
    assert str(folder) not in text


@POSIX
def test_a_reader_that_goes_away_ends_the_command_quietly(run: Run, folder: Path) -> None:
    lines = [{"title": "x" * 500, "held_on": "2026-11-03"} for _ in range(500)]
    put(run, "meeting", *lines)
    process = subprocess.Popen(
        command("list", "meeting", "--json"),
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait() == 130
    process.stderr.close()


@POSIX
def test_ctrl_c_ends_the_command_quietly_and_keeps_what_was_saved(folder: Path) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        command("put", "meeting", "-", "--json-lines"),
        env=environment(folder),
        stdin=reading,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    os.write(writing, b'{"title": "x", "held_on": "2026-11-03", "place": "A"}\n')
    saved = json.loads(process.stdout.readline())["saved"]
    process.send_signal(2)
    code = process.wait()
    said = process.stderr.read()
    for end in (reading, writing):
        os.close(end)
    process.stdout.close()
    process.stderr.close()

    assert code == 130
    assert b"Traceback" not in said
    with looking_into(folder) as workspace:
        assert [row[0] for row in workspace.db.conn.execute("SELECT id FROM record")] == saved


def test_what_is_said_is_utf_8_whatever_the_system_speaks(folder: Path) -> None:
    env = environment(folder, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    stdin = '{"title": "قرية Ségou 🌾", "held_on": "2026-11-03", "place": "A"}'.encode()

    assert start("put", "meeting", env=env, stdin=stdin).code == 0
    assert "قرية Ségou 🌾" in start("list", "meeting", env=env).out


def test_control_characters_in_a_key_do_not_reach_the_terminal(run: Run) -> None:
    stdin = '{"title": "x", "held_on": "2026-11-03", "\\u001b[2J\\ud800": 1}'

    done = run("put", "meeting", stdin=stdin)

    assert done.code == 1
    assert "\x1b" not in done.err


def test_a_command_loads_no_other_command(tmp_path: Path) -> None:
    told = "import sys, fieldapp.__main__ as m; m.main(['--version']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60
    )

    loaded = set(done.stdout.split())
    assert "fieldapp.cli.app" in loaded
    assert not loaded & {"fieldapp.cli.export", "fieldapp.store.database", "PySide6", "reportlab"}
