"""What comes after somebody was taken out: in any order the same counts, and a person decides."""

import logging
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub import members as hub_members
from fieldapp.hub import storage
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import ManyWouldVanish, NotTheOwner, TakenOut
from fieldapp.sync.intake import LATE_REASON, Intake
from fieldapp.sync.members import documents
from fieldapp.sync.members.late import NothingLate, accept, late, refuse
from fieldapp.sync.members.leaving import restate, revoke
from fieldapp.sync.members.signer import signer_of
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.round import sync
from fieldapp.sync.wire.feed import LATE, MEMBERS, id_of
from fieldapp.sync.wire.pack import make as make_pack
from tests.sync.conftest import Mission
from tests.sync.members.test_leaving import admin, incident, meet
from tests.sync.test_intake import shelve
from tests.sync.world import HubOnDisk, facts, rows, sync_now

__all__ = ["admin"]


def packed(laptop: Workspace, title: str) -> tuple[str, bytes]:
    """A new pack with one meeting: its id and its bytes."""
    meet(laptop, title)
    pack_up(laptop, Progress())
    pack = packs.newest_of(laptop.db, TEAM, laptop.device)
    return pack, packs.get(laptop.db, pack).content


def forked(laptop: Workspace, previous: str, again: str) -> tuple[str, bytes]:
    """A pack that follows on an old one, with a meeting of its own and all entries of another."""
    meet(laptop, "Forked")
    rows_ = laptop.db.conn.execute(
        "SELECT body FROM fact WHERE scope = ? AND (pack IS NULL OR pack = ?)", [TEAM, again]
    ).fetchall()
    lines = [str(body) for (body,) in rows_]
    public = card_of(laptop).keys[TEAM, 1]
    content = make_pack(lines, TEAM, 1, public, previous, laptop.signing_key, laptop.device)
    return id_of(content), content


def titles(laptop: Workspace) -> set[object]:
    return {r.values["title"] for r in records.query(laptop, records.Wanted("meeting"))}


def out_with(mission: Mission, last: Sequence[str]) -> bytes:
    """A leaving statement of the officer that names these packs as the last of the team's scope."""
    founder = mission.founder
    with writing(founder.db, founder.file):
        member = documents.register_of(founder).roster.members[mission.officer.device]
        return restate(
            founder, card_of(founder), signer_of(founder), member, {TEAM: tuple(last)}
        ).text.encode()


class Undone(Exception):
    """Ends a transaction without a trace."""


def taken_in(
    laptop: Workspace, entries: Sequence[tuple[str, bytes]], pages: set[int]
) -> tuple[set[str], list[tuple[object, ...]], dict[str, str]]:
    """What a laptop has after these entries came in this order; the laptop stays as it was."""
    try:
        with writing(laptop.db, laptop.file):
            intake = Intake(laptop, let_through=True)
            for n, (scope, content) in enumerate(entries, 1):
                intake.take(scope, id_of(content), content, n)
                if n in pages:
                    intake.brake()
            intake.try_again()
            intake.end()
            found = facts(laptop, TEAM), rows(laptop), packs.aside(laptop.db)
            raise Undone
    except Undone:
        return found


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_in_any_order_of_packs_and_statements_the_same_counts(
    mission: Mission, data: st.DataObject
) -> None:
    """Also where the laptop came back from a backup: its chain forked, and packed one entry twice.

    The entry in the fifth pack, which is late, stands because it is in the forked one as well.
    """
    if "entries" not in mission.__dict__:
        made = [packed(mission.officer, f"Meeting {n}") for n in range(6)]
        first = out_with(mission, [made[1][0]])
        fork = forked(mission.officer, made[0][0], made[4][0])
        made.append(fork)
        second = out_with(mission, [made[3][0], fork[0]])
        mission.__dict__["entries"] = (
            [(TEAM, content) for _pack, content in made],
            [(MEMBERS, first), (MEMBERS, second)],
            {pack for pack, _content in made[4:6]},
        )
    all_packs, statements, too_late = mission.__dict__["entries"]
    officer_in = documents.register_of(mission.founder).roster.every
    own = [(MEMBERS, m.text.encode()) for m in officer_in if m.device == mission.officer.device]
    entries = data.draw(st.permutations([*all_packs, *statements, *own[:1]]))
    pages = data.draw(st.sets(st.integers(1, len(entries))))

    has, shown, aside = taken_in(mission.protection, entries, pages)

    assert set(aside) == too_late
    assert set(aside.values()) == {LATE_REASON}
    in_order = [*own[:1], *all_packs, *statements]
    assert (has, shown) == taken_in(mission.protection, in_order, set())[:2]
    assert len(shown) == 6


def test_what_was_taken_in_before_the_statement_came_is_withdrawn_and_waits(
    mission: Mission,
) -> None:
    sync_now(mission.founder, mission.hub)
    meet(mission.officer, "Known to the founder")
    sync_now(mission.officer, mission.hub)
    sync_now(mission.founder, mission.hub)
    meet(mission.officer, "Not known to the founder")
    sync_now(mission.officer, mission.hub)
    sync_now(mission.protection, mission.hub)
    assert len(titles(mission.protection)) == 2

    revoke(mission.founder, mission.officer.device, "lost")
    sync_now(mission.founder, mission.hub)
    account = sync_now(mission.protection, mission.hub)

    assert account.quarantined == 1
    for laptop in (mission.founder, mission.protection):
        assert titles(laptop) == {"Known to the founder"}
        [one] = late(laptop)
        assert (one.member.device, one.scope) == (mission.officer.device, TEAM)
        assert one.titles == (("meeting", "Not known to the founder"),)

    accept(mission.founder, mission.officer.device)
    sync_now(mission.founder, mission.hub)
    assert sync_now(mission.protection, mission.hub).quarantined == 0
    assert len(titles(mission.protection)) == 2
    assert rows(mission.founder) == rows(mission.protection)


def test_a_statement_that_would_withdraw_a_lot_meets_the_brake(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    records.save_all(
        mission.officer, [Change("meeting", {"title": f"Meeting {n}"}) for n in range(20)]
    )
    sync_now(mission.officer, mission.hub)
    sync_now(mission.protection, mission.hub)

    revoke(mission.founder, mission.officer.device, "lost")  # the founder has heard of none
    sync_now(mission.founder, mission.hub)
    with pytest.raises(ManyWouldVanish, match="20 of 20"):
        sync(mission.protection, mission.hub, Progress())
    assert len(titles(mission.protection)) == 20


def gone_with_unsent_work(mission: Mission) -> None:
    """The officer was taken out and then recorded and tried to send."""
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    meet(mission.officer, "In time")
    sync_now(mission.officer, mission.hub)
    sync_now(mission.founder, mission.hub)
    revoke(mission.founder, mission.officer.device, "lost")
    sync_now(mission.founder, mission.hub)
    meet(mission.officer, "CANARY late")
    incident(mission.officer, "CANARY in confidence")
    with pytest.raises(TakenOut):
        sync_now(mission.officer, mission.hub)


def test_late_packs_wait_for_a_person_who_takes_them_in_for_everybody(
    mission: Mission, admin: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    gone_with_unsent_work(mission)
    sync_now(admin, mission.hub)
    sync_now(mission.founder, mission.hub)
    assert titles(mission.founder) == titles(admin) == {"In time"}

    by_admin = {one.scope: one for one in late(admin)}
    by_founder = {one.scope: one for one in late(mission.founder)}
    assert by_admin[TEAM].titles == (("meeting", "CANARY late"), ("incident", "threat"))
    assert by_admin[RESTRICTED].titles == ()
    assert by_founder[RESTRICTED].facts == by_admin[RESTRICTED].facts == 1
    assert late(mission.protection) == []

    taken = accept(admin, mission.officer.device)
    assert len(taken) == 2
    assert late(admin) == []
    assert titles(admin) == {"In time", "CANARY late"}
    for laptop in (admin, mission.founder, mission.protection, mission.founder):
        assert sync_now(laptop, mission.hub).quarantined == 0
    for laptop in (mission.founder, mission.protection):
        assert titles(laptop) == {"In time", "CANARY late"}
        [shown] = records.query(laptop, records.Wanted("incident"))
        assert shown.values["account"] == "CANARY in confidence"
    assert rows(mission.founder) == rows(mission.protection)
    assert "CANARY" not in caplog.text


def test_what_was_refused_stays_aside_and_can_still_be_taken(mission: Mission) -> None:
    gone_with_unsent_work(mission)
    sync_now(mission.founder, mission.hub)

    assert len(refuse(mission.founder, mission.officer.device)) == 2
    sync_now(mission.founder, mission.hub)
    assert {one.looked_at for one in late(mission.founder)} == {True}
    assert titles(mission.founder) == {"In time"}

    accept(mission.founder, mission.officer.device)
    assert titles(mission.founder) == {"In time", "CANARY late"}


def test_nothing_is_decided_where_nothing_came_or_by_who_may_not(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    for decide in (accept, refuse):
        with pytest.raises(NothingLate):
            decide(mission.founder, mission.officer.device)
    with pytest.raises(NotTheOwner):
        accept(mission.protection, mission.officer.device)


def test_others_may_carry_the_packs_of_a_laptop_that_left_and_every_laptop_judges(
    mission: Mission,
) -> None:
    """They come on the feed of the scope, and stand aside there until somebody accepts them."""
    gone_with_unsent_work(mission)
    pack = packs.newest_of(mission.officer.db, TEAM, mission.officer.device)
    content = packs.get(mission.officer.db, pack).content
    with writing(mission.protection.db, mission.protection.file):
        packs.keep(mission.protection.db, pack, TEAM, mission.officer.device, content)

    sync_now(mission.protection, mission.hub)
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)

    assert titles(mission.founder) == {"In time"}
    assert packs.aside(mission.founder.db)[pack] == LATE_REASON
    accept(mission.founder, mission.officer.device)
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    assert titles(mission.protection) == {"In time", "CANARY late"}


def test_a_forged_pack_under_the_name_of_who_left_hides_none_of_theirs(mission: Mission) -> None:
    """The hub shelves a pack that claims to be the officer's last. It must not become the one."""
    sync_now(mission.founder, mission.hub)
    pack, content = packed(mission.officer, "In time")
    sync_now(mission.officer, mission.hub)
    head = content[: content.index(b"\n")].replace(b'"p":""', b'"p":"%s"' % pack.encode())
    shelve(mission.hub, TEAM, head + content[content.index(b"\n") :], mission.officer.device)
    sync_now(mission.founder, mission.hub)

    out = revoke(mission.founder, mission.officer.device, "lost")

    assert out.last[TEAM] == (pack,)


def test_a_laptop_that_left_cannot_fill_the_disk_of_the_hub(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_members, "MOST_LATE", 700)
    gone_with_unsent_work(mission)

    with storage.writing(mission.hub.engine) as shelf:
        assert 0 < storage.weight(shelf, LATE, mission.officer.device) <= 700
    assert packs.records_not_sent(mission.officer.db) == 2


def test_a_hub_that_came_back_from_a_backup_gets_the_late_packs_again(
    mission: Mission, admin: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    gone_with_unsent_work(mission)
    sync_now(admin, mission.hub)
    sync_now(mission.founder, mission.hub)
    empty = HubOnDisk(tmp_path_factory.mktemp("empty"), mission.time)

    sync_now(admin, empty)
    sync_now(mission.founder, empty)

    with storage.writing(empty.engine) as shelf:
        assert len(storage.after(shelf, LATE, 0, 10)) == 2
    assert len(late(mission.founder)) == 2
    empty.close()
