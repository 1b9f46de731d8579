"""Step 4: the paper goes out. Its code is shown large; it is printed, saved, or put on a stick."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fieldapp.domain.disclosure import Disclosed
from fieldapp.errors import UserError
from fieldapp.language import N_, PAPER_LANGUAGES
from fieldapp.store.audit import Act
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_folder, ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.beside import stack
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.files import write_whole
from fieldapp.ui.paper_languages import paper_languages
from fieldapp.ui.papers.release import ReleaseBanner, read_answer, write_draft
from fieldapp.ui.pdf_pages import print_paper, printer_for
from fieldapp.ui.review.papers import Paper, file_name, write_papers
from fieldapp.ui.review.plan import Plan
from fieldapp.ui.review.reviews import keep_review, note_out, plan_again, reviews_of
from fieldapp.ui.session import Session

_NARROW = 760
_MOST = 6

_REMINDERS = (
    ("megaphone", N_("Have it read aloud, part by part, in the language of the village.")),
    ("stamp", N_("One copy comes back signed or marked; one stays with the council.")),
    ("message-square-warning", N_("Tear off the slips and leave them: nobody has to give a name.")),
    ("eye", N_("Whoever carries it shows where they come from. Say so.")),
)


class HandStep(Scrolled):
    """What can be done with the papers that were drawn, and the earlier ones.

    Attributes:
        print_button, save_button, stick_button: What can be done.
        draft: What can be done where a second person has to see the paper; hidden else.
        told: What was done, in words; empty before.

    Signals:
        gone_out: A paper was printed or written; its review is on record.
        again: An earlier paper is wanted once more; carries its `Plan`.
        released: Somebody answered the request for a draft; carries what they answered.
    """

    gone_out = Signal()
    again = Signal(object)
    released = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan: Plan | None = None
        self._papers: Mapping[str, Paper] = {}
        self.again_lines: list[LineButton] = []
        self.told = QVBoxLayout()
        self.column.addLayout(self.told)
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self.column.addLayout(self._row)
        self.column.addStretch(1)
        self._row.addWidget(self._out_card(), 1, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(14)
        beside.addWidget(self._reminders())
        beside.addWidget(self._earlier_card())
        beside.addStretch(1)
        self._row.addLayout(beside, 1)

    def show_papers(self, plan: Plan | None, papers: Mapping[str, Paper]) -> None:
        """Show the code of a paper, and let it go out where it was drawn."""
        if plan is None or self._plan is None or plan.code != self._plan.code:
            emptied(self.told)
        self._plan, self._papers = plan, papers
        session = self._session
        none = session.text(N_("No paper was made yet."))
        self.code.setText(isolated(plan.code) if plan and papers else "–")
        about = ""
        if plan and papers:
            days = [session.look.language.short_day(day) for day in (plan.start, plan.end)]
            about = dotted(session.names.title(plan.place), " – ".join(days))
        self.about.setText(about or none)
        self.language.setVisible(len(papers) > 1)
        for code in PAPER_LANGUAGES:
            self.language.button(code).setVisible(code in papers)
        self.language.choose(list(papers)[:1])
        draft = any(paper.drawn.draft for paper in papers.values())
        for each in (self.print_button, self.save_button, self.stick_button):
            each.setEnabled(bool(papers) and not draft)
        for each in (self.print_button, self.save_button, self.stick_button):
            each.setVisible(not draft)
        self.draft.setVisible(draft)
        self._show_earlier()

    @property
    def first_button(self) -> QPushButton:
        """Where the keys begin."""
        return self.print_button if self.draft.isHidden() else self.draft.ask_button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stack(self._row, narrow=self.width() < _NARROW)

    def _out_card(self) -> Card:
        text, look = self._session.text, self._session.look
        card = Card(text(N_("Code of this paper")))
        self.code = label("", "figure", wrap=False)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        card.body.addWidget(self.code)
        self.about = label("", "strong")
        card.body.addWidget(self.about)
        keep = N_(
            "It stands on every page. When the paper comes back, type it in step 5, on any laptop"
            " of the mission."
        )
        card.body.addWidget(label(text(keep), "hint"))
        card.body.addSpacing(6)
        self.language = paper_languages(look, small=True)
        self.language.setAccessibleName(text(N_("Language of the paper")))
        self.language.edited.connect(self._on_language)
        card.body.addWidget(self.language)
        card.body.addSpacing(6)
        self.print_button = button(
            text(N_("Print …")), look.icon("printer", "accent_ink"), "primary"
        )
        self.save_button = button(text(N_("Save as …")), look.icon("download"))
        self.stick_button = button(text(N_("Write to a stick …")), look.icon("hard-drive"))
        for widget, slot in (
            (self.print_button, self._on_print),
            (self.save_button, self._on_save),
            (self.stick_button, self._on_stick),
        ):
            widget.clicked.connect(slot)
            card.body.addWidget(widget)
        self.draft = ReleaseBanner(self._session)
        self.draft.asked.connect(self.save_draft)
        self.draft.answered.connect(self.take_in)
        self.draft.hide()
        card.body.addWidget(self.draft)
        clear = N_(
            "A file is not encrypted: whoever has it can read it. Nothing is written unasked."
        )
        card.body.addWidget(label(text(clear), "small"))
        return card

    def _reminders(self) -> Card:
        text, look = self._session.text, self._session.look
        card = Card(text(N_("When you hand it over")))
        for icon, words in _REMINDERS:
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(picture(look, icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text(words)), 1)
            card.body.addLayout(line)
        return card

    def _earlier_card(self) -> Card:
        card = Card(self._session.text(N_("Print an earlier paper again")))
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(0)
        card.body.addLayout(self._earlier)
        return card

    def _show_earlier(self) -> None:
        emptied(self._earlier)
        self.again_lines = []
        session, language = self._session, self._session.look.language
        shown: Sequence[Disclosed] = [
            each
            for each in reviews_of(session)
            if each.values.get("printed_on") and each.values.get("paper_code")
        ][:_MOST]
        if not shown:
            none = N_("None was printed yet. A paper that was lost can be printed again here.")
            self._earlier.addWidget(label(session.text(none), "hint"))
        for each in shown:
            day = language.short_day(str(each.values["printed_on"]))
            printed = session.text(N_("Printed {day}")).format(day=day)
            about = dotted(str(each.values.get("paper_code") or ""), printed)
            name = session.names.place(each)
            line = LineButton(session.look, "printer", "accent", name, about, each)
            line.opened.connect(self._on_again)
            self._earlier.addWidget(line)
            self.again_lines.append(line)

    def _on_again(self, review: Disclosed) -> None:
        plan = plan_again(self._session, review)
        if plan is not None:
            self.again.emit(plan)

    @property
    def chosen_language(self) -> str:
        """Of the paper that goes out next."""
        return str(next(iter(self.language.chosen), next(iter(self._papers))))

    def _on_language(self) -> None:
        if not self.language.chosen:  # one of them is always chosen
            self.language.choose(list(self._papers)[:1])

    def _on_print(self) -> None:
        printer = printer_for(self._papers[self.chosen_language].content)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Send the paper of the chosen language to a printer; noted before, with the copies."""
        language = self.chosen_language
        copies = max(1, printer.copyCount())
        if self._goes_out(Act.PRINTED, [language], copies):
            print_paper(self._papers[language].content, printer)
            words = self._session.look.language.plural(
                "{n} copy went to the printer.", "{n} copies went to the printer.", copies
            )
            self._tell(words)

    def _on_save(self) -> None:
        assert self._plan is not None
        title = self._session.text(N_("Save the paper as"))
        name = file_name(self._plan, self.chosen_language)
        ask_save(self, title, name, "PDF (*.pdf)", self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the paper of the chosen language into a file."""
        language = self.chosen_language
        if not self._goes_out(Act.EXPORTED, [language]):
            return
        try:
            write_whole(path, self._papers[language].content)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        words = self._session.text(N_("Saved as {file}"))
        self._tell(words.format(file=isolated(path.name)))

    def _on_stick(self) -> None:
        title = self._session.text(N_("Choose the stick"))
        ask_folder(self, title, "", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write the papers of every language into a folder."""
        assert self._plan is not None
        if not self._goes_out(Act.EXPORTED, list(self._papers)):
            return
        try:
            names = write_papers(folder, self._plan, self._papers)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        words = self._session.text(N_("Saved as {file}"))
        self._tell(words.format(file=", ".join(isolated(name) for name in names)))

    def save_draft(self, path: Path) -> None:
        """Write the draft of the chosen language, and beside it the request for its release."""
        assert self._plan is not None
        language, session = self.chosen_language, self._session
        drawn = self._papers[language].drawn
        try:
            note_out(session, Act.PRINTED, self._plan, "", language, step="draft")
            request = write_draft(session.workspace, path, drawn, "joint_review")
        except UserError as error:
            messages.tell(self, session.look, error)
            return
        emptied(self.told)
        words = session.text(N_("Saved as {file}")).format(file=isolated(request.name))
        self.told.addWidget(Banner(session.look, "ok", words))

    def take_in(self, path: Path) -> None:
        """Have the papers drawn anew with the answer of a second person."""
        try:
            answer = read_answer(path)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.released.emit(answer)

    def _goes_out(self, act: Act, languages: Sequence[str], copies: int = 0) -> bool:
        """Have the review on record and the act in the audit log first; say whether they are."""
        assert self._plan is not None
        try:
            review = keep_review(self._session, self._plan)
            for language in languages:
                note_out(self._session, act, self._plan, review, language, copies)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return False
        self.gone_out.emit()
        return True

    def _tell(self, words: str) -> None:
        emptied(self.told)
        text = self._session.text
        open_ = N_("The paper is on the list of those that are out, until its answer is entered.")
        self.told.addWidget(Banner(self._session.look, "ok", words, text(open_)))
        self._show_earlier()
