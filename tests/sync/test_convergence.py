"""Whatever network, disks and clocks do: all laptops end with the same, and nothing that anybody
still held is lost. The real stores and the real hub, under faults that come as dice fall.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from fieldapp.domain.scope import RESTRICTED, SCOPES, TEAM
from fieldapp.hub import storage
from fieldapp.store import packs, records, workspace
from fieldapp.store.errors import DiskFull
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import HubStoppedMidway, HubUnreachable
from fieldapp.sync.feed import FEEDS, beginning, following
from fieldapp.sync.mission import card_of
from tests.sync.world import (
    YEAR_MS,
    HubOnDisk,
    Network,
    Time,
    facts,
    not_sent,
    open_laptop,
    rows,
    sync_now,
)

SKEWS_MS = {"founder": -20 * YEAR_MS, "protection": 0, "officer": 4 * YEAR_MS}
RECORDS = ("well", "road")
ANSWERS = st.sampled_from(["dry", "open"])  # so few that two laptops give the same one
LAPTOPS = st.sampled_from(sorted(SKEWS_MS))
FAULTS = st.lists(st.sampled_from(["", "lose", "reply", "twice", "cut"]), max_size=3)


class MissionUnderFaults(RuleBasedStateMachine):
    """Three laptops and a hub; `enrolled` is set by the test."""

    enrolled: Path

    @initialize()
    def open_all(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.time = Time()
        self.seed = 0
        self.laptops: dict[str, Workspace] = {}
        for name in SKEWS_MS:
            shutil.copytree(self.enrolled / name, self.folder / name)
            self.laptops[name] = self._open(name)
        self.hub = HubOnDisk(self.folder / "hub", self.time)
        self.packed: dict[str, set[str]] = {}
        # Whoever founded the mission opens its hub; anybody else would be refused.
        sync_now(self.laptops["founder"], self.hub)

    def _open(self, name: str) -> Workspace:
        self.seed += 1
        return open_laptop(self.folder / name, self.time, self.seed, SKEWS_MS[name])

    @rule(name=LAPTOPS, record=st.sampled_from(RECORDS), answer=ANSWERS)
    def edit(self, name: str, record: str, answer: str) -> None:
        laptop = self.laptops[name]
        records.save(laptop, Change("meeting", {"title": answer, "language": answer}, record))

    @rule(name=LAPTOPS, answer=ANSWERS)
    def record_in_confidence(self, name: str, answer: str) -> None:
        change = Change(
            "incident", {"type": "threat", "summary": answer, "account": answer}, "shots"
        )
        records.save(self.laptops[name], change)

    @rule(name=LAPTOPS, record=st.sampled_from(RECORDS), out=st.booleans())
    def take_out_or_put_back(self, name: str, record: str, out: bool) -> None:
        laptop = self.laptops[name]
        if records.find(laptop, record):
            if out:
                records.delete(laptop, "meeting", record, "entered twice")
            else:
                records.restore(laptop, "meeting", record)

    @rule(name=LAPTOPS, answer=ANSWERS)
    def settle_a_clash(self, name: str, answer: str) -> None:
        laptop = self.laptops[name]
        for record, clashes in records.clashing(laptop)[:1]:
            field = min(clashes)
            records.settle_field(laptop, record.kind, record.id, field, answer)
            assert field not in records.load(laptop, record.kind, record.id).clashes

    @rule(name=LAPTOPS, record=st.sampled_from(RECORDS), answer=ANSWERS, backup=st.booleans())
    def work_for_a_day(self, name: str, record: str, answer: str, backup: bool) -> None:
        if backup:
            self.hub.copy_to(self.folder / "hub-backup")
        self.edit(name, record, answer)
        sync_now(self.laptops[name], self.hub)

    @rule(name=LAPTOPS, faults=FAULTS)
    def sync(self, name: str, faults: list[str]) -> None:
        network = Network(self.hub, list(faults))
        try:
            sync_now(self.laptops[name], network)
        except (HubUnreachable, HubStoppedMidway):
            assert any(faults)

    @rule(name=LAPTOPS, other=LAPTOPS, record=st.sampled_from(RECORDS), room=st.integers(0, 12))
    def fetch_a_long_text_on_a_full_disk(
        self, name: str, other: str, record: str, room: int
    ) -> None:
        records.save(self.laptops[other], Change("meeting", {"title": "long " * 2000}, record))
        sync_now(self.laptops[other], self.hub)
        laptop = self.laptops[name]
        pages = laptop.db.conn.execute("PRAGMA page_count").fetchone()[0]
        laptop.db.conn.execute(f"PRAGMA max_page_count = {pages + room}").fetchall()
        try:
            sync_now(laptop, self.hub)
        except DiskFull:
            pass
        finally:
            laptop.db.conn.execute(f"PRAGMA max_page_count = {2**30}").fetchall()

    @precondition(lambda self: (self.folder / "hub-backup").exists())
    @rule(name=LAPTOPS, record=st.sampled_from(RECORDS), answer=ANSWERS)
    def restore_the_hub_and_go_on(self, name: str, record: str, answer: str) -> None:
        self._remember_what_is_packed()
        self.hub.come_back_from(self.folder / "hub-backup")
        self.edit(name, record, answer)
        sync_now(self.laptops[name], self.hub)

    @rule(name=LAPTOPS, record=st.sampled_from(RECORDS), answer=ANSWERS)
    def back_up_a_laptop_and_go_on(self, name: str, record: str, answer: str) -> None:
        workspace.close(self.laptops[name])
        shutil.rmtree(self.folder / f"{name}-backup", ignore_errors=True)
        shutil.copytree(self.folder / name, self.folder / f"{name}-backup")
        self.laptops[name] = self._open(name)
        self.work_for_a_day(name, record, answer, backup=False)

    @rule(name=LAPTOPS)
    def restore_a_laptop(self, name: str) -> None:
        backup = self.folder / f"{name}-backup"
        if backup.exists():
            self._remember_what_is_packed()
            workspace.close(self.laptops[name])
            shutil.rmtree(self.folder / name)
            shutil.copytree(backup, self.folder / name)
            self.laptops[name] = self._open(name)

    def _remember_what_is_packed(self) -> None:
        for laptop in self.laptops.values():
            query = "SELECT pack, id FROM fact WHERE pack IS NOT NULL"
            for pack, fact in laptop.db.conn.execute(query):
                self.packed.setdefault(pack, set()).add(fact)

    def _held(self, scope: str) -> set[str]:
        """Every fact of a scope that some laptop or the hub holds in this moment."""
        self._remember_what_is_packed()
        with storage.writing(self.hub.engine) as shelf:
            entries = storage.after(shelf, scope, 0, 10_000)
        kept = {entry.id for entry in entries}
        for laptop in self.laptops.values():
            query = "SELECT id FROM pack WHERE scope = ?"
            kept |= {row[0] for row in laptop.db.conn.execute(query, [scope])}
        in_packs = {fact for pack in kept for fact in self.packed.get(pack, ())}
        return in_packs.union(*(facts(laptop, scope) for laptop in self.laptops.values()))

    def teardown(self) -> None:
        try:
            if hasattr(self, "hub"):
                self._all_is_well_in_the_end()
        finally:
            for laptop in self.laptops.values():
                workspace.close(laptop)
            self.hub.close()
            shutil.rmtree(self.folder)

    def _all_is_well_in_the_end(self) -> None:
        held = {scope: self._held(scope) for scope in SCOPES}
        self._everybody_syncs()

        founder, protection, officer = (self.laptops[name] for name in SKEWS_MS)
        for laptop in (founder, protection):
            assert {scope: facts(laptop, scope) for scope in SCOPES} == held
        assert facts(officer, TEAM) == held[TEAM]
        assert facts(officer, RESTRICTED) <= held[RESTRICTED]
        assert rows(founder) == rows(protection)
        assert [row for row in rows(officer) if row[1] == "meeting"] == [
            row for row in rows(founder) if row[1] == "meeting"
        ]
        self._both_sides_have_the_same_feeds()
        self._an_answer_that_knows_all_others_wins(founder)

    def _everybody_syncs(self) -> None:
        for _ in range(
            2
        ):  # what the second laptop brings back, the first fetches in its next round
            for laptop in self.laptops.values():
                account = sync_now(laptop, self.hub)
                assert (account.held, account.quarantined, not_sent(laptop)) == (0, 0, 0)

    def _both_sides_have_the_same_feeds(self) -> None:
        for laptop in self.laptops.values():
            for scope in FEEDS:
                mark = beginning(card_of(laptop).id, scope)
                with storage.writing(self.hub.engine) as shelf:
                    for entry in storage.after(shelf, scope, 0, 10_000):
                        mark = following(mark, entry.id)
                    assert storage.head(shelf, scope) == mark
                if mark.seq:
                    assert packs.marks(laptop.db, scope)[mark.seq] == mark.hash

    def _an_answer_that_knows_all_others_wins(self, laptop: Workspace) -> None:
        """Although the clock of its laptop is twenty years behind."""
        record = records.save(laptop, Change("meeting", {"title": "agreed"}, RECORDS[0]))
        self._everybody_syncs()
        for other in self.laptops.values():
            seen = records.load(other, "meeting", record)
            assert (seen.values["title"], "title" in seen.clashes) == ("agreed", False)
            assert records.count(other, Wanted("meeting", clashing=True)) <= len(RECORDS)


@pytest.mark.filterwarnings("error")
def test_laptops_converge_and_nothing_that_anybody_holds_is_lost(enrolled: Path) -> None:
    MissionUnderFaults.enrolled = enrolled
    run_state_machine_as_test(
        MissionUnderFaults,
        settings=settings(max_examples=settings().max_examples // 4, stateful_step_count=20),
    )
