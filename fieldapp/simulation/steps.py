"""What people, disks and time do in a mission, one step at a time, as the dice fall."""

from collections.abc import Callable

from fieldapp.domain.fieldtypes import Value
from fieldapp.simulation.ground import DAY_MS, YEAR_MS
from fieldapp.simulation.laptop import Laptop
from fieldapp.simulation.world import World
from fieldapp.store import records
from fieldapp.store.records import Change

CANARY = "kivuli"
"""Stands in everything that is given in confidence."""

ANSWERS = ("dry", "open", "\u0645\u063a\u0644\u0642")  # so few that two laptops give the same
MEETINGS = ("well", "road")
PROMISE, INCIDENT, WOMEN, COMPLAINT = "roof", "shots", "well-women", "complaint"
OUT = "entered twice"
_STATES = ("open", "kept", "late")
_TYPES = ("threat", "abduction", "gender_based_violence")
_LONG_BYTES = 24_000
"""Of randomness in each of three records of one save: together more than a page of a sync."""

_BACKWARD_MS = (60_000, 30 * DAY_MS, 20 * YEAR_MS)


def _anybody(world: World) -> Laptop:
    return world.dice.choice(world.laptops)


def _answer(world: World) -> str:
    return world.dice.choice(ANSWERS)


def note(world: World) -> None:
    """An officer answers a question or two about a meeting."""
    names = world.dice.sample(("title", "language", "messages"), world.dice.randint(1, 2))
    values: dict[str, Value] = {name: _answer(world) for name in names}
    world.save(_anybody(world), [Change("meeting", values, world.dice.choice(MEETINGS))])


def visit(world: World) -> None:
    """An officer writes down a meeting, who came and what was promised, in one save."""
    meeting: dict[str, Value] = {"title": _answer(world), "held_on": "2026-11-03"}
    came: dict[str, Value] = {"meeting": "well", "sex": "female", "count": world.dice.randint(1, 3)}
    promised: dict[str, Value] = {"meeting": "well", "what": _answer(world)}
    changes = [
        Change("meeting", meeting, "well"),
        Change("attendance", came, WOMEN),
        Change("commitment", promised, PROMISE),
    ]
    world.save(_anybody(world), changes)


def promise(world: World) -> None:
    """An officer says what became of a promise."""
    values: dict[str, Value] = {"status": world.dice.choice(_STATES)}
    world.save(_anybody(world), [Change("commitment", values, PROMISE)])


def confide(world: World) -> None:
    """An officer records an incident; what points to a person is closed to the team."""
    values: dict[str, Value] = {"account": f"{CANARY} {_answer(world)}"}
    if world.dice.random() < 0.6:
        values |= {"type": world.dice.choice(_TYPES), "happened_on": "2026-11-02"}
    world.save(_anybody(world), [Change("incident", values, INCIDENT)])


def complain(world: World) -> None:
    """Somebody records a complaint or its level: 5 and 6 are for the conduct focal point, 7 is for
    the protection cell, and who raises or lowers it may read neither."""
    values: dict[str, Value] = {"level": world.dice.choice((5, 6, 7))}
    if world.dice.random() < 0.7:
        values |= {"summary": f"{CANARY} {_answer(world)}"}
    world.save(_anybody(world), [Change("feedback", values, COMPLAINT)])


def say_the_same(world: World) -> None:
    """Two officers make the identical edit, each without knowing of the other."""
    one, other = world.dice.sample(world.laptops, 2)
    change = Change("meeting", {"title": _answer(world)}, world.dice.choice(MEETINGS))
    for laptop in (one, other):
        world.save(laptop, [change])


def save_an_old_form(world: World) -> None:
    """An officer opens a form, others' answers come in, and only then the officer saves."""
    laptop, record = _anybody(world), world.dice.choice(MEETINGS)
    now = records.find(laptop.opened, record)
    seen = world.knows(laptop, record)
    world.sync(laptop)
    base = {"title": now.heads.get("title", ()) if now else ()}
    change = Change("meeting", {"title": _answer(world)}, record, base=base)
    world.save(laptop, [change], seen)


def take_out_or_put_back(world: World) -> None:
    """An officer takes a meeting out, or puts it back."""
    laptop, record = _anybody(world), world.dice.choice(MEETINGS)
    now = records.find(laptop.opened, record)
    if now is None:
        return
    knew = world.knows(laptop, record)
    if now.deleted is None:
        world.do(
            laptop, f"takes out {record}", knew,
            lambda: records.delete(laptop.opened, "meeting", record, OUT),
        )  # fmt: skip
    else:
        world.do(
            laptop, f"puts back {record}", knew,
            lambda: records.restore(laptop.opened, "meeting", record),
        )  # fmt: skip


def settle(world: World) -> None:
    """An officer ends a clash."""
    laptop = _anybody(world)
    clashing = records.clashing(laptop.opened)
    if not clashing:
        return
    record, clashes = clashing[0]
    name = min(clashes)
    value = world.dice.choice(clashes[name]).value
    world.do(
        laptop, f"settles {record.id}.{name}", world.knows(laptop, record.id),
        lambda: records.settle_field(laptop.opened, record.kind, record.id, name, value),
    )  # fmt: skip


def write_much(world: World) -> None:
    """An officer saves three long texts at once, more than a page of a sync; others fetch them."""
    laptop = _anybody(world)
    changes = [
        Change(kind, {name: world.dice.randbytes(_LONG_BYTES).hex()}, record)
        for kind, name, record in (
            ("meeting", "messages", "well"), ("meeting", "messages", "road"),
            ("commitment", "what", PROMISE),
        )
    ]  # fmt: skip
    world.save(laptop, changes)
    world.sync(laptop)
    for other in world.dice.sample(world.laptops, 2):
        world.sync(other)


def sync(world: World) -> None:
    """A laptop syncs, on whatever line there is."""
    world.sync(_anybody(world))


def pass_on(world: World) -> None:
    """A laptop saves and syncs well; another fetches that. The hub may be copied in between."""
    one, other = world.dice.sample(world.laptops, 2)
    names = ("title", "language", "messages")
    change = Change("meeting", {world.dice.choice(names): _answer(world)}, MEETINGS[0])
    world.save(one, [change])
    world.sync(one, well=True)
    if world.dice.random() < 0.4:
        back_up_hub(world)
    world.sync(other)


def hand_over(world: World) -> None:
    """A stick goes from one laptop to another, past the hub."""
    giver, taker = world.dice.sample(world.laptops, 2)
    world.hand_over(giver, taker)


def back_up_hub(world: World) -> None:
    """Somebody copies the hub's folder."""
    world.shelf.back_up()
    world.tell("the hub is backed up")


def set_hub_back(world: World) -> None:
    """The hub's copy is put in its place."""
    if world.dice.random() < 0.1:
        world.begin_hub_anew()
        world.tell("the hub begins anew")
    else:
        world.set_hub_back()
        world.tell("the hub is set back")
    if world.dice.random() < 0.7:  # others get on before whoever knows better comes
        note(world)
        world.sync(_anybody(world))


def back_up_laptop(world: World) -> None:
    """A laptop's folder is copied; its officer goes on, and what follows may reach the hub."""
    laptop = _anybody(world)
    laptop.back_up()
    world.tell(f"{laptop.name} is backed up")
    if world.dice.random() < 0.7:
        change = Change("meeting", {"language": _answer(world)}, world.dice.choice(MEETINGS))
        world.save(laptop, [change])
        world.sync(laptop)


def set_laptop_back(world: World) -> None:
    """A laptop's copy is put in its place."""
    laptop = _anybody(world)
    world.set_back(laptop)
    world.tell(f"{laptop.name} is set back")


def lose_an_office(world: World) -> None:
    """The hub and a laptop burn, and both go on with their copies: others know more than either."""
    world.set_hub_back()
    world.tell("the office burns; the hub is set back")
    set_laptop_back(world)


def clone(world: World) -> None:
    """A laptop's folder goes on living on a second laptop."""
    if not world.counts["clones"]:
        world.clone(_anybody(world))


def wait(world: World) -> None:
    """Hours or weeks pass."""
    days = world.dice.choice((0, 1, 30, 180))
    world.wait(days * DAY_MS + world.dice.randint(0, DAY_MS))
    world.tell(f"{days} days pass")


def turn_clock(world: World) -> None:
    """Somebody sets the clock of a laptop, mostly to a wrong time."""
    laptop = _anybody(world)
    laptop.skew_ms = world.dice.choice((0, YEAR_MS, *(-ms for ms in _BACKWARD_MS)))
    world.tell(f"the clock of {laptop.name} is {laptop.skew_ms // 60_000} minutes off")


STEPS: tuple[tuple[int, Callable[[World], None]], ...] = (
    (16, note),
    (7, visit),
    (5, promise),
    (9, confide),
    (6, complain),
    (8, say_the_same),
    (6, save_an_old_form),
    (6, take_out_or_put_back),
    (7, settle),
    (2, write_much),
    (16, sync),
    (12, pass_on),
    (4, hand_over),
    (3, back_up_hub),
    (5, set_hub_back),
    (4, back_up_laptop),
    (3, set_laptop_back),
    (3, lose_an_office),
    (1, clone),
    (3, wait),
    (3, turn_clock),
)
"""How often each happens, against the others."""
