"""`readers`: names and fingerprints, for the scopes and for a record; and what `put` says of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.store.workspace import close, unlock
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from tests.cli.conftest import PASSPHRASE, Run, looking_into, make_folder, put


@pytest.fixture
def words(folder: Path, tmp_path: Path) -> Iterator[str]:
    """Amina has founded a mission and let Élodie in as its focal point, with two laptops; gives
    the five words of the first one's key."""
    with looking_into(folder) as amina:
        found_mission(amina, "Gorom")
        for name in ("Élodie", "elodie "):
            opened = unlock(make_folder(tmp_path / name.strip(), name), PASSPHRASE)
            join(opened, invite(amina, request_enrolment(opened), "conduct", ""))
            if name == "Élodie":
                found = in_words(bytes(opened.signing_key.verify_key))
            close(opened)
    return found


def test_each_scope_is_shown_with_names_and_five_words(run: Run, words: str) -> None:
    found = {part["scope"]: part for part in run("readers", "--json").json}

    names = {scope: [each["name"] for each in part["readers"]] for scope, part in found.items()}
    assert names == {
        TEAM: ["Amina", "elodie", "Élodie"],
        RESTRICTED: ["Amina"],
        CONDUCT: ["Amina", "elodie", "Élodie"],
    }
    assert words in run("readers").out
    assert "conduct" in run("members").out


def test_a_complaint_is_shown_with_who_is_left_out_of_reading_it(run: Run, words: str) -> None:
    (saved,) = put(run, "feedback", {"level": 6, "received_on": "2026-11-20", "against": "ELODIE"})

    team, closed = run("readers", "feedback", saved, "--json").json
    assert team["fields"] == ["received_on", "level", "code"]
    assert [each["name"] for each in closed["readers"]] == ["Amina"]
    assert len(closed["without"]) == 2
    assert "Kept from: Élodie" in run("readers", "feedback", saved).out


def test_that_several_laptops_bear_the_name_is_said(run: Run, words: str) -> None:
    line = '{"level": 6, "received_on": "2026-11-20", "against": "Élodie"}'

    assert "2 laptops" in run("put", "feedback", "-", stdin=line).err
    refused = run("put", "feedback", "-", stdin=line.replace("Élodie", "Nobody"))
    assert refused.code == 1
    assert "has this name" in refused.err
