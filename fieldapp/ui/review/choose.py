"""Step 1: the place and period of a paper, its languages, and when it is to be read."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import BadValue, Day, PlaceRef
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import close, reopen
from fieldapp.ui.components.beside import stack
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.paper_languages import paper_languages
from fieldapp.ui.review.plan import Plan
from fieldapp.ui.review.reviews import PlaceDue, out_now, places_due, since_last
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

_MOST = 8
"""Places offered; every other one is typed."""

_MOST_OUT = 4

_NARROW = 760

_GAP = 6
"""Logical pixels more above a question than between it and its answer."""


class ChooseStep(Scrolled):
    """A form, and beside it the places whose council is to be asked next.

    Attributes:
        place, start, end, read_on: Editors.
        languages: Those in which the paper is made.
        due_lines: Buttons of the places that are offered.

    Signals:
        read: The places that are due are shown.
        answered: A paper that was out is back; carries its review.
        place_wanted: Somebody begins the record of a place: there is none yet.
    """

    read = Signal()
    answered = Signal(object)
    place_wanted = Signal()

    def __init__(self, session: Session, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._plan = session, plan
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self.column.addLayout(self._row)
        self.column.addStretch(1)
        inside = self.widget()
        assert inside is not None
        # Else Qt scrolls as if every line of the list wrapped at the least width.
        inside.setMinimumHeight(1)
        self._row.addWidget(self._form(), 5, Qt.AlignmentFlag.AlignTop)
        self._places = Card(session.text(N_("Whose council is to be asked next")))
        self._places_body = QVBoxLayout()
        self._places_body.setSpacing(0)
        self._places.body.addLayout(self._places_body)
        self._waiting = label(session.text(N_("Looking through the records …")), "hint")
        self._places_body.addWidget(self._waiting)
        self._out = Card(session.text(N_("Papers that are out")))
        self._out_body = QVBoxLayout()
        self._out_body.setSpacing(0)
        self._out.body.addLayout(self._out_body)
        beside = QVBoxLayout()
        beside.setSpacing(14)
        beside.addWidget(self._places)
        beside.addWidget(self._out)
        beside.addStretch(1)
        self._row.addLayout(beside, 4)
        self.due_lines: list[LineButton] = []
        self.show_plan(plan)
        self._read()

    def refresh(self) -> None:
        """Show the papers that are out as they are now."""
        emptied(self._out_body)
        session, language = self._session, self._session.look.language
        found = out_now(session)
        self._out.setVisible(bool(found))
        for each in found[:_MOST_OUT]:
            day = language.short_day(str(each.values["printed_on"]))
            printed = session.text(N_("Printed {day}")).format(day=day)
            about = dotted(str(each.values.get("paper_code") or ""), printed)
            name = session.names.place(each) or "–"
            line = LineButton(session.look, "file-text", "accent", name, about, each)
            line.opened.connect(self.answered)
            self._out_body.addWidget(line)

    def show_plan(self, plan: Plan) -> None:
        """Show what was chosen."""
        self._plan = plan
        self.place.show_answer(plan.place or None)
        for editor, day in ((self.start, plan.start), (self.end, plan.end)):
            editor.show_answer(day)
        self.read_on.show_answer(plan.read_on)
        self.languages.choose(plan.languages)

    def choose_place(self, place: str) -> None:
        """Take this place, and the period since the last joint review there."""
        self.place.show_answer(place)
        self.start.show_answer(since_last(self._session, place, self._plan.start))

    def wanted(self) -> Plan | None:
        """Return what was chosen; tell in place what is missing."""
        text = self._session.text
        self.complaint.hide()
        place = self._answer(self.place, PlaceRef(), N_("Choose the place."))
        start = self._answer(self.start, Day(), N_("Give the first day as dd/mm/yyyy."))
        end = self._answer(self.end, Day(), N_("Give the last day as dd/mm/yyyy."))
        read_on = self._answer(self.read_on, Day(), N_("Give the day as dd/mm/yyyy."))
        if not (place and start and end and read_on):
            return None
        if start > end:
            self._complain(self.end, text(N_("The last day is before the first.")))
            return None
        languages = tuple(str(code) for code in self.languages.chosen)
        if not languages:
            self.complaint.setText(text(N_("Choose the language of the paper.")))
            self.complaint.show()
            self.languages.setFocus()
            return None
        chosen = replace(
            self._plan, place=place, start=start, end=end, read_on=read_on, languages=languages
        )
        if (place, start, end) != (self._plan.place, self._plan.start, self._plan.end):
            # Another paper: what was left out of the first, and its code, are not the other's.
            chosen = replace(chosen, code="", taken_out=(), again=False)
        return chosen

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self._row, narrow=self.width() < _NARROW)

    def _form(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("Place and period")))
        around = session.surroundings
        self.place = self._question(card.body, N_("Place"), editor_for(PlaceRef(), around))
        self.place.edited.connect(self._on_place)
        period = QHBoxLayout()
        period.setSpacing(12)
        first, last = QVBoxLayout(), QVBoxLayout()
        for half in (first, last):
            half.setSpacing(6)
            period.addLayout(half, 1)
        card.body.addSpacing(_GAP)
        card.body.addLayout(period)
        self.start = self._question(first, N_("From"), editor_for(Day(), around))
        self.end = self._question(last, N_("To"), editor_for(Day(), around))
        card.body.addSpacing(_GAP)
        self.read_on = self._question(
            card.body, N_("When it is to be read"), editor_for(Day(), around)
        )
        card.body.addSpacing(_GAP)
        card.body.addWidget(label(text(N_("Language of the paper")), "strong"))
        self.languages = paper_languages(session.look, several=True)
        self.languages.setAccessibleName(text(N_("Language of the paper")))
        card.body.addWidget(self.languages)
        hint = N_("Two languages make two papers with the same code.")
        card.body.addWidget(label(text(hint), "small"))
        self.complaint = label("", "error")
        self.complaint.hide()
        card.body.addWidget(self.complaint)
        return card

    def _question(self, column: QVBoxLayout, words: str, editor: Editor) -> Editor:
        caption = label(self._session.text(words), "strong")
        caption.setBuddy(editor.control)
        editor.control.setAccessibleName(self._session.text(words))
        column.addWidget(caption)
        column.addWidget(editor)
        return editor

    def _answer(self, editor: Editor, type: PlaceRef | Day, complaint: str) -> str:
        try:
            value = type.accept(editor.answer())
        except BadValue:
            value = None
        self._complain(editor, "" if value else self._session.text(complaint))
        return str(value or "")

    def _complain(self, editor: Editor, sentence: str) -> None:
        editor.mark(sentence)
        if sentence and self.complaint.isHidden():
            self.complaint.setText(sentence)
            self.complaint.show()
            editor.setFocus()

    def _on_place(self) -> None:
        place = str(self.place.answer() or "")
        if self._session.names.title(place) != place:
            self.start.show_answer(since_last(self._session, place, self._plan.start))

    def _read(self) -> None:
        opened = self._session.workspace

        def work(progress: Progress) -> tuple[PlaceDue, ...]:
            workspace = reopen(opened)
            try:
                return places_due(workspace, progress)
            finally:
                close(workspace)

        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_read)
        self._task.start()

    def _on_read(self, found: Sequence[PlaceDue]) -> None:
        emptied(self._places_body)
        session = self._session
        if not found:
            self._show_none()
        for each in found[:_MOST]:
            late = each.due is not None and each.due < session.today()
            icon = ("triangle-alert", "warn") if late else ("map-pin", "accent")
            name = session.names.title(each.place)
            line = LineButton(session.look, *icon, name, self._about(each, late=late), each.place)
            line.opened.connect(self._on_chosen)
            self._places_body.addWidget(line)
            self.due_lines.append(line)
        self.read.emit()

    def _show_none(self) -> None:
        session, text = self._session, self._session.text
        if records.query(session.workspace, Wanted("place", limit=1)):
            hint = N_("No work, meeting or review is on record yet. Type the place.")
            self._places_body.addWidget(label(text(hint), "hint"))
            return
        what = text(N_("Write down the first place"))
        about = text(N_("A joint review is held with the council of a place."))
        line = LineButton(session.look, "plus", "accent", what, about, None)
        line.opened.connect(lambda _none: self.place_wanted.emit())
        self._places_body.addWidget(line)

    def _about(self, each: PlaceDue, *, late: bool) -> str:
        text, language = self._session.text, self._session.look.language
        last = (
            text(N_("Last review: {day}")).format(day=language.short_day(each.last))
            if each.last
            else text(N_("No joint review yet"))
        )
        due = ""
        if each.due:
            words = N_("Was due by {day}") if late else N_("Next by {day}")
            due = text(words).format(day=language.short_day(each.due))
        return dotted(last, due, text(N_("A paper is out")) if each.out else "")

    def _on_chosen(self, place: str) -> None:
        self.choose_place(place)
        self.start.setFocus()
