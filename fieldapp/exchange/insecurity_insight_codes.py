"""What the coded columns of Insecurity Insight's lists mean here: a table with a reason a line.

Only what a column says for certain is taken. The lists hold violence as well as threats,
obstruction and closures, the weapon is one "carried or used", and the columns that count the
killed, kidnapped or arrested are not in this table; so many events are "Other" here, with every
cell in their account. The description is never read for values.

Sources: notes of the lists on the Humanitarian Data Exchange (2023); reports of the Safeguarding
Health in Conflict Coalition, which count "violence against or obstruction of health care"; UN
guidance on Security Council resolution 1998, by which a hospital is any place of medical care.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Group:
    """Values of one column that mean the same here."""

    name: str
    values: tuple[str, ...]
    why: str
    component: str = ""
    """Of our code list `component`, for whoever did it."""


@dataclass(frozen=True)
class Rule:
    """An incident type, where all that the rows of an event say of weapon and place is among these.

    Attributes:
        list: One row must be of this list; empty for any.
        places: That row must name one of these, and no row another; empty for anywhere.
    """

    type: str
    why: str
    weapons: frozenset[str]
    list: str = ""
    places: frozenset[str] = frozenset()


UNSAID = "unsaid"

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "aidworker": "Aid workers killed, injured, kidnapped or arrested",
        "education": "Education in danger",
        "health": "Attacks on health care",
        "protection": "Protection in danger, in camps",
    }
)
"""Column source: which of the lists tells of the event, under the list's own title."""

GEO_PRECISION: Mapping[str, str] = MappingProxyType(
    {
        "2": "near",  # within 25 km
        "3": "adm2",  # district, municipality or commune
        "4": "adm1",  # province, state or governorate
        "6": "country",
        # 5 is a line such as a road, 7 the sea or the air: nothing that our list can say.
    }
)
"""Column geo_precision: the number in front; the words behind it are spelled in many ways."""

PLACE_TYPES = (
    Group("health", ("Health Building",), "A building of health care."),
    Group("education", ("Education Building",), "A school or a university; the column cannot say."),
    Group("school", ("School",), "A school and nothing else."),
    Group(
        "elsewhere",
        (
            "Administration", "Airstrip", "Checkpoint", "Communication",
            "Compound or Office Building", "Compound/Office Building", "Home", "IDP Refugee Camp",
            "IDP/Refugee Camp", "On Way To or From School", "Open Space", "Police Station",
            "Private Travel", "Project Site", "Public Building", "Remote Threat", "Road",
            "Ship/Water", "Temporary/Makeshift Site", "Warehouse",
        ),
        "Some other place. It does not say what was done there.",
    ),
    Group(
        UNSAID,
        ("", "No Information", "Not Applicable", "Other", "Unspecified Location"),
        "The list does not say.",
    ),
)  # fmt: skip
"""Column place_type. In the list on protection it is the name of a camp and says nothing here."""

WEAPONS = (
    Group(
        "arms",
        (
            "Chemical or Hot Liquid", "Fire Arm Blunt Use", "Firearms", "Fist and Foot",
            "Hand Grenade", "Knife", "Other Weapon", "RPG", "Stones, Sticks and Gravel",
            "Tasers, Live and Rubber Bullets", "Unspecified Explosive",
        ),
        "Carried or used: a robbery, an arrest or a killing. It does not say which.",
    ),
    Group(
        "launched",
        (
            "Aerial Bomb: Drone", "Aerial Bomb: Missile",
            "Aerial Bomb: No Information on Platform Type", "Aerial Bomb: Plane", "Artillery",
            "Cluster Bomb", "Missile", "Mortar", "Rocket", "Shelling",
        ),
        "Used, not only carried. ACLED's tag depends on whether it was part of a battle.",
    ),
    Group("left", ("Mine", "UXO"), "Explosive ordnance, whether it went off or was found."),
    Group(
        "placed",
        ("RCIED", "Remote-controlled IED", "SVIED", "Unspecified IED", "VBIED"),
        "Improvised explosive ordnance, whether it went off or was found.",
    ),
    Group("fire", ("Arson",), "Something was burned on purpose: destruction of property."),
    Group(
        "none",
        ("Not Applicable: No Direct Violence", "Unarmed Perpetrator"),
        "A threat, a closure, a strike, or blows after all: not certain to be an attack.",
    ),
    Group(UNSAID, ("", "No Information on the Weapon Used", "Recode in DB"), "It does not say."),
)  # fmt: skip
"""Column weapon; a cell may hold several."""

PERPETRATORS = (
    Group(
        "forces",
        (
            "Armed Forces of Government/Self-Declared Government", "Foreign Forces - Military",
            "Foreign Forces: Military", "Host Government: Military",
        ),
        "Armed forces of a state, or of one that declared itself.",
        component="military",
    ),
    Group("police", ("Police",), "The police or a service of security.", component="police"),
    Group(
        "non-state",
        ("NSA",),
        "Non-state actor: groups, but also communities and persons, so no part is given.",
    ),
    Group(
        "others",
        (
            "Administration", "Camp Resident", "Civilian", "Community Member", "Criminal",
            "Donor Government", "Employee", "Government/Self-Declared Government",
            "Host Government/Self-Declared Host Government", "MilCombatant", "Multiple", "Other",
            "Patient or Family", "Peace Keeper", "Political Party", "Protestors", "Staff Worker",
            "Vigilante",
        ),
        "No part of ours says this; our “civilian” means staff of the mission.",
    ),
    Group(UNSAID, ("", "No Information"), "It does not say."),
)  # fmt: skip
"""Column perpetrator."""

_VIOLENT = frozenset({"arms", "launched", "placed", "fire"})

TYPES = (
    Rule(
        "explosive_ordnance",
        "Left behind, it was aimed at nobody in particular.",
        weapons=frozenset({"left"}),
    ),
    Rule(
        "attack_on_hospital",
        "The list counts attacks on health care, and this one was at a building of health care.",
        weapons=_VIOLENT,
        list="health",
        places=frozenset({"health"}),
    ),
    Rule(
        "attack_on_school",
        "The list counts attacks on education, at a building of education; of a university our "
        "list has no other code.",
        weapons=_VIOLENT,
        list="education",
        places=frozenset({"education", "school"}),
    ),
    Rule("explosive_ordnance", "An improvised device.", weapons=frozenset({"placed"})),
    Rule(
        "attack_on_civilians",
        "Every event of the list harmed an aid worker, and nobody is arrested by shelling.",
        weapons=frozenset({"launched"}),
        list="aidworker",
    ),
    Rule("property", "What the weapon says for certain.", weapons=frozenset({"fire"})),
)
"""The first that fits is the type. Where none does it is "other": the act is not in the table."""

RISKS: Mapping[str, str] = MappingProxyType(
    {"left": "explosive_ordnance", "placed": "explosive_ordnance", "fire": "property"}
)
"""Protection risks that a weapon says besides the one that the type belongs to."""

PARTIES = frozenset({"forces", "non-state"})
"""Who can be a party to a conflict. A grave violation is one of theirs, not of a thief's."""

GRAVE_VIOLATIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "attack_on_hospital": ("health", "attack_on_hospitals"),
        # Universities are not among the schools that the six violations mean.
        "attack_on_school": ("school", "attack_on_schools"),
    }
)
"""For a type the place that a row must name besides, and the violation, if parties did it."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        "Bahr al-Ghazal do Norte": "Northern Bahr el Ghazal",
        "Central Kasai": "Kasaï-Central",
        "Timbuktu": "Tombouctou",
    }
)
"""Column admin1: names that differ by more than the word for a direction."""


def group_of(groups: Iterable[Group], value: str) -> Group | None:
    """Return the group of a value, or None for one that this table does not have."""
    wanted = value.strip().casefold()
    found = (g for g in groups if wanted in (known.casefold() for known in g.values))
    return next(found, None)
