"""One mission of a seed: its laptops, its hub, the line between them, and what has happened."""

import random
from collections import Counter
from collections.abc import Callable, Sequence

from fieldapp.domain.scope import RESTRICTED, SCOPES
from fieldapp.progress import Progress
from fieldapp.simulation.folders import Killed, copy_folder
from fieldapp.simulation.ground import NOON_MS, ROLES, YEAR_MS, Ground
from fieldapp.simulation.laptop import KILL, TROUBLES, Laptop
from fieldapp.simulation.network import HARMFUL, Line
from fieldapp.simulation.sayings import Sayings
from fieldapp.store import evidence, records
from fieldapp.store.errors import DiskFull
from fieldapp.store.records import Change
from fieldapp.sync.account import Account
from fieldapp.sync.errors import SyncError
from fieldapp.sync.parcels.stick import read_parcels, write_parcel
from fieldapp.sync.round import sync
from fieldapp.sync.wire.feed import FEEDS

SKEWS_MS = {"founder": -20 * YEAR_MS, "protection": 0, "officer": 4 * YEAR_MS, "focal": 0}
WRONG_CLOCKS = 0.5
"""Share of the runs that begin so; a request that tells the wrong time is made twice."""

FEWEST = 3
"""Laptops of a run, from the first on: whoever founded, one of the protection cell, one who reads
nothing in confidence. In a third of the runs there is a conduct focal point as well."""

TROUBLE_CHANCE = 0.3
BAD_LINE, FAULT_CHANCE = 0.8, 0.45
TORN_PARCEL = 0.3
"""Share of the rounds on a bad line, and of the requests on it that meet a fault."""

STEPS_OF_SAVE, STEPS_OF_SYNC, STEPS_OF_TAKING_IN = 3, 21, 5
"""Durable steps of which one is chosen for a trouble: packing comes first, taking in after it."""


class Broken(Exception):
    """A promise was not kept.

    Attributes:
        oracle: The name of the promise.
    """

    def __init__(self, oracle: str, what: str) -> None:
        super().__init__(f"{oracle}: {what}")
        self.oracle = oracle


class World:
    """A run: everything in it follows from the seed.

    Attributes:
        story: What happened, a line for each step.
        counts: Steps, edits, kills, restores and so on; those of the line are in `line`.
    """

    def __init__(self, ground: Ground, seed: int) -> None:
        self.dice = random.Random(seed)
        self.time = ground.time
        self.time.now_ms = NOON_MS + YEAR_MS
        self.story: list[str] = []
        self.counts: Counter[str] = Counter()
        self.sayings = Sayings()
        self.shelf = ground.shelf
        self._beginning = ground.beginning
        self._folder = ground.folder / "run"
        copy_folder(ground.beginning, self._folder)
        self.shelf.set_back(self._folder / "hub")
        self.shelf.back_up()
        self.line = Line(self.shelf, random.Random(self.dice.random()), self.wait)
        wrong = self.dice.random() < WRONG_CLOCKS
        self.laptops = [
            Laptop(
                name, self._folder / name, ground.keys[name], self.time, self._more_dice(),
                SKEWS_MS[name] if wrong else 0,
            )
            for name in list(ROLES)[: self.dice.choice((FEWEST, FEWEST, len(ROLES)))]
        ]  # fmt: skip

    def _more_dice(self) -> random.Random:
        return random.Random(self.dice.random())

    def close(self) -> None:
        """Close every file."""
        for laptop in self.laptops:
            laptop.close()
        self.shelf.close()

    def tell(self, what: str) -> None:
        """Add a line to the story."""
        self.story.append(what)

    def wait(self, ms: int) -> None:
        """Let time pass."""
        self.time.now_ms += ms

    def clone(self, laptop: Laptop) -> None:
        """Let somebody copy a laptop's folder to a second laptop, and both go on."""
        name = f"{laptop.name}'s double"
        self.laptops.append(laptop.cloned(name, self._more_dice()))
        self.counts["clones"] += 1
        self.tell(f"{laptop.name} is cloned")

    def knows(self, laptop: Laptop, *about: str) -> dict[str, frozenset[str]]:
        """Return what a laptop holds of these records."""
        return {record: evidence.facts_about(laptop.opened.db, record) for record in about}

    def save(
        self,
        laptop: Laptop,
        changes: Sequence[Change],
        seen: dict[str, frozenset[str]] | None = None,
    ) -> bool:
        """Save, perhaps with trouble on the way; say whether the save returned.

        Args:
            seen: What the author knew when the form was opened; None means what stands now.
        """
        said = "; ".join(f"{c.record} {_short(c)}" for c in changes)
        knew = seen or self.knows(laptop, *(change.record for change in changes))
        done = self.do(
            laptop, f"saves {said}", knew, lambda: records.save_all(laptop.opened, changes)
        )
        if done and seen is None:
            self._shows_what_was_said(laptop, changes)
        return done

    def _shows_what_was_said(self, laptop: Laptop, changes: Sequence[Change]) -> None:
        for change in changes:
            record = records.find(laptop.opened, change.record)
            for name, value in change.values.items():
                # To whom a complaint goes its level says, and that may clash.
                complaint = change.kind == "feedback" and name != "level"
                closed = (change.kind == "incident" and RESTRICTED not in laptop.reads) or (
                    complaint and laptop.reads != SCOPES
                )
                if not closed and (record is None or record.values.get(name) != value):
                    raise Broken("said", f"{laptop.name} saved {change.record}.{name} in vain")

    def do(
        self, laptop: Laptop, what: str, knew: dict[str, frozenset[str]], act: Callable[[], object]
    ) -> bool:
        """Let a laptop do something that makes facts; say whether it came back from it."""
        trouble = self._maybe_trouble(laptop, STEPS_OF_SAVE)
        done = False
        try:
            act()
            done = True
        except DiskFull:
            what += f" ({trouble})"
            if not trouble:
                raise Broken("stuck", f"{laptop.name} found its disk full") from None
        except Killed:
            what += " (killed)"
            self._after_kill(laptop)
        finally:
            laptop.calm_down()
        self.counts["edits"] += self.sayings.listen(laptop, knew)
        self.tell(f"{laptop.name} {what}")
        return done

    def _maybe_trouble(self, laptop: Laptop, steps: int) -> str:
        if self.dice.random() >= TROUBLE_CHANCE:
            return ""
        trouble = self.dice.choice(TROUBLES)
        laptop.expect(trouble, self.dice.randrange(steps))
        return trouble

    def _after_kill(self, laptop: Laptop) -> None:
        self.counts[KILL] += 1
        laptop.start_again()

    def sync(self, laptop: Laptop, *, well: bool = False) -> Account | None:
        """One round; where it goes well, nothing can go wrong with it.

        Returns:
            None where it did not come to its end.
        """
        trouble = "" if well else self._maybe_trouble(laptop, STEPS_OF_SYNC)
        if well:
            self.line.be_good()
        else:
            chance = FAULT_CHANCE if self.dice.random() < BAD_LINE else 0.0
            self.line.be_bad(
                chance,
                meanwhile=self._somebody_else(laptop),
                set_back=self.set_hub_back,
                kill=lambda: laptop.expect(KILL, self.dice.randrange(STEPS_OF_TAKING_IN)),
            )
        account, told = None, ""
        try:
            account = sync(laptop.opened, self.line, Progress())
        except Killed:
            told = "killed"
            self._after_kill(laptop)
        except DiskFull as error:
            told = trouble
            if not trouble:
                raise Broken("stuck", f"{laptop.name}: {error}") from error
        except SyncError as error:
            told = type(error).__name__
            if not set(self.line.struck) & set(HARMFUL):
                raise Broken("stuck", f"{laptop.name}: {error}") from error
        finally:
            laptop.calm_down()
        struck = ", ".join(self.line.struck)
        self.tell(f"{laptop.name} syncs" + f" ({struck or 'all is well'}; {told or 'done'})")
        self._no_save_is_torn(laptop)
        return account

    def hand_over(self, giver: Laptop, taker: Laptop) -> None:
        """Let one laptop write a parcel and another read it; the stick may be pulled too early."""
        stick = self._folder / "stick"
        stick.mkdir(exist_ok=True)
        file = write_parcel(giver.opened, stick, Progress()).file
        told = "whole"
        if self.dice.random() < TORN_PARCEL:
            content = file.read_bytes()
            file.write_bytes(content[: self.dice.randrange(len(content))])
            told = "torn"
        trouble = self._maybe_trouble(taker, STEPS_OF_SYNC)
        try:
            read_parcels(taker.opened, [file], Progress(), failed=lambda _error: None)
        except Killed:
            told += ", killed"
            self._after_kill(taker)
        except DiskFull as error:
            told += f", {trouble}"
            if not trouble:
                raise Broken("stuck", f"{taker.name}: {error}") from error
        finally:
            taker.calm_down()
            file.unlink()
        self.counts["parcels"] += 1
        self.tell(f"{taker.name} reads a parcel of {giver.name} ({told})")
        self._no_save_is_torn(taker)

    def _somebody_else(self, laptop: Laptop) -> Callable[[], None]:
        other = self.dice.choice([each for each in self.laptops if each is not laptop])

        def meanwhile() -> None:
            try:
                sync(other.opened, self.shelf, Progress())
            except SyncError as error:
                raise Broken("stuck", f"{other.name}, meanwhile: {error}") from error

        return meanwhile

    def _no_save_is_torn(self, laptop: Laptop) -> None:
        held = {scope: evidence.fact_ids(laptop.opened.db, scope) for scope in SCOPES}
        for (save, scope), facts in self.sayings.saves().items():
            if held[scope] & facts and not facts <= held[scope]:
                raise Broken("torn", f"{laptop.name} holds a part of the save {save}")

    def set_hub_back(self) -> None:
        """Put the hub's last copy in its place."""
        self._before_setting_back()
        self.shelf.set_back(self.shelf.backup)
        self.counts["hub restores"] += 1
        self._after_setting_back()

    def set_back(self, laptop: Laptop) -> None:
        """Put a laptop's last copy in its place."""
        self._before_setting_back()
        laptop.set_back()
        self.counts["laptop restores"] += 1
        self._after_setting_back()

    def begin_hub_anew(self) -> None:
        """Lose the hub; it begins again with nothing but the members."""
        self._before_setting_back()
        self.shelf.set_back(self._beginning / "hub")
        self.counts["hub restores"] += 1
        self._after_setting_back()

    def _before_setting_back(self) -> None:
        self.sayings.look_at_packs(self.laptops)

    def _after_setting_back(self) -> None:
        held: set[str] = set()
        for laptop in self.laptops:
            held.update(*(evidence.fact_ids(laptop.opened.db, scope) for scope in SCOPES))
        on_hub = {entry.id for scope in FEEDS for entry in self.shelf.entries(scope)}
        self.sayings.forgive(held, on_hub)

    def faults(self) -> Counter[str]:
        """Return how often what went wrong."""
        return self.line.counts + Counter({KILL: self.counts[KILL]})


def _short(change: Change) -> str:
    return ", ".join(f"{name}={str(value)[:20]}" for name, value in change.values.items())
