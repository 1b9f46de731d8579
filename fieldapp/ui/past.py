"""Where somebody was, for "Back" and for after a lock."""

from dataclasses import dataclass

from fieldapp.store import drafts, records
from fieldapp.store.workspace import Workspace
from fieldapp.ui.rooms import TODAY

_REMEMBERED = 50
"""Places that "Back" knows."""


@dataclass(frozen=True)
class Place:
    """Where somebody was: a page, and the record and section of the form shown, if there was one.

    Holds no word of a record, so that it may be remembered while the workspace is locked.
    """

    page: str = TODAY
    record: str = ""
    section: int = 0

    def is_at(self, other: "Place") -> bool:
        """Say whether it is the same page and record, at whatever section."""
        return (self.page, self.record) == (other.page, other.record)


def is_there(workspace: Workspace, place: Place) -> bool:
    """Say whether the record of a place can still be shown."""
    if not place.record:
        return True
    found = records.find(workspace, place.record)
    if found is not None:
        return found.deleted is None
    return any(each.id == place.record for each in drafts.all_drafts(workspace))


class Past:
    """The places somebody has been at, the last of them last."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def __len__(self) -> int:
        return len(self._places)

    def note(self, here: Place, wanted: str) -> None:
        """Take note of where one is before one goes to a page."""
        if here.page and here != Place(wanted):
            self._places = [*self._places, here][-_REMEMBERED:]

    def take_before(self, here: Place) -> Place | None:
        """Return the last place that is another than this, and forget it and those after it."""
        while self._places and self._places[-1].is_at(here):
            self._places.pop()
        return self._places.pop() if self._places else None
