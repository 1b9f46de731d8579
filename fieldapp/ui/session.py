"""What every page needs: the open workspace, the look, names, the day, and long work to start.

Frozen: a change of language or theme makes a new one. Nothing here is a widget.
"""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.store.openings import revealed
from fieldapp.store.workspace import Workspace
from fieldapp.ui.capture import Sight
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.growing import Growth
from fieldapp.ui.look import Look
from fieldapp.ui.names import Names
from fieldapp.ui.preferences import Preferences


def reader_here(workspace: Workspace) -> Reader:
    """Return who sits here. What is revealed as this is asked is not for the whole session: its
    time will be over."""
    return replace(workspace.reader, revealed=frozenset())


@dataclass(frozen=True)
class Session:
    """One officer at work.

    Attributes:
        workspace: Of the window's thread; tasks use `store.workspace.reopen`.
        reader: Who sits here, and how far they may read; fixed while the workspace is unlocked,
            but for what is revealed (`disclosed`).
        sight: Knows whether something in confidence is on the screen.
        preferences: How they want the window.
        growth: Has what goes on growing in the window take turns.
    """

    workspace: Workspace
    reader: Reader
    look: Look
    names: Names
    sight: Sight = field(default_factory=Sight)
    preferences: Preferences = field(default_factory=Preferences)
    growth: Growth = field(default_factory=Growth)

    def today(self) -> date:
        """Return the day by the workspace's own clock."""
        return self.workspace.wall().date()

    def disclosed(self, record: Record, door: Door = Door.SCREEN) -> Disclosed:
        """Return what may be shown of a record here, at this moment.

        What points to a person is in it only on the record's own page, while it is revealed.
        """
        reader = self.reader.at(door)
        if door is Door.SCREEN:
            now = revealed(self.workspace.db, self.workspace.around.wall_ms)
            reader = replace(reader, revealed=now)
        return disclose(record, reader)

    @property
    def surroundings(self) -> Surroundings:
        """What editors need."""
        return Surroundings(self.look, self.names, self.today, sight=self.sight, growth=self.growth)

    def new_id(self) -> str:
        """Return an id for a record in the making."""
        return str(uuid.UUID(bytes=self.workspace.around.random(16), version=4))

    def text(self, words: str) -> str:
        """Return a text in the person's language."""
        return self.look.language.translate(words)
