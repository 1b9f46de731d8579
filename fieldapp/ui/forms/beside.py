"""What stands after the sections of a saved record's form and asks nothing: the records that name
it, its photographs, its history. Each page is made when somebody first looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.forms.history_page import HistoryPage
from fieldapp.ui.forms.linked_page import LinkedPage
from fieldapp.ui.forms.photos_page import PhotosPage, count_of, title_of
from fieldapp.ui.links import linked_to
from fieldapp.ui.session import Session

Page = TypeVar("Page", bound=QWidget)


class Later(Generic[Page]):
    """A page that is made when it is asked for.

    Attributes:
        title: What its section is called, in the person's language.
        count: How much is on it.
        place: Where it stands, empty until then.
    """

    def __init__(self, title: str, count: int, make: Callable[[QWidget], Page]) -> None:
        """`make` is handed the place, in which the page is made: it is dressed once."""
        self.title = title
        self.count = count
        self.place = QWidget()
        QVBoxLayout(self.place).setContentsMargins(0, 0, 0, 0)
        self._make = make
        self._made: Page | None = None
        self._listening: list[Callable[[Page], object]] = []

    def then(self, listen: Callable[[Page], object]) -> None:
        """Have the page handed to `listen` as soon as it is made."""
        self._listening.append(listen)

    def page(self) -> Page:
        """Return the page; made now if it was not."""
        if self._made is None:
            self._made = page = self._make(self.place)
            for listen in self._listening:
                listen(page)
            place = self.place.layout()
            assert place is not None
            place.addWidget(page)
        return self._made


@dataclass(frozen=True)
class Beside:
    """The pages of one form, None for those that it has not."""

    linked: Later[LinkedPage] | None = None
    photos: Later[PhotosPage] | None = None
    history: Later[HistoryPage] | None = None

    @property
    def pages(self) -> tuple[Later[Any], ...]:
        """Those that there are, in order."""
        every = (self.linked, self.photos, self.history)
        return tuple(each for each in every if each is not None)


def beside_of(session: Session, record: Disclosed, ids: tuple[str, ...]) -> Beside:
    """Return what stands beside the sections of a record; `ids` are its own and those of its
    rows."""
    kind = record.kind
    linked = linked_to(session, record, kind_named(kind))
    photos = Later(
        session.text(title_of(kind)),
        count_of(session, kind, record.id),
        partial(PhotosPage, session, kind, record.id),
    )
    history = Later(session.text(N_("History")), 0, partial(HistoryPage, session, kind, ids))
    if not linked:
        return Beside(None, photos, history)
    naming = Later(
        session.text(N_("Linked records")),
        sum(len(each.items) for each in linked),
        partial(LinkedPage, session.look, linked),
    )
    return Beside(naming, photos, history)
