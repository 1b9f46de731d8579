"""The page “Settings”: language, colours, size of text, and where things are on this laptop."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import fieldapp
from fieldapp.language import LANGUAGES, N_
from fieldapp.paths import resource
from fieldapp.ui import keys
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.choice import OneOf
from fieldapp.ui.components.fitting import OverWindow
from fieldapp.ui.components.guarded import Memo
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.help_topics import KEYS
from fieldapp.ui.preferences import IDLE_MINUTES, TEXT_PERCENTS, THEME_LABELS
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.ways import Ways


class SettingsPage(QScrollArea):
    """Cards of choices; each counts at once, without a button to save.

    Attributes:
        choices: What is chosen, by name: language, theme, text, motion, minutes.
    """

    def __init__(self, session: Session, ways: Ways, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ways = ways
        self.choices: dict[str, OneOf] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        set_role(inside, "clear")
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(14)
        column.addWidget(label(session.text(N_("Settings")), "title"))
        for card in (self._reading(), self._safety(), self._where(), self._keys()):
            column.addWidget(card)
        column.addStretch(1)

    def _reading(self) -> Card:
        session, text = self._session, self._session.text
        wanted, language = session.preferences, session.look.language
        card = Card(text(N_("Reading")))
        grid = _Grid(card)
        grid.add(
            text(N_("Language")),
            self._choice(
                "language", list(LANGUAGES.items()), wanted.language, self._ways.language.emit
            ),
        )
        themes = [(name, text(words)) for name, words in THEME_LABELS.items()]
        grid.add(
            text(N_("Colours")), self._choice("theme", themes, wanted.theme, self._ways.theme.emit)
        )
        sizes = [(each, language.percent(each)) for each in TEXT_PERCENTS]
        grid.add(
            text(N_("Text size")),
            self._choice("text", sizes, wanted.text_percent, self._ways.text_size.emit),
            text(N_("All of the window grows along. fieldapp starts anew for it.")),
        )
        motion = [(False, text(N_("As the system"))), (True, text(N_("As little as can be")))]
        grid.add(
            text(N_("Motion")),
            self._choice("motion", motion, wanted.calm, self._ways.calm.emit),
            text(N_("Menus that fade, a cursor that blinks.")),
        )
        return card

    def _safety(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("Lock")))
        plural = session.look.language.plural
        minutes = [(n, plural("{n} minute", "{n} minutes", n)) for n in IDLE_MINUTES]
        now = session.preferences.idle_minutes
        _Grid(card).add(
            text(N_("Locks itself after")),
            self._choice("minutes", minutes, now, self._ways.idle.emit),
            text(
                N_(
                    "It locks itself without a key or a click for so long, and when the laptop"
                    " sleeps."
                )
            ),
        )
        return card

    def _where(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("Where things are")))
        grid = _Grid(card)
        grid.add(text(N_("Workspace")), label(isolated(str(session.workspace.folder))))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(label(isolated(fieldapp.__version__), wrap=False))
        self.news_button = button(text(N_("What is new …")), session.look.icon("file-text"))
        self.news_button.clicked.connect(self._on_news)
        line.addWidget(self.news_button)
        line.addStretch(1)
        grid.add(text(N_("Version of fieldapp")), row)
        return card

    def _keys(self) -> Card:
        session, text = self._session, self._session.text
        card = Card(text(N_("Keys")))
        said = N_("Everything can be done without a mouse. {palette} leads to all of it.")
        card.body.addWidget(label(text(said).format(palette=keys.first("palette")), "hint"))
        self.keys_button = button(text(N_("Show all keys")), session.look.icon("list"))
        self.keys_button.clicked.connect(self._on_keys)
        card.body.addWidget(self.keys_button, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _choice(
        self,
        name: str,
        options: Sequence[tuple[object, str]],
        now: object,
        then: Callable[..., object],
    ) -> OneOf:
        made = OneOf(self._session.look, options, now, then)
        self.choices[name] = made
        return made

    def _on_keys(self) -> None:
        self._ways.help.emit(KEYS)

    def _on_news(self) -> None:
        window = NewsWindow(self, self._session)
        window.open()


def as_read(markdown: str) -> str:
    """Return plain words of a Markdown text: a heading and each point on one line, which the window
    breaks where it has no more room."""
    joined = re.sub(r"(?<=\S)\n +(?=\S)", " ", markdown)
    pointed = re.sub(r"(?m)^- ", "•\u2002", joined)
    return re.sub(r"(?m)^#+ ", "", pointed).replace("`", "")


class NewsWindow(OverWindow):
    """What each version brought; in English, as it is written."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = session.text(N_("What is new"))
        self.setWindowTitle(title)
        self.want(640, 460)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        self.news = Memo()
        self.news.setReadOnly(True)
        self.news.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.news.setAccessibleName(title)
        self.news.setPlainText(as_read(resource("CHANGELOG.md").read_text("utf-8")))
        column.addWidget(self.news, 1)
        close = button(session.text(N_("Close")), role="primary")
        close.clicked.connect(self.accept)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignTrailing)


class _Grid:
    """Lines of a name and what is chosen, one under the other in a card."""

    def __init__(self, card: Card) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, 150)
        self._grid.setColumnStretch(1, 1)
        card.body.addLayout(self._grid)
        self._line = 0

    def add(self, name: str, control: QWidget, hint: str = "") -> None:
        """Add a line; a screen reader says the name with the control."""
        caption = label(name, "strong")
        caption.setBuddy(control)
        self._grid.addWidget(caption, self._line, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(control, self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        if hint:
            self._line += 1
            self._grid.addWidget(label(hint, "small"), self._line, 1)
        self._line += 1
