"""One question of a form: label, help, editor, what is wrong with the answer, who may read it.

Label, buddy and object name are set here and nowhere else.
"""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.guarded import Line, Memo
from fieldapp.ui.components.text import label, picture
from fieldapp.ui.editors import Surroundings, editor_for_question, is_wide
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

WHO_READS = {
    Level.PUBLIC: N_("May be printed on the paper for the community."),
    Level.TEAM: N_("Everybody in the mission may read this. It is on no paper."),
    Level.RESTRICTED: N_("Sealed: only members who hold the restricted key may read this."),
}


_LONG_HELP = 120
"""Letters: more would stand beside half a form as a pillar of short lines."""


class FieldRow(QWidget):
    """One question. `name` and `editor` are what a form works with.

    Help stands above an answer that takes the whole width: one reads first what must not be in it.
    It stands under those of half the width, whose lines begin at one height then.
    """

    def __init__(
        self,
        kind: RecordKind,
        field: Field,
        surroundings: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.name = field.name
        self.wide = is_wide(field.type) or len(field.help) > _LONG_HELP
        self._look = surroundings.look
        self._asks_to_reveal = surroundings.reveal
        translate = surroundings.look.language.translate
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label = label("", "strong")
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.label.setText(self._words(translate(field.label)))
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(self.label, 1)
        column.addLayout(self._head)
        self.label.setToolTip(" ".join(translate(hint) for hint in field.hints))
        helped = (
            None
            if surroundings.compact or not field.help
            else label(translate(field.help), "small")
        )
        if helped is not None and self.wide:
            column.addWidget(helped)
        self.editor = editor_for_question(kind, field, surroundings)
        self.editor.setObjectName(field.name)
        self.editor.control.setAccessibleName(translate(field.label))
        self.label.setBuddy(self.editor.control)
        self._copies, self._sight = surroundings.copies, surroundings.sight
        for line in self.editor.findChildren(Line):
            line.copies = self._may_copy
            line.steps = surroundings.steps
        for memo in self.editor.findChildren(Memo):
            memo.copies = self._may_copy
            memo.steps = surroundings.steps
        column.addWidget(self.editor)
        if helped is not None and not self.wide:
            column.addWidget(helped)
        column.addStretch(1)
        self._column = column
        # Most questions never need these two, and would take half as long again to make.
        self._reveal: QPushButton | None = None
        self._complaint: Complaint | None = None
        self._level: Level | None = None
        self._mark: QWidget | None = None
        self.set_level(field.level)

    def hide_answer(self, hidden: bool) -> None:
        """Mask the answer, which can point to a person: its place is taken by a button."""
        if self._reveal is None and not hidden:
            return
        self.editor.setVisible(not hidden)
        self.reveal_button.setVisible(hidden)
        self.label.setBuddy(self.reveal_button if hidden else self.editor.control)

    @property
    def reveal_button(self) -> QPushButton:
        """What takes the place of an answer that is masked."""
        if self._reveal is None:
            self._reveal = self._mask()
            self._reveal.hide()
            self._column.insertWidget(self._column.indexOf(self.editor) + 1, self._reveal)
            self.setTabOrder(self.editor, self._reveal)
        return self._reveal

    def put_cursor(self) -> None:
        """Put the cursor here: into the answer, or onto the button in its place."""
        masked = self._reveal is not None and not self._reveal.isHidden()
        target = self.reveal_button if masked else self.editor
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mask(self) -> QPushButton:
        text = self._look.language.translate
        mask = button(text(N_("Hidden. Show …")), self._look.icon("eye-off"), "mask")
        named = N_("{question}: hidden, because it can point to a person. Show …")
        mask.setAccessibleName(text(named).format(question=text(self.field.label)))
        mask.setToolTip(text(N_("Hidden, because it can point to a person.")))
        if self._asks_to_reveal is not None:
            mask.clicked.connect(self._asks_to_reveal)
        return mask

    def show_label(self, shown: bool) -> None:
        """Show the label, or leave it to the first line of a table; a screen reader says it."""
        self.label.setVisible(shown)

    def _words(self, name: str) -> str:
        if not self.field.required:
            return escape(name)
        return f'{escape(name)} <span style="color: {self._look.theme["bad"]}">*</span>'

    @property
    def complaint(self) -> str:
        """What is wrong with the answer, "" when nothing is."""
        return "" if self._complaint is None else self._complaint.text

    @property
    def is_wrong(self) -> bool:
        """Whether what is wrong stops a save."""
        return self._complaint is not None and self._complaint.stops

    def complain(self, sentence: str, *, soft: bool = False) -> None:
        """Show under the editor what is wrong; "" takes it away. Soft ones do not stop a save."""
        if self._complaint is None:
            if not sentence:
                return
            self._complaint = Complaint(self._look)
            after = self.editor if self._reveal is None else self._reveal
            self._column.insertWidget(self._column.indexOf(after) + 1, self._complaint)
        if (sentence, soft) == (self._complaint.text, self._complaint.is_soft):
            return
        self._complaint.show_text(sentence, soft=soft)
        self.editor.mark("" if soft else sentence)

    @property
    def level(self) -> Level | None:
        """Who may read the answer, as it is marked."""
        return self._level

    def set_level(self, level: Level) -> None:
        """Show who may read the answer, which can depend on other answers."""
        if level is self._level:
            return
        self._level = level
        who = self._look.language.translate(WHO_READS[level])
        if self._mark is not None:
            self._mark.hide()
            self._mark.deleteLater()
            self._mark = None
        if level is Level.RESTRICTED:
            self._mark = picture(self._look, "lock", "info", 16)
            self._mark.setAccessibleName(who)
            self._mark.setToolTip(who)
            self._head.addWidget(self._mark)
        self.editor.control.setToolTip(who)
        if self._sight is not None:
            if level is Level.RESTRICTED:
                self._sight.watch(self)
            else:
                self._sight.pass_over(self)

    def _may_copy(self) -> bool:
        if self._level is not Level.RESTRICTED or self._copies is None:
            return True
        return self._copies()


def row_around(widget: QWidget | None) -> FieldRow | None:
    """Return the question that a widget is part of."""
    while widget is not None and not isinstance(widget, FieldRow):
        widget = widget.parentWidget()
    return widget


class Complaint(QWidget):
    """The line under an editor; there only while something is wrong."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._icon: QLabel | None = None
        self._words = label("", "error")
        self._row.addWidget(self._words, 1)
        self.text = ""
        self.is_soft = False
        self.hide()

    @property
    def stops(self) -> bool:
        """Whether something is wrong that stops a save."""
        return bool(self.text) and not self.is_soft

    def show_text(self, sentence: str, *, soft: bool) -> None:
        """Show a sentence, "" hides the line."""
        tone = "warn" if soft else "bad"
        self.text = sentence
        self.is_soft = soft
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
        self._icon = picture(self._look, "circle-help" if soft else "circle-alert", tone, 16)
        self._row.insertWidget(0, self._icon, 0, Qt.AlignmentFlag.AlignTop)
        again = self._look.language.translate(N_("Look again: {sentence}"))
        self._words.setText(again.format(sentence=sentence) if soft and sentence else sentence)
        set_role(self._words, "error", tone)
        self.setVisible(bool(sentence))
