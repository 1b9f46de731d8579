"""What the council's answer will be in its next paper, once it is saved: "you said, we did"."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.council.lines import DISPUTES, PROMISES, QUESTIONS, SAFETY, STEPS, TITLES
from fieldapp.domain.council.paper import Period
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.look import PaperLook
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.workspace import close, reopen
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import label
from fieldapp.ui.review.line_row import in_words
from fieldapp.ui.review.plan import PERIOD
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

_TOLD = (PROMISES, SAFETY, QUESTIONS, DISPUTES, STEPS)


class NextPaper(QWidget):
    """A line that all is saved, and the lines of the next paper that came of the answer.

    Signals:
        read: The lines are shown.
        opened: Somebody goes to a record; carries kind and id.
        begun: Somebody begins a record; carries its kind and what is known of it.
    """

    read = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)

    def __init__(self, session: Session, services: Services, review: Disclosed) -> None:
        super().__init__()
        self._session, self._review = session, review
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        done = N_("The answer is saved, and the paper is off the list of those that are out.")
        column.addWidget(Banner(look, "ok", text(done)))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.record_button = button(text(N_("Open the record")), look.icon("external-link"))
        self.record_button.clicked.connect(self._on_record)
        self.came_button = button(text(N_("Write down who came …")), look.icon("users"))
        self.came_button.clicked.connect(self._on_came)
        row.addWidget(self.record_button)
        row.addWidget(self.came_button)
        row.addStretch(1)
        column.addLayout(row)
        card = Card(text(N_("In the next paper for this council")))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self._lines.addWidget(label(text(N_("Looking through the records …")), "hint"))
        card.body.addLayout(self._lines)
        column.addWidget(card)
        self._look(services)

    def _look(self, services: Services) -> None:
        found = records.find(self._session.workspace, self._review.id)
        assert found is not None
        values = self._session.disclosed(found).values
        place, held = values.get("place"), day_of(values.get("held_on"))
        if not isinstance(place, str) or held is None:
            return
        opened, look_at = self._session.workspace, services.look_at_paper
        # A paper of the days after, so that what was decided is a promise that has to be kept.
        period = Period(held.isoformat(), (held + PERIOD + timedelta(days=1)).isoformat())
        order = PaperOrder("joint_review", Manner("en"), place=place, period=period)

        def work(progress: Progress) -> PaperLook:
            workspace = reopen(opened)
            try:
                return look_at(workspace, order, progress)
            finally:
                close(workspace)

        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_looked)
        self._task.start()

    def _on_looked(self, look: PaperLook) -> None:
        emptied(self._lines)
        session = self._session
        part = 0
        for line in look.lines:
            if line.part not in _TOLD:
                continue
            if line.part != part:
                part = line.part
                number = session.look.language.number(part)
                words = f"{number}. {session.text(TITLES[part])}"
                self._lines.addSpacing(6)
                self._lines.addWidget(label(words, "strong", "accent"))
            said, about = in_words(session, line)
            one = QVBoxLayout()
            one.setSpacing(0)
            one.addWidget(label(said))
            if about:
                one.addWidget(label(about, "small"))
            self._lines.addLayout(one)
        if not part:
            none = N_("Nothing yet: nothing was disputed, decided or promised.")
            self._lines.addWidget(label(session.text(none), "hint"))
        self.read.emit()

    def _on_record(self) -> None:
        self.opened.emit("joint_review", self._review.id)

    def _on_came(self) -> None:
        values = self._review.values
        title = self._session.text(N_("Joint review"))
        known = {"title": title, "type": "council", "place": values.get("place")}
        self.begun.emit("meeting", known)
