"""Opening a record without the key, what the log tells others, and every way around both."""

import pytest

from fieldapp.store import audit, backup, glass, records
from fieldapp.store.audit import Act, CannotNote, Sought
from fieldapp.store.closing import GLASS
from fieldapp.store.records import Change
from fieldapp.sync.errors import BadDocument
from fieldapp.sync.reveal import papers, revealing
from fieldapp.sync.reveal.approving import approve, look_at
from fieldapp.sync.reveal.errors import (
    ApprovalForOther,
    ApprovalOfSelf,
    ApprovalUsed,
    NameTheSecond,
    NotInTheMission,
    NotLetThrough,
)
from tests.sync.conftest import Mission
from tests.sync.reveal.cell import (
    CANARY,
    INCIDENT,
    MINUTE,
    Asked,
    account,
    everybody_has,
    exchange,
    refuses,
    sqlite_writer,
    told,
    two_persons,
)
from tests.sync.test_canary import files, opened


def test_whoever_lacks_the_key_opens_one_record_for_some_minutes_and_it_is_forgotten(
    mission: Mission,
) -> None:
    incident = everybody_has(mission)
    before = len(records.history(mission.officer, incident))

    ask = revealing.ask(mission.officer, "incident", incident, "danger")
    assert ask.glass
    approval = approve(mission.protection, ask.text)
    opening = revealing.use(mission.officer, "incident", incident, approval.text)

    assert CANARY not in ask.text + approval.text
    (shown,) = glass.shown(mission.officer)
    assert shown.values["account"] == CANARY
    assert opening.glass
    assert account(mission.officer, incident) is None  # nothing was merged
    assert len(records.history(mission.officer, incident)) == before
    assert audit.entries(mission.officer, Sought(act="broke_glass"))[0].record == incident
    exchange(mission)
    assert {(each["act"], each["who"]) for each in told(mission.founder)} == {
        ("broke_glass", mission.officer.name),
        ("approved", mission.protection.name),
    }

    mission.time.now_ms += 16 * MINUTE
    assert glass.shown(mission.officer) == []
    assert glass.forget_what_is_over(mission.officer) == 1
    assert not list((mission.officer.folder / GLASS).iterdir())
    refuses(ApprovalUsed, mission.officer, incident, approval.text)


def test_what_was_opened_without_the_key_is_in_no_database_backup_hub_or_clear_file(
    mission: Mission, tmp_path_factory: pytest.TempPathFactory
) -> None:
    incident = everybody_has(mission)
    ask = revealing.ask(mission.officer, "incident", incident, "danger")
    approval = approve(mission.protection, ask.text)
    revealing.use(mission.officer, "incident", incident, approval.text)
    folder = tmp_path_factory.mktemp("opened")
    backup.before_restore(mission.officer.db, mission.officer.file, mission.officer.key)
    exchange(mission)

    assert CANARY.encode() not in opened(mission.officer, folder / "officer.plain")
    assert CANARY.encode() not in files(mission.officer.folder)
    mission.hub.copy_to(folder / "hub")
    assert CANARY.encode() not in files(folder / "hub")


@pytest.fixture
def broken(mission: Mission) -> Asked:
    """The officer asks for a record without the key, where the mission wants two persons."""
    incident = everybody_has(mission)
    two_persons(mission)
    return mission, incident, revealing.ask(mission.officer, "incident", incident, "danger")


def test_where_two_persons_are_wanted_neither_opens_it_alone(broken: Asked) -> None:
    mission, incident, ask = broken
    assert look_at(mission.protection, ask.text).needs_second
    with pytest.raises(NameTheSecond):
        approve(mission.protection, ask.text)

    half = approve(mission.protection, ask.text, second=mission.founder.device)
    refuses(NotLetThrough, mission.officer, incident, half.text)
    with pytest.raises(BadDocument):
        papers.open_values(ask, half.sealed, mission.officer.box_key)
    through = approve(mission.founder, half.text)
    with pytest.raises(BadDocument):  # the second sees nothing of what they let through
        papers.open_values(ask, through.sealed, mission.founder.box_key)
    revealing.use(mission.officer, "incident", incident, through.text)

    assert glass.shown(mission.officer)[0].values["account"] == CANARY
    names = {mission.protection.name, mission.founder.name}
    exchange(mission)
    (heard,) = [each for each in told(mission.founder) if each["act"] == "broke_glass"]
    assert set(str(heard["second"]).split(", ")) == names


def test_the_second_is_somebody_else_of_the_mission_who_holds_the_key(broken: Asked) -> None:
    mission, _incident, ask = broken
    for second, error in (
        (mission.protection.device, ApprovalOfSelf),
        (mission.officer.device, ApprovalOfSelf),
        ("f" * 16, NotInTheMission),
    ):
        with pytest.raises(error):
            approve(mission.protection, ask.text, second=second)


def through(mission: Mission, ask: papers.Ask) -> tuple[papers.Approval, papers.Approval]:
    half = approve(mission.protection, ask.text, second=mission.founder.device)
    return half, approve(mission.founder, half.text)


def test_who_lets_it_through_can_change_nothing_of_it(broken: Asked) -> None:
    mission, incident, ask = broken
    half, _ = through(mission, ask)
    box = bytes(mission.officer.box_key.public_key)
    other = papers.seal_values(ask, {"account": "something else"}, box)
    changed = papers.write_approval(
        ask, mission.founder.device, mission.founder.signing_key, to=ask.device,
        sealed=other, inside=papers.hash_of(other), first=half.text,
    )  # fmt: skip

    refuses(ApprovalForOther, mission.officer, incident, changed)


def test_the_first_cannot_let_it_through_in_the_name_of_the_second(broken: Asked) -> None:
    mission, incident, ask = broken
    half, done = through(mission, ask)
    alone = papers.write_approval(
        ask, mission.protection.device, mission.protection.signing_key, to=ask.device,
        sealed=done.sealed, inside=done.inside, first=half.text,
    )  # fmt: skip
    refuses(ApprovalForOther, mission.officer, incident, alone)

    forged = papers.write_approval(
        ask, mission.founder.device, mission.protection.signing_key, to=ask.device,
        sealed=done.sealed, inside=done.inside, first=half.text,
    )  # fmt: skip
    refuses(BadDocument, mission.officer, incident, forged)


def test_what_was_sealed_for_one_request_opens_nothing_for_another(mission: Mission) -> None:
    incident = everybody_has(mission)
    first = revealing.ask(mission.officer, "incident", incident, "danger")
    sealed = approve(mission.protection, first.text)
    other = records.save(mission.officer, Change("incident", INCIDENT))
    second = revealing.ask(mission.officer, "incident", other, "danger")
    mixed = papers.write_approval(
        second, mission.protection.device, mission.protection.signing_key,
        to=mission.officer.device, sealed=sealed.sealed, inside=sealed.inside,
    )  # fmt: skip

    refuses(BadDocument, mission.officer, other, mixed)


def test_what_cannot_be_noted_is_not_shown(mission: Mission) -> None:
    incident = everybody_has(mission)
    ask = revealing.ask(mission.officer, "incident", incident, "danger")
    approval = approve(mission.protection, ask.text).text
    with sqlite_writer(mission.protection), pytest.raises(CannotNote):
        revealing.reveal(mission.protection, "incident", incident, "referral")
    with sqlite_writer(mission.officer), pytest.raises(CannotNote):
        revealing.use(mission.officer, "incident", incident, approval)

    assert account(mission.protection, incident) is None
    assert glass.shown(mission.officer) == []
    assert not list((mission.officer.folder / GLASS).iterdir())


# ------------------------------------------------------------------ the state of the log


def test_the_state_of_the_log_is_told_once_a_day_and_only_where_something_was_done(
    mission: Mission,
) -> None:
    exchange(mission)
    assert records.find(mission.officer, f"log-{mission.founder.device}") is None

    audit.note(mission.founder, Act.UNLOCKED)
    exchange(mission)
    assert records.find(mission.officer, f"log-{mission.founder.device}") is None

    audit.note(mission.founder, Act.READ, "incident", "i1")
    head = audit.head(mission.founder.db)
    exchange(mission)
    audit.note(mission.founder, Act.READ, "incident", "i2")
    exchange(mission)
    heard = records.load(mission.officer, "access", f"log-{mission.founder.device}")
    assert (heard.values["entry"], heard.values["head"]) == (head.n, head.hash)

    mission.time.now_ms += 24 * 60 * MINUTE
    exchange(mission)
    heads = audit.told_heads(mission.officer, mission.founder.device)
    assert heads == [head, audit.head(mission.founder.db)]
