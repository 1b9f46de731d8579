"""What was said by whom, knowing what: a second, simpler account of the truth beside the records.

A record is worked out from what each fact *says* its author saw. Here stands what the author's
laptop really held in that moment. An answer stands unless somebody who held it gave another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldapp.domain.fact import DELETED, Fact, from_json
from fieldapp.domain.fieldtypes import Value
from fieldapp.simulation.laptop import Laptop
from fieldapp.store import evidence


@dataclass(frozen=True)
class Said:
    """One fact, with what its author's laptop held of the record when it was made."""

    record: str
    kind: str
    scope: str
    save: str
    names: frozenset[str]
    seen: frozenset[str]


@dataclass(frozen=True)
class Expected:
    """What a record must show.

    Attributes:
        answers: For each field what stands of it: fact and value, one or several.
        out: It must be taken out.
        went_on: Somebody took it out while somebody else went on with it.
    """

    answers: Mapping[str, Mapping[str, Value]]
    out: bool
    went_on: bool


class Sayings:
    """Everything that was said in a run.

    Attributes:
        needed: Facts that must not be lost: a save of them has returned, or a laptop still had them
            after a kill, and no setting back has taken them from everybody.
    """

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.needed: set[str] = set()
        self._in_packs: dict[str, set[str]] = {}

    def listen(self, laptop: Laptop, seen: Mapping[str, frozenset[str]]) -> int:
        """Take down what a laptop has said since the last time; returns how many facts are new.

        Args:
            seen: For each record what the laptop's officer knew of it.
        """
        new = 0
        for line in evidence.facts_after(laptop.opened.db, laptop.counted, laptop.opened.device):
            laptop.counted = line.n
            if line.id in self.said:
                continue
            fact = from_json(line.line)
            earlier = {
                i for i, other in self.said.items()
                if (other.save, other.record) == (fact.save, fact.record)
            }  # fmt: skip
            held = seen.get(fact.record, frozenset()) | earlier
            self.said[line.id] = Said(
                fact.record, fact.kind, fact.scope, fact.save, frozenset(fact.names), held
            )
            self.needed.add(line.id)
            new += 1
        return new

    def look_at_packs(self, laptops: Iterable[Laptop]) -> None:
        """Remember which facts are in which pack, before a laptop forgets it."""
        for laptop in laptops:
            for pack, facts in evidence.contents_of_packs(laptop.opened.db).items():
                self._in_packs.setdefault(pack, set()).update(facts)

    def forgive(self, held: set[str], packs_of_hub: Iterable[str]) -> None:
        """After somebody was set back: need only what is still held by anybody.

        Args:
            held: Facts in the journals of the laptops.
        """
        on_hub = {fact for pack in packs_of_hub for fact in self._in_packs.get(pack, ())}
        self.needed &= held | on_hub

    def saves(self) -> dict[tuple[str, str], set[str]]:
        """Return the facts of each save that made several, by save and scope."""
        found: dict[tuple[str, str], set[str]] = {}
        for fact, said in self.said.items():
            found.setdefault((said.save, said.scope), set()).add(fact)
        return {save: facts for save, facts in found.items() if len(facts) > 1}

    def expected(self, facts: Iterable[Fact]) -> Expected:
        """Return what a record must show to whoever reads all of these facts about it."""
        known = [(fact, self.said[fact.id]) for fact in facts]
        answers: dict[str, dict[str, Value]] = {}
        for fact, said in known:
            for name in said.names:
                replaced = any(name in other.names and fact.id in other.seen for _, other in known)
                if not replaced:
                    answers.setdefault(name, {})[fact.id] = fact.values[name]
        deleted = answers.pop(DELETED, {})
        takers = [fact for fact, reason in deleted.items() if reason is not None]
        if not takers:
            return Expected(answers, out=False, went_on=False)
        alive = {fact for given in answers.values() for fact in given}
        seen = {fact for taker in takers for fact in self.said[taker].seen}
        out = len(takers) == len(deleted) and alive <= seen
        return Expected(answers, out=out, went_on=not out)
