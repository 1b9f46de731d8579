"""The policy: through which door which level may leave, whoever reads.

Whom a reader is, `disclosure.Reader` says; what a field is, its kind. This table says what the door
adds: a council's paper takes nothing but what may be said aloud, however much its printer may read,
and the log takes nothing at all. `disclose` asks it and nothing else does, so that a list, a map, a
paper and a file cannot come to differ. `fieldapp policy` prints it for every role, kind and field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from fieldapp.domain.schema import Level
from fieldapp.language import N_

INCIDENT_KINDS = frozenset(
    {
        "incident", "victim", "incident_source", "incident_actor", "consent", "referral",
        "incident_response",
    }
)  # fmt: skip
"""What is told in confidence of violence. None of it ever reaches a council, not even a day."""


class Door(StrEnum):
    """A way by which a record leaves the laptop's file towards somebody's eyes."""

    SCREEN = "screen"
    """One record that somebody has opened, its form, its history, its clashes."""
    LIST = "list"
    SEARCH = "search"
    MAP = "map"
    DASHBOARD = "dashboard"
    """Figures, signals and chains, worked out from what this reader may see."""
    RECORD_PAPER = "record_paper"
    COUNCIL_PAPER = "council_paper"
    EXPORT = "export"
    """A file for the mission's own use."""
    PARTNER = "partner"
    """A file under a data-sharing agreement, which narrows it further."""
    CLIPBOARD = "clipboard"
    LOG = "log"
    """Log, crash report and audit log."""


@dataclass(frozen=True)
class Rule:
    """What may pass a door.

    Attributes:
        ceiling: The narrowest level that passes; None where no answer does.
        without: Kinds of which nothing passes.
        stubs: Of a record that is closed beyond the ceiling, the harmless rest passes; else nothing
            does, so that nobody learns even that there is one.
    """

    label: str
    ceiling: Level | None
    without: frozenset[str] = frozenset()
    stubs: bool = True


POLICY: Mapping[Door, Rule] = MappingProxyType(
    {
        Door.SCREEN: Rule(N_("Screen, one record"), Level.RESTRICTED),
        Door.LIST: Rule(N_("Lists"), Level.RESTRICTED),
        Door.SEARCH: Rule(N_("Search"), Level.RESTRICTED),
        # A point on a map says where somebody was hurt, whatever else is left out.
        Door.MAP: Rule(N_("Map"), Level.TEAM, INCIDENT_KINDS, stubs=False),
        Door.DASHBOARD: Rule(N_("Figures and signals"), Level.RESTRICTED),
        Door.RECORD_PAPER: Rule(N_("Paper of one record"), Level.RESTRICTED),
        Door.COUNCIL_PAPER: Rule(
            N_("The council’s paper"), Level.PUBLIC, INCIDENT_KINDS, stubs=False
        ),
        # A file lies about in clear text; restricted answers never go into one.
        Door.EXPORT: Rule(N_("File for own use"), Level.TEAM, stubs=False),
        Door.PARTNER: Rule(N_("File under an agreement"), Level.TEAM, stubs=False),
        Door.CLIPBOARD: Rule(N_("Clipboard"), Level.RESTRICTED),
        Door.LOG: Rule(N_("Log and crash report"), None),
    }
)
