"""Facts from elsewhere: arriving twice, late or sealed, they add up to the same records."""

import base64
import random
from dataclasses import replace

import nacl.public
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.fact import Fact, from_json, to_json
from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.progress import Progress
from fieldapp.store import doctor, journal, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from tests.domain.histories import History, histories
from tests.store.conftest import MakeWorkspace


def lines_of(workspace: Workspace) -> list[str]:
    return [row[0] for row in workspace.db.conn.execute("SELECT body FROM fact ORDER BY n")]


def receive(workspace: Workspace, lines: list[str]) -> list[str]:
    with writing(workspace.db, workspace.file):
        return journal.append(workspace.db, [(from_json(line), line) for line in lines], "pack")


def told_story(workspace: Workspace) -> list[str]:
    record = records.save(workspace, Change("meeting", {"title": "a", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for title in ("b", "c"):
        records.save(workspace, Change("meeting", {"title": title}, record, base=seen))
    incident = {"happened_on": "2026-11-02", "type": "threat", "account": "x"}
    other = records.save(workspace, Change("incident", incident))
    records.delete(workspace, "incident", other, "double")
    return lines_of(workspace)


def bodies(workspace: Workspace) -> list[tuple[str, ...]]:
    sql = "SELECT id, kind, changed, gone, clashing, body FROM record ORDER BY id"
    return [tuple(row) for row in workspace.db.conn.execute(sql)]


def test_records_do_not_depend_on_the_order_or_number_of_arrivals(
    make_workspace: MakeWorkspace,
) -> None:
    author = make_workspace("author")
    story = told_story(author)
    for seed in range(12):
        shuffled = [*story, *story]
        random.Random(seed).shuffle(shuffled)
        reader = make_workspace(f"reader{seed}")
        for line in shuffled:
            receive(reader, [line])
        assert bodies(reader) == bodies(author)


def test_a_fact_that_arrives_twice_changes_nothing(make_workspace: MakeWorkspace) -> None:
    story = told_story(make_workspace("author"))
    reader = make_workspace("reader")

    assert len(receive(reader, story)) == 2
    assert receive(reader, story) == []


def test_a_line_of_a_newer_version_is_kept_to_the_letter(make_workspace: MakeWorkspace) -> None:
    author, reader = make_workspace("author"), make_workspace("reader")
    records.save(author, Change("meeting", {"title": "a", "held_on": "2026-11-01"}))
    line = lines_of(author)[0].replace('"app"', '"mood":"calm","app"')

    receive(reader, [line])

    assert lines_of(reader) == [line]


def test_an_unknown_field_and_an_unknown_kind_wait_for_a_newer_version(
    make_workspace: MakeWorkspace,
) -> None:
    author, reader = make_workspace("author"), make_workspace("reader")
    records.save(author, Change("meeting", {"title": "a", "held_on": "2026-11-01"}))
    fact = from_json(lines_of(author)[0])
    newer = replace(fact, values={**fact.values, "mood_of_day": 3},
                    base={**fact.base, "mood_of_day": ()})  # fmt: skip
    stranger = replace(fact, id="f" * 32, record="r2", kind="caravan")

    receive(reader, [to_json(newer), to_json(stranger)])

    assert records.query(reader, Wanted("meeting"))[0].values["mood_of_day"] == 3
    assert records.find(reader, "r2") is not None


def test_rebuilding_gives_the_same_records_and_search(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace("a")
    told_story(workspace)
    before = bodies(workspace)
    workspace.db.conn.execute("UPDATE record SET body = '{}', clashing = 9")
    workspace.db.conn.execute("INSERT INTO search (search) VALUES ('delete-all')")

    with writing(workspace.db, workspace.file):
        number = journal.rebuild(workspace.db)

    assert number == len(before)
    assert bodies(workspace) == before
    assert len(records.query(workspace, Wanted("meeting", words="c"))) == 1


@given(histories)
def test_a_row_gives_back_the_record_that_was_worked_out(history: History) -> None:
    everything = list(history.facts.values())
    if not everything:
        return
    record = journal.work_out(everything)

    row = (record.id, record.kind, record.changed, journal.to_body(record))

    assert journal.from_row(row) == record


def test_two_who_said_the_same_both_stand_behind_the_answer() -> None:
    one, other = fact(1, "meeting"), replace(fact(2, "meeting"), values={"title": 1})
    record = journal.work_out([one, other])

    row = (record.id, record.kind, record.changed, journal.to_body(record))

    assert journal.from_row(row).heads == {"title": (one.id, other.id)}


def fact(n: int, kind: str) -> Fact:
    return Fact(
        id=f"{n:032x}", save="0" * 32, record="r", kind=kind, scope=TEAM, values={"title": n},
        base={"title": ()}, time=f"{n:024x}", wall="2026-11-01T08:00:00+02:00", author="Amina",
        device="0" * 16, app="0.1.0",
    )  # fmt: skip


@given(st.lists(st.sampled_from(["meeting", "incident", "meeting"]), min_size=1, max_size=6))
def test_an_id_stays_with_its_first_kind_however_many_facts_claim_it(kinds: list[str]) -> None:
    facts = [fact(n, kind) for n, kind in enumerate(kinds)]

    assert journal.work_out(facts) == journal.work_out(facts[::-1])
    assert journal.work_out(facts).kind == kinds[0]


def test_a_sealed_fact_shows_nothing_to_who_sealed_it(amina: Workspace) -> None:
    key = nacl.public.PrivateKey.generate()
    amina.db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public) VALUES (?, 1, ?)",
        [RESTRICTED, bytes(key.public_key)],
    )
    incident = {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}
    record = records.save(amina, Change("incident", incident))
    victim = {"incident": record, "sex": "female", "age_group": "adult", "killed_min": 1}
    records.save(amina, Change("victim", victim))

    assert "account" not in records.load(amina, "incident", record).values
    assert records.query(amina, Wanted("victim")) == []
    assert not any("CANARY" in line for line in lines_of(amina))

    amina.db.conn.execute(
        "UPDATE scope_key SET private = ? WHERE scope = ?", [bytes(key), RESTRICTED]
    )
    with writing(amina.db, amina.file):
        journal.rebuild(amina.db)
    assert records.load(amina, "incident", record).values["account"] == "CANARY"
    assert len(records.query(amina, Wanted("victim"))) == 1


@pytest.mark.parametrize(
    "inside", [b"{", b"[1]", b'{"account": {}}', b'{"summary": "x"}', b"[" * 9999]
)
def test_sealed_rubbish_stays_closed_and_blocks_nothing(amina: Workspace, inside: bytes) -> None:
    key = nacl.public.PrivateKey.generate()
    amina.db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public, private) VALUES (?, 1, ?, ?)",
        [RESTRICTED, bytes(key.public_key), bytes(key)],
    )
    record = records.save(
        amina, Change("incident", {"happened_on": "2026-11-01", "type": "threat"})
    )
    box = base64.b64encode(nacl.public.SealedBox(key.public_key).encrypt(inside)).decode()
    rubbish = replace(fact(1, "incident"), record=record, scope=RESTRICTED, values={},
                      base={"account": ()}, sealed=box)  # fmt: skip

    receive(amina, [to_json(rubbish)])

    assert set(records.load(amina, "incident", record).values) == {"happened_on", "type"}
    (finding,) = [f for f in doctor.examine(amina, Progress()) if f.name == "facts"]
    assert finding.detail == "fact 2: sealed"


def test_who_may_not_read_replaces_only_what_they_wrote_themselves(amina: Workspace) -> None:
    key = nacl.public.PrivateKey.generate()
    amina.db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public) VALUES (?, 1, ?)",
        [RESTRICTED, bytes(key.public_key)],
    )
    incident = {"happened_on": "2026-11-01", "type": "threat", "account": "first"}
    record = records.save(amina, Change("incident", incident))
    records.save(amina, Change("incident", {"account": "second"}, record))

    amina.db.conn.execute("UPDATE scope_key SET private = ?", [bytes(key)])
    now = journal.work_out(journal.facts_of(amina.db, record))

    assert now.values["account"] == "second"
    assert not now.clashes


def test_a_complaint_that_turns_grave_is_no_clash_for_who_may_read_it(amina: Workspace) -> None:
    key = nacl.public.PrivateKey.generate()
    amina.db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public) VALUES (?, 1, ?)",
        [RESTRICTED, bytes(key.public_key)],
    )
    complaint = {"received_on": "2026-11-01", "level": 3, "summary": "a bribe"}
    record = records.save(amina, Change("feedback", complaint))
    records.save(amina, Change("feedback", {"level": 5}, record))

    seen_by_author = records.load(amina, "feedback", record)
    amina.db.conn.execute("UPDATE scope_key SET private = ?", [bytes(key)])
    seen_by_focal_point = journal.work_out(journal.facts_of(amina.db, record))

    assert "summary" not in seen_by_author.values
    assert seen_by_focal_point.values["summary"] == "a bribe"
    assert not seen_by_focal_point.clashes


def test_joining_seals_what_a_laptop_wrote_before_and_may_not_read(amina: Workspace) -> None:
    incident = {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}
    record = records.save(amina, Change("incident", incident))
    key = nacl.public.PrivateKey.generate()
    amina.db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public) VALUES (?, 1, ?)",
        [RESTRICTED, bytes(key.public_key)],
    )

    with writing(amina.db, amina.file):
        sealed = journal.seal_what_is_not_ours(amina.db)

    assert sealed == 1
    assert records.load(amina, "incident", record).values == {
        "happened_on": "2026-11-01",
        "type": "threat",
    }
    assert not any("CANARY" in line for line in lines_of(amina))
