"""The audit log: whatever somebody does to its entries shows; what cannot be noted is not done."""

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from fieldapp.progress import Progress
from fieldapp.store import audit, backup, doctor, records, restore, settings, workspace
from fieldapp.store.audit import Act, CannotNote, Entry, Head, Sought, chained, faults, unlike
from fieldapp.store.disk import COMMIT
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.store.conftest import CHEAP, PASSPHRASE

words = st.text(max_size=8)
lines = st.lists(st.tuples(words, words, st.sampled_from([*Act]), words, words), max_size=9)


FEW = examples(max_examples=40)


def chain_of(told: list[tuple[str, str, Act, str, str]]) -> list[Entry]:
    chain: list[Entry] = []
    for n, (at, who, act, kind, record) in enumerate(told, 1):
        before = chain[-1].hash if chain else ""
        line = (n, at, who, act.value, kind, record, "{}")
        chain.append(Entry(*line, hash=chained(before, line)))
    return chain


def end_of(chain: list[Entry]) -> Head:
    return Head(chain[-1].n, chain[-1].hash) if chain else Head(0, "")


# ------------------------------------------------------------------ the chain


@FEW
@given(lines)
def test_a_chain_that_nobody_touched_is_whole(told: list[tuple[str, str, Act, str, str]]) -> None:
    chain = chain_of(told)

    assert list(faults(chain, end_of(chain))) == []


CHANGES = ("at", "who", "act", "kind", "record", "detail", "hash")


@FEW
@given(lines.filter(bool), st.data())
def test_a_change_of_any_part_of_an_entry_shows(
    told: list[tuple[str, str, Act, str, str]], data: st.DataObject
) -> None:
    chain = chain_of(told)
    at = data.draw(st.integers(0, len(chain) - 1))
    name = data.draw(st.sampled_from(CHANGES))
    other = data.draw(words.filter(lambda text: text != getattr(chain[at], name)))
    changed = [*chain[:at], replace(chain[at], **{name: other}), *chain[at + 1 :]]

    assert list(faults(changed, end_of(chain)))


@FEW
@given(lines.filter(bool), st.data())
def test_entries_that_are_taken_out_show_wherever_they_were(
    told: list[tuple[str, str, Act, str, str]], data: st.DataObject
) -> None:
    chain = chain_of(told)
    first = data.draw(st.integers(0, len(chain) - 1))
    after = data.draw(st.integers(first + 1, len(chain)))

    assert list(faults([*chain[:first], *chain[after:]], end_of(chain)))


@FEW
@given(lines.filter(lambda told: len(told) > 1), st.data())
def test_entries_that_change_places_show(
    told: list[tuple[str, str, Act, str, str]], data: st.DataObject
) -> None:
    chain = chain_of(told)
    one, other = data.draw(
        st.lists(st.integers(0, len(chain) - 1), min_size=2, max_size=2, unique=True)
    )
    swapped = list(chain)
    swapped[one], swapped[other] = chain[other], chain[one]

    assert list(faults(swapped, end_of(chain)))


@FEW
@given(lines.filter(bool), st.data())
def test_swapping_what_two_entries_say_shows_though_the_numbers_fit(
    told: list[tuple[str, str, Act, str, str]], data: st.DataObject
) -> None:
    chain = chain_of([*told, ("later", "", Act.REVEALED, "", "")])
    one = data.draw(st.integers(0, len(chain) - 2))
    swapped = list(chain)
    swapped[one] = replace(chain[-1], n=chain[one].n)
    swapped[-1] = replace(chain[one], n=chain[-1].n)

    assert list(faults(swapped, end_of(chain)))


@FEW
@given(lines, st.data())
def test_an_entry_that_is_put_in_between_shows_even_with_a_hash_that_fits(
    told: list[tuple[str, str, Act, str, str]], data: st.DataObject
) -> None:
    chain = chain_of(told)
    at = data.draw(st.integers(0, len(chain)))
    before = chain[at - 1] if at else Entry(0, "", "", "", "", "", "", "")
    line = (before.n + 1, "now", "somebody", "read", "", "", "{}")
    put_in = Entry(*line, hash=chained(before.hash, line))

    assert list(faults([*chain[:at], put_in, *chain[at:]], end_of(chain)))


@FEW
@given(lines.filter(bool), st.data())
def test_a_chain_worked_out_anew_does_not_fit_what_others_were_told(
    told: list[tuple[str, str, Act, str, str]], data: st.DataObject
) -> None:
    chain = chain_of(told)
    at = data.draw(st.integers(0, len(told) - 1))
    anew = chain_of([*told[:at], ("", "nobody", Act.UNLOCKED, "x", "x"), *told[at + 1 :]])
    known = data.draw(st.sampled_from(chain[at:]))

    assert list(faults(anew, end_of(anew))) == []  # in itself it is whole
    assert list(unlike(chain, [Head(known.n, known.hash)])) == []
    if chain[at] != anew[at]:
        assert list(unlike(anew, [Head(known.n, known.hash)]))


# ------------------------------------------------------------------ in a workspace


@pytest.fixture
def noted(amina: Workspace) -> Workspace:
    for n in range(5):
        audit.note(amina, Act.READ, "incident", f"i{n}", {"count": n})
    return amina


def wrong(opened: Workspace) -> str:
    (found,) = [f for f in doctor.examine(opened, Progress()) if f.name == "audit log"]
    return "" if found.ok else found.detail


def test_entries_are_read_back_by_act_and_day_the_newest_first(noted: Workspace) -> None:
    audit.note(noted, Act.PRINTED, "meeting", "m1", {"pages": 2})
    today = noted.wall().date().isoformat()

    everything = audit.entries(noted, Sought())
    assert [entry.n for entry in everything] == [6, 5, 4, 3, 2, 1]
    assert everything[0].details == {"pages": 2}
    assert everything[0].who == "Amina"
    assert [e.record for e in audit.entries(noted, Sought(act="printed"))] == ["m1"]
    assert [e.record for e in audit.entries(noted, Sought(first=today, limit=2))] == ["m1", "i4"]
    assert audit.entries(noted, Sought(last="2001-01-01")) == []
    assert wrong(noted) == ""


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("UPDATE audit SET record = 'i9' WHERE n = 2", "entry 2: not as it was written"),
        ("UPDATE audit SET who = 'Josef' WHERE n = 5", "entry 5: not as it was written"),
        ("DELETE FROM audit WHERE n = 3", "after 2: 1 missing"),
        ("DELETE FROM audit WHERE n = 5", "after 4: 1 missing at the end"),
        ("DELETE FROM audit", "after 0: 5 missing at the end"),
        (
            "UPDATE audit SET record = CASE n WHEN 1 THEN 'i1' ELSE 'i0' END WHERE n < 3",
            "entry 1: not as it was written",
        ),
    ],
)
def test_the_doctor_says_where_the_log_was_touched(noted: Workspace, done: str, told: str) -> None:
    noted.db.conn.execute(done)

    assert told in wrong(noted)


def test_what_was_cut_off_leaves_a_gap_for_ever(noted: Workspace) -> None:
    noted.db.conn.execute("DELETE FROM audit WHERE n > 3")
    audit.note(noted, Act.UNLOCKED)
    audit.note(noted, Act.UNLOCKED)

    assert "after 3: 2 missing" in wrong(noted)


def work_out_anew(opened: Workspace, keep: int) -> None:
    """What somebody can do who has the passphrase and a tool: a shorter chain, whole in itself."""
    chain = chain_of([("2026", "Amina", Act.UNLOCKED, "", "")] * keep)
    opened.db.conn.execute("DELETE FROM audit")
    for entry in chain:
        opened.db.conn.execute(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [*vars(entry).values()]
        )
    settings.write(opened.db, "newest audit entry", f"{keep} {chain[-1].hash}")


def test_a_log_worked_out_anew_shows_only_by_what_others_were_told(noted: Workspace) -> None:
    head = audit.head(noted.db)
    work_out_anew(noted, 3)
    assert wrong(noted) == ""

    told = {"act": "log", "on": "2026-11-22", "entry": head.n, "head": head.hash}
    records.save(noted, Change("access", told, "log-1"))
    assert wrong(noted) == "entry 5: not as others were told of it"


def test_an_entry_is_part_of_the_transaction_that_is_open(amina: Workspace) -> None:
    def note_and_fail() -> None:
        with audit.writing(amina.db, amina.file):
            audit.note(amina, Act.REVEALED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        note_and_fail()

    assert audit.entries(amina, Sought()) == []
    assert audit.head(amina.db) == Head(0, "")


def test_what_cannot_be_noted_is_refused_with_a_sentence(tmp_path: Path) -> None:
    full = False

    def disk(step: str, _file: Path) -> None:
        if full and step == COMMIT:
            raise OSError(errno.ENOSPC, "full")

    around = replace(workspace.real_surroundings(), disk=disk)
    opened, _ = workspace.create(tmp_path / "w", PASSPHRASE, "Amina", cost=CHEAP, around=around)
    full = True

    with pytest.raises(CannotNote) as caught:
        audit.note(opened, Act.READ, "incident", "1")

    assert "Nothing was shown" in str(caught.value)
    assert audit.entries(opened, Sought()) == []
    workspace.close(opened)


def test_going_back_to_a_backup_does_not_take_the_log_back(
    noted: Workspace, make_workspace: Callable[[str], Workspace]
) -> None:
    copy = backup.before_restore(noted.db, noted.file, noted.key)
    audit.note(noted, Act.EXPORTED, "meeting", "", {"count": 9})
    workspace.close(noted)

    restore.restore(noted.file, noted.key, copy.name)

    again = workspace.open_with_key(noted.folder, noted.key, noted.around)
    assert [entry.act for entry in audit.entries(again, Sought(limit=1))] == ["exported"]
    assert wrong(again) == ""
    workspace.close(again)
