"""A made-up village for the demonstration: who records what, in a file of `resources/demo`.

Places and people in it are invented. Days are counted from today, so that the village is always in
the middle of its year; a seed decides head-counts and ids. Saving the records is for `demo`.
"""

import json
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.paths import resource

_SLIP_LETTERS = "ACDEFHJKMNPRTUVWXY3479"


class NoSuchScenario(WrongUse):
    """A scenario that does not exist."""

    text = N_("There is no scenario {name}.")
    remedy = N_("The scenarios are: {known}.")


@dataclass(frozen=True)
class Planned:
    """A record that somebody (``by``: founder or officer) is going to save."""

    by: str
    kind: str
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Clash:
    """One field that both laptops are going to answer without knowing of each other."""

    kind: str
    record: str
    field: str
    answers: Mapping[str, object]
    settled_by: str
    answer: object


@dataclass(frozen=True)
class Scenario:
    """A village, ready to be recorded.

    Attributes:
        people: Name of each role.
        place: What the paper is about, with its first and last day.
    """

    mission: str
    people: Mapping[str, str]
    place: str
    first: date
    last: date
    records: tuple[Planned, ...]
    clash: Clash


def read_scenario(name: str, today: date, seed: int) -> Scenario:
    """Read a scenario; the same day and seed give the same records.

    Raises:
        NoSuchScenario: There is none of this name.
    """
    known = {file.stem: file for file in sorted(resource("demo").glob("*.json"))}
    if name not in known:
        raise NoSuchScenario(name=name, known=", ".join(known))
    plain = json.loads(known[name].read_text("utf-8"))
    filler = _Filler(today, random.Random(seed))  # noqa: S311 - invented counts, no secret
    for one in plain["records"]:
        filler.names[one.get("as", "")] = filler.new_id()
    records = tuple(
        Planned(
            one["by"],
            one["kind"],
            {
                "id": filler.names[one["as"]] if "as" in one else filler.new_id(),
                **filler.fill(one["values"]),
            },
        )
        for one in plain["records"]
    )
    period = filler.fill(plain["period"])
    return Scenario(
        mission=plain["mission"],
        people=plain["people"],
        place=plain["place"],
        first=date.fromisoformat(period["from"]),
        last=date.fromisoformat(period["to"]),
        records=records,
        clash=Clash(**filler.fill(plain["clash"])),
    )


class _Filler:
    """Puts days, counts, codes and ids where the file says what is meant.

    ``{"day": -3}`` is three days ago, ``{"about": 20}`` some twenty, ``{"ref": "pump"}`` the id of
    the record that the file calls pump, ``{"code": 1}`` a random code of a slip.
    """

    def __init__(self, today: date, chance: random.Random) -> None:
        self._today = today
        self._chance = chance
        self.names: dict[str, str] = {}

    def new_id(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))

    def fill(self, plain: Any) -> Any:
        if not isinstance(plain, dict):
            return plain
        match plain:
            case {"day": int(days), **none} if not none:
                return (self._today + timedelta(days=days)).isoformat()
            case {"about": int(number), **none} if not none:
                return self._chance.randint(number - number // 4, number + number // 4)
            case {"ref": str(name), **none} if not none:
                return self.names[name]
            case {"code": int(), **none} if not none:
                return "".join(self._chance.choices(_SLIP_LETTERS, k=6))
        return {name: self.fill(value) for name, value in plain.items()}
