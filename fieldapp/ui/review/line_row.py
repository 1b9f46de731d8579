"""One line of the paper on the screen: what it says, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.council.lines import Line
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.session import Session

LONGEST = 60
"""Letters of a line in the name of a button."""


class LineRow(QWidget):
    """A line of the paper.

    Attributes:
        open_button, out_button: Opens its record; takes it out.

    Signals:
        opened: Carries the line; somebody wants to mend or explain it in its record.
        out: Carries the line; somebody wants it off the paper.
    """

    opened = Signal(object)
    out = Signal(object)

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._line = line
        text, look = session.text, session.look
        row = QHBoxLayout(self)
        inset = 28 if line.under else 0
        row.setContentsMargins(*((0, 4, inset, 4) if look.rtl else (inset, 4, 0, 4)))
        row.setSpacing(8)
        if line.kind == "milestone":
            figure = label(isolated(look.language.number(line.number)), "strong", wrap=False)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        said, about = in_words(session, line)
        words.addWidget(label(said, "strong"))
        if about:
            words.addWidget(label(about, "hint"))
        row.addLayout(words, 1)
        short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
        self.open_button = tool_button(
            look, "external-link", text(N_("Explain or mend: {line}")).format(line=short)
        )
        self.open_button.clicked.connect(self._on_open)
        self.out_button = tool_button(look, "x", text(N_("Leave out: {line}")).format(line=short))
        self.out_button.clicked.connect(self._on_out)
        for each in (self.open_button, self.out_button):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)

    def _on_open(self) -> None:
        self.opened.emit(self._line)

    def _on_out(self) -> None:
        self.out.emit(self._line)


def in_words(session: Session, line: Line) -> tuple[str, str]:
    """Return what a line says, and what else stands in it: each answer behind its question."""
    kind, language = kind_named(line.kind), session.look.language
    label_of = {name: session.text(kind.field(name).label) for name, _ in line.values}
    rest = [
        (label_of[name], kind.field(name).type.show(value, language)) for name, value in line.values
    ]
    about = dotted(*(_asked(session, question, answer) for question, answer in rest))
    if line.said:
        return line.said, about if rest else ""
    return about or session.text(kind.field(line.field).label), ""


def _asked(session: Session, question: str, answer: str) -> str:
    """Return an answer behind its question; one that ends with its own mark needs no colon."""
    if question.endswith(("?", "؟")):
        return f"{question} {isolated(answer)}"
    words = session.text(N_("{question}: {answer}"))
    return words.format(question=question, answer=isolated(answer))
