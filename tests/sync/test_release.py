"""Two persons for one paper: what one asks and another releases, and what is worth nothing."""

import json
from dataclasses import replace

import pytest

from fieldapp.errors import UserError
from fieldapp.store import records
from fieldapp.store.audit import Act, Sought, entries
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync import release
from fieldapp.sync.errors import BadDocument
from fieldapp.sync.release import ReleaseOfOther, Said
from fieldapp.sync.reveal.errors import ApprovalOfSelf, ApprovalOver
from tests.sync.conftest import Mission
from tests.sync.reveal.cell import exchange

PAPER = Said("joint_review", "018f", "ab" * 32)


@pytest.fixture(autouse=True)
def met(mission: Mission) -> None:
    """The three laptops have heard of each other."""
    exchange(mission)


def refuses(error: type[UserError], laptop: Workspace, text: str, said: Said = PAPER) -> None:
    with pytest.raises(error) as caught:
        release.check_release(laptop, text, said)
    assert str(caught.value)


def test_a_mission_asks_for_two_persons_only_where_its_limit_says_so(mission: Mission) -> None:
    assert not release.needs_release(mission.officer)

    limit = {"name": "persons_to_release", "value": 2, "decided_on": "2026-11-01"}
    records.save(mission.founder, Change("limit", limit))
    exchange(mission)

    assert release.needs_release(mission.officer)


def test_what_somebody_else_releases_may_go_out_and_both_are_noted(mission: Mission) -> None:
    wanted = release.ask(mission.officer, PAPER)

    given = release.release(mission.protection, wanted.text)

    released_by = release.check_release(mission.officer, given, PAPER)
    assert released_by.name == mission.protection.name
    (entry,) = entries(mission.protection, Sought(Act.APPROVED.value))
    assert entry.details["paper"] == "joint_review"
    assert entry.details["asked_by"] == mission.officer.device


@pytest.mark.parametrize(
    "other",
    [
        replace(PAPER, digest="cd" * 32),
        replace(PAPER, record="0190"),
        replace(PAPER, paper="board"),
    ],
)
def test_a_release_is_worth_nothing_for_another_paper_or_a_changed_one(
    mission: Mission, other: Said
) -> None:
    given = release.release(mission.protection, release.ask(mission.officer, PAPER).text)

    refuses(ReleaseOfOther, mission.officer, given, other)


def test_nobody_releases_their_own_paper(mission: Mission) -> None:
    wanted = release.ask(mission.officer, PAPER)

    with pytest.raises(ApprovalOfSelf):
        release.release(mission.officer, wanted.text)


def test_a_release_is_worth_nothing_on_another_laptop(mission: Mission) -> None:
    given = release.release(mission.protection, release.ask(mission.officer, PAPER).text)

    refuses(ReleaseOfOther, mission.founder, given)


def test_a_release_that_was_changed_is_none(mission: Mission) -> None:
    given = release.release(mission.protection, release.ask(mission.officer, PAPER).text)
    plain = json.loads(given)

    refuses(BadDocument, mission.officer, json.dumps({**plain, "by": mission.founder.device}))


def test_a_release_is_over_when_its_time_is(mission: Mission) -> None:
    given = release.release(mission.protection, release.ask(mission.officer, PAPER).text)

    mission.time.now_ms += 25 * 60 * 60 * 1000

    refuses(ApprovalOver, mission.officer, given)
    with pytest.raises(ApprovalOver):
        release.release(mission.founder, json.loads(given)["ask"])
