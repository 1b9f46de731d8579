"""Who is in the mission as the hub knows it, and the shelf for what comes after somebody left."""

from pathlib import Path

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import storage
from fieldapp.store import mission as kept
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.wire.feed import FEEDS, LATE, MEMBERS, id_of
from fieldapp.sync.wire.protocol import Asked, Entry
from tests.hub.test_service import ask, made, on_feed, push
from tests.sync.conftest import Mission
from tests.sync.members.test_leaving import admin, newcomer
from tests.sync.world import sync_now

__all__ = ["admin"]


def take_out(mission: Mission) -> str:
    """The officer is taken out; returns the statement."""
    for laptop in (mission.founder, mission.officer):
        sync_now(laptop, mission.hub)
    out = revoke(mission.founder, mission.officer.device, "lost")
    sync_now(mission.founder, mission.hub)
    return out.text


def test_a_laptop_that_left_is_refused_and_shown_the_signed_reason(mission: Mission) -> None:
    out = take_out(mission)

    for introduced in (True, False):  # also when it shows the membership that it had before
        reply = ask(mission, mission.officer, introduced)
        assert (reply.refused, reply.feeds, reply.documents) == ("left", {}, (out,))


def test_what_a_laptop_pushes_that_left_goes_to_the_late_shelf_only(mission: Mission) -> None:
    take_out(mission)
    own, secret = made(mission.officer, TEAM), made(mission.officer, RESTRICTED)
    theirs = made(mission.protection, TEAM)
    feeds = {
        MEMBERS: Asked((), (b"rubbish",)),
        RESTRICTED: Asked((), (secret,)),
        TEAM: Asked((), (own, theirs)),
    }

    for _ in range(2):
        assert ask(mission, mission.officer, feeds=feeds).refused == "left"
    assert on_feed(mission, LATE) == [id_of(secret), id_of(own)]
    assert id_of(own) not in on_feed(mission, TEAM)
    assert id_of(secret) not in on_feed(mission, RESTRICTED)


def test_only_the_founder_and_administrators_see_the_late_shelf(
    mission: Mission, admin: Workspace
) -> None:
    take_out(mission)
    own = made(mission.officer, TEAM)
    ask(mission, mission.officer, feeds=push(TEAM, own))
    wanted = {LATE: Asked(())}

    assert ask(mission, mission.protection, feeds=wanted).feeds == {}
    for laptop in (mission.founder, admin):
        reply = ask(mission, laptop, feeds=wanted)
        assert reply.feeds[LATE].entries == (Entry(id_of(own), own),)


def test_nothing_is_pushed_onto_the_late_shelf_but_what_somebody_sent_who_left(
    mission: Mission,
) -> None:
    take_out(mission)
    late, usual = made(mission.officer, TEAM), made(mission.protection, TEAM)
    sync_now(mission.protection, mission.hub)

    reply = ask(mission, mission.founder, feeds=push(LATE, late, usual, b"rubbish"))

    assert set(reply.feeds[LATE].refused) == {id_of(usual), id_of(b"rubbish")}
    assert on_feed(mission, LATE) == [id_of(late)]


def test_anybody_may_carry_the_packs_of_somebody_who_left(mission: Mission) -> None:
    take_out(mission)
    own = made(mission.officer, TEAM)

    reply = ask(mission, mission.protection, feeds=push(TEAM, own))

    assert reply.feeds[TEAM].refused == {}
    assert on_feed(mission, TEAM) == [id_of(own)]


def test_whoever_an_administrator_invited_introduces_themselves_to_a_hub_that_knows_neither(
    mission: Mission, admin: Workspace, tmp_path: Path
) -> None:
    new = newcomer(mission, tmp_path, "Achol", admin, "officer", 68)
    ask(mission, mission.founder)

    own = kept.statement_of(new.db, new.device)
    by = kept.statement_of(new.db, admin.device)
    assert ask(mission, new, member=own, by="").refused == "not_a_member"
    assert ask(mission, new, member=own, by=own).refused == "not_a_member"
    assert ask(mission, new, member=own, by=by).refused == ""
    assert sync_now(new, mission.hub).quarantined == 0


def test_a_hub_forgets_whom_an_administrator_let_in_who_was_taken_out(
    mission: Mission, admin: Workspace, tmp_path: Path
) -> None:
    sync_now(mission.founder, mission.hub)
    new = newcomer(mission, tmp_path, "Ghost", admin, "officer", 69)
    for laptop in (admin, new):
        sync_now(laptop, mission.hub)

    revoke(mission.founder, admin.device, "lost")
    sync_now(mission.founder, mission.hub)

    assert ask(mission, new).refused == "not_a_member"
    with storage.writing(mission.hub.engine) as shelf:
        assert storage.statement_of(shelf, new.device) is None
    assert set(ask(mission, mission.founder).feeds) == set(FEEDS)
