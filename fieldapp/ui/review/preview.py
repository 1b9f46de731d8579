"""Step 3: the pages of the paper as they will be printed, in each of its languages."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fieldapp.language import N_, PAPER_LANGUAGES
from fieldapp.ui.components.button import button, tool_button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.paper_languages import paper_languages
from fieldapp.ui.paper_view import PAGE, STEP, WIDTH, PaperView
from fieldapp.ui.review.papers import Paper
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role


class PreviewStep(QWidget):
    """A line of tools, and the pages.

    Attributes:
        view: The pages; None while they are drawn.
        language: Which paper is shown, where there are two.

    Signals:
        chosen: Another language is to be shown; carries its code.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, on_top: QWidget | None = None) -> None:
        """Show pages, below what stands `on_top`."""
        super().__init__()
        self._session = session
        self._papers: Mapping[str, Paper] = {}
        self.view: PaperView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if on_top is not None:
            column.addWidget(on_top)
        self._tools = self._make_tools()
        column.addWidget(self._tools)
        self._pane = QFrame()
        set_role(self._pane, "pane")
        self._inside = QVBoxLayout(self._pane)
        self._inside.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._pane, 1)
        self._waiting = QProgressBar()
        self._waiting.setTextVisible(False)
        self._waiting.setRange(0, 0)
        self._waiting.setAccessibleName(session.text(N_("The paper is being drawn …")))
        self._inside.addWidget(self._waiting)
        self._nothing = label("", "hint")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._inside.addWidget(self._nothing)

    def show_waiting(self) -> None:
        """Say that the pages are being drawn."""
        self._drop()
        self._nothing.hide()
        self._waiting.show()

    def show_nothing(self, words: str) -> None:
        """Show no pages, and say why."""
        self._drop()
        self._tools.hide()  # nothing can be larger than nothing
        self._waiting.hide()
        self._nothing.setText(words)
        self._nothing.show()

    def show_papers(self, papers: Mapping[str, Paper], language: str) -> None:
        """Show the papers that were drawn, by language, one of them first."""
        self._papers = papers
        self.language.setVisible(len(papers) > 1)
        for code in PAPER_LANGUAGES:
            self.language.button(code).setVisible(code in papers)
        self.show_language(language)

    def show_language(self, language: str) -> None:
        """Show the paper of this language."""
        self._drop()
        paper = self._papers[language]
        self.language.choose([language])
        view = PaperView(paper.content, paper.sizes, self._names(paper))
        view.scroller.setAccessibleName(self._session.text(N_("Preview of the paper")))
        view.thumbs.setAccessibleName(self._session.text(N_("Pages of the paper")))
        view.zoomed.connect(self._on_zoomed)
        self._waiting.hide()
        self._nothing.hide()
        self._tools.show()
        self._inside.addWidget(view)
        self.view = view
        self.view.scroller.setFocus()

    def _make_tools(self) -> QWidget:
        text, look = self._session.text, self._session.look
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.smaller = tool_button(look, "minus", text(N_("Smaller")), "Ctrl+−")
        self.larger = tool_button(look, "plus", text(N_("Larger")), "Ctrl++")
        self.percent = label("", "strong", wrap=False)
        self.wide = button(text(N_("As wide as the window")))
        self.wide.setToolTip("Ctrl+0")
        self.whole = button(text(N_("Whole page")))
        for widget, slot in (
            (self.smaller, self._on_smaller),
            (self.larger, self._on_larger),
            (self.wide, self._on_wide),
            (self.whole, self._on_whole),
        ):
            widget.clicked.connect(slot)
        for each in (self.smaller, self.percent, self.larger, self.wide, self.whole):
            row.addWidget(each)
        row.addSpacing(8)
        self.language = paper_languages(look, small=True)
        self.language.setAccessibleName(text(N_("Language of the paper")))
        self.language.edited.connect(self._on_language)
        self.language.hide()
        row.addWidget(self.language, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        return tools

    def _names(self, paper: Paper) -> Sequence[str]:
        language = self._session.look.language
        words = self._session.text(N_("Page {number} of {count}"))
        count = len(paper.sizes)
        return [
            words.format(number=language.number(number + 1), count=language.number(count))
            for number in range(count)
        ]

    def _drop(self) -> None:
        if self.view is not None:
            self._inside.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None

    def _on_zoomed(self, percent: int) -> None:
        self.percent.setText(isolated(self._session.look.language.percent(percent)))

    def _on_smaller(self) -> None:
        if self.view is not None:
            self.view.zoom(1 / STEP)

    def _on_larger(self) -> None:
        if self.view is not None:
            self.view.zoom(STEP)

    def _on_wide(self) -> None:
        if self.view is not None:
            self.view.fit(WIDTH)

    def _on_whole(self) -> None:
        if self.view is not None:
            self.view.fit(PAGE)

    def _on_language(self) -> None:
        for code in self.language.chosen:
            self.chosen.emit(str(code))
