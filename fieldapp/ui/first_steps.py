"""The pages of the first run, one decision each. What they lead to is in `first_run`."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from fieldapp.errors import UserError
from fieldapp.language import LANGUAGES, N_
from fieldapp.store.passphrase import check_new
from fieldapp.sync.members.membership import proper_name
from fieldapp.ui import messages
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.first_making import Made
from fieldapp.ui.joining import RequestPart
from fieldapp.ui.look import Look
from fieldapp.ui.passphrase_window import StrengthBar
from fieldapp.ui.sheet_windows import code_label, print_sheet, save_sheet
from fieldapp.ui.style_sheet import set_role

FOUND, JOIN, DEMO = "found", "join", "demo"
"""The three ways to begin."""


@dataclass(frozen=True)
class Answers:
    """What was said so far. The passphrase is in here until the workspace is made, no longer."""

    language: str
    way: str = ""
    name: str = ""
    mission: str = ""
    passphrase: str = ""


class Step(QWidget):
    """One page.

    Attributes:
        column: Below the title and the hint.

    Signals:
        answered: Go on: Enter was pressed, or a choice was made that needs no more.
        changed: `is_ready` may be another now.
    """

    answered = Signal()
    changed = Signal()

    def __init__(self, look: Look, title: str, hint: str = "") -> None:
        super().__init__()
        self._look = look
        # Else Qt takes for the least height what the texts need at the least width.
        self.setMinimumHeight(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addWidget(label(look.language.translate(title), "title"))
        if hint:
            self.column.addWidget(label(look.language.translate(hint), "hint"))
        self.column.addSpacing(6)
        self.complaint = label("", "error")
        self.complaint.hide()

    @property
    def is_ready(self) -> bool:
        """Whether the next page may come."""
        return True

    def answers(self, so_far: Answers) -> Answers:
        """Return the answers with those of this page.

        Raises:
            UserError: An answer cannot be; `complain` shows it.
        """
        return so_far

    def begin(self) -> None:
        """Put the focus where one goes on."""

    def complain(self, error: UserError) -> None:
        """Show in place why it does not go on."""
        self.complaint.setText(" ".join(messages.in_words(self._look, error)).strip())
        self.complaint.show()

    def _field(self, caption: str, value: str = "") -> QLineEdit:
        words = self._look.language.translate(caption)
        shown = label(words, "strong")
        line = line_edit(self._look)
        line.setText(value)
        line.setAccessibleName(words)
        line.setMaximumWidth(460)
        line.textChanged.connect(self._on_edited)
        line.returnPressed.connect(self.answered)
        shown.setBuddy(line)
        self.column.addWidget(shown)
        # In a row of its own: where the line itself is left to right, Qt would put it on the left
        # of an Arabic page.
        row = QHBoxLayout()
        row.addWidget(line, 20)
        row.addStretch(1)
        self.column.addLayout(row)
        return line

    def _on_edited(self) -> None:
        self.complaint.hide()
        self.changed.emit()


class ChoiceStep(Step):
    """A few lines; one is chosen and the next page comes.

    Attributes:
        lines: The buttons, by value.
    """

    def __init__(
        self,
        look: Look,
        title: str,
        options: Sequence[tuple[str, str, str, str]],
        chosen: str,
        hint: str = "",
    ) -> None:
        """Offer `options` of (value, icon, words, words about it), translated already."""
        super().__init__(look, title, hint)
        self.value = chosen
        self.lines: dict[str, LineButton] = {}
        for value, icon, words, about in options:
            line = LineButton(look, icon, "accent", words, about, value)
            set_role(line, "figure")
            line.face.setContentsMargins(18, 16, 18, 16)
            line.setMinimumHeight(76)
            line.opened.connect(self._on_opened)
            self.column.addWidget(line)
            self.lines[value] = line
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        return bool(self.value)

    def begin(self) -> None:
        first = self.lines.get(self.value) or next(iter(self.lines.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, value: object) -> None:
        self.value = str(value)
        self.answered.emit()


class LanguageStep(ChoiceStep):
    """Each language in its own words: whoever reads no other finds theirs."""

    def __init__(self, look: Look, so_far: Answers) -> None:
        options = [(code, "languages", name, "") for code, name in LANGUAGES.items()]
        super().__init__(look, N_("Choose your language"), options, so_far.language)

    def answers(self, so_far: Answers) -> Answers:
        return replace(so_far, language=self.value)


class WayStep(ChoiceStep):
    """Found, join, or only look."""

    def __init__(self, look: Look, so_far: Answers) -> None:
        text = look.language.translate
        options = (
            (JOIN, "handshake", text(N_("Join a mission")),
             text(N_("An administrator lets you in. Most officers choose this."))),
            (FOUND, "flag", text(N_("Found a new mission")),
             text(N_("This laptop makes its keys and invites the others."))),
            (DEMO, "eye", text(N_("Only try it")),
             text(N_("An invented village in a folder of its own. Nothing is sent anywhere."))),
        )  # fmt: skip
        super().__init__(look, N_("What do you want to do?"), options, so_far.way)

    def answers(self, so_far: Answers) -> Answers:
        return replace(so_far, way=self.value)


class NameStep(Step):
    """Whose laptop it is."""

    def __init__(self, look: Look, so_far: Answers) -> None:
        hint = N_("The others see it on what you record. It is written on your recovery sheet.")
        super().__init__(look, N_("What is your name?"), hint)
        self.line = self._field(N_("Your name"), so_far.name)
        self.column.addWidget(self.complaint)
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        return bool(self.line.text().strip())

    def answers(self, so_far: Answers) -> Answers:
        return replace(so_far, name=proper_name(self.line.text()))

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class MissionStep(Step):
    """What the new mission is called."""

    def __init__(self, look: Look, so_far: Answers) -> None:
        hint = N_("Everybody who joins sees this name, and it cannot be changed afterwards.")
        super().__init__(look, N_("What is the mission called?"), hint)
        self.line = self._field(N_("Name of the mission"), so_far.mission)
        self.column.addWidget(self.complaint)
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        return bool(self.line.text().strip())

    def answers(self, so_far: Answers) -> Answers:
        return replace(so_far, mission=proper_name(self.line.text()))

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class PassphraseStep(Step):
    """The passphrase, twice, with advice; what is made of it is made when the page is left."""

    def __init__(self, look: Look, so_far: Answers) -> None:
        hint = N_("It opens this laptop’s records, every day. Nobody else can know or reset it.")
        super().__init__(look, N_("Choose a passphrase"), hint)
        self._own = (so_far.name, so_far.mission)
        self.new = self._field(N_("Passphrase"))
        self.strength = StrengthBar(look, self._own)
        self.strength.setMaximumWidth(460)
        self.column.addWidget(self.strength)
        self.again = self._field(N_("The passphrase once more"))
        for line in (self.new, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.new.textChanged.connect(self.strength.show_strength)
        # Enter in the first field leads to the second: one rarely means to leave it empty.
        self.new.returnPressed.disconnect(self.answered)
        self.new.returnPressed.connect(self.again.setFocus)
        self.column.addWidget(self.complaint)
        lost = N_("If you lose it and the recovery sheet too, your records here are lost for ever.")
        self.column.addWidget(Banner(look, "warn", look.language.translate(lost)))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.column.addWidget(self.bar)
        self.bar.hide()
        self.doing = label("", "hint")
        self.column.addWidget(self.doing)
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        return bool(self.new.text() and self.again.text())

    def answers(self, so_far: Answers) -> Answers:
        check_new(self.new.text(), self._own)
        if self.new.text() != self.again.text():
            raise PassphrasesDiffer
        return replace(so_far, passphrase=self.new.text())

    def begin(self) -> None:
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far the making is."""
        self.bar.show()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words:
            self.doing.setText(self._look.language.translate(words))

    def show_idle(self) -> None:
        """Nothing is made at the moment."""
        self.bar.hide()
        self.doing.clear()


class PassphrasesDiffer(UserError):
    """Typed twice, and not the same."""

    text = N_("The two passphrases are not the same.")
    remedy = N_("Type the second one again.")


class SheetStep(Step):
    """The code of the recovery sheet; one part of it is typed, so that it is on paper for sure.

    Attributes:
        asked: Number of the part to type, from 0.
    """

    def __init__(self, look: Look, made: Made) -> None:
        hint = N_("It opens the laptop when the passphrase is lost. Lock the paper away elsewhere.")
        super().__init__(look, N_("Your recovery sheet"), hint)
        self._made = made
        self._parts = made.code.split("-")
        self.asked = secrets.randbelow(len(self._parts))
        text = look.language.translate
        self.column.addWidget(code_label(made.code))
        row = QWidget()
        line = Flow(row, gap=10)
        self.print_button = button(text(N_("Print …")), look.icon("printer"))
        self.print_button.clicked.connect(self._on_print)
        self.save_button = button(text(N_("Save as …")), look.icon("download"))
        self.save_button.clicked.connect(self._on_save)
        line.addWidget(self.print_button)
        line.addWidget(self.save_button)
        self.column.addWidget(row)
        never = N_("Whoever has this code and the laptop can read everything.")
        pen = N_("Without a printer, copy it by hand. It is never shown again.")
        self.column.addWidget(Banner(look, "warn", text(never), text(pen)))
        ask = text(N_("Type part {number} of the code from your paper"))
        self.line = self._field(ask.format(number=isolated(str(self.asked + 1))))
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setMaximumWidth(200)
        self.column.addWidget(self.complaint)
        self.column.addStretch(1)

    @property
    def is_ready(self) -> bool:
        return bool(self.line.text().strip())

    def answers(self, so_far: Answers) -> Answers:
        if self.line.text().strip().upper() != self._parts[self.asked]:
            raise OtherPart
        return so_far

    def begin(self) -> None:
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_print(self) -> None:
        print_sheet(self, self._made.paper)

    def _on_save(self) -> None:
        save_sheet(self, self._look, self._made.paper)


class OtherPart(UserError):
    """What was typed is not that part of the code."""

    text = N_("This is not that part of the code.")
    remedy = N_("Compare your paper with the code above, letter by letter.")


class ReadyStep(Step):
    """The founder's laptop is ready."""

    def __init__(self, look: Look, so_far: Answers, made: Made) -> None:
        super().__init__(look, N_("The mission is founded"))
        text = look.language.translate
        named = text(N_("This laptop has founded “{mission}”."))
        self.column.addWidget(label(named.format(mission=so_far.mission)))
        words = N_("Read these words to everybody who joins, so that they know it is your mission:")
        self.column.addWidget(label(text(words)))
        self.column.addWidget(label(isolated(made.words), "code"))
        then = N_("Next: invite colleagues on the page “Administration”.")
        self.column.addWidget(label(text(then), "hint"))
        self.column.addStretch(1)


class RequestStep(Step):
    """The request to be let in; the invitation may come days later."""

    def __init__(self, look: Look, made: Made) -> None:
        super().__init__(look, N_("Ask to be let in"))
        self.part = RequestPart(look, made.request, made.words)
        self.column.addWidget(self.part)
        meanwhile = N_(
            "You can record meanwhile; it is sent when you have joined. "
            "Each start asks for the invitation until you have."
        )
        self.column.addWidget(Banner(look, "info", look.language.translate(meanwhile)))
        self.column.addStretch(1)

    def begin(self) -> None:
        self.part.save_button.setFocus(Qt.FocusReason.OtherFocusReason)


class DemoStep(Step):
    """What the demonstration is, where it goes, and how far it is."""

    def __init__(self, look: Look, folder: Path) -> None:
        hint = N_("Two laptops, a hub and a village with a well are made. All of it is invented.")
        super().__init__(look, N_("Try it with an invented mission"), hint)
        text = look.language.translate
        where = text(N_("Folder: {folder}")).format(folder=isolated(str(folder)))
        self.column.addWidget(label(where))
        later = N_("It takes about a minute. Delete the folder when you have seen enough.")
        self.column.addWidget(label(text(later), "hint"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.column.addWidget(self.bar)
        self.doing = label("", "hint")
        self.column.addWidget(self.doing)
        self.column.addWidget(self.complaint)
        self.column.addStretch(1)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far the making is."""
        self.bar.show()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words:
            self.doing.setText(self._look.language.translate(words))

    def show_idle(self) -> None:
        """Nothing is made at the moment."""
        self.bar.hide()
        self.doing.clear()


class DemoReadyStep(Step):
    """Where the demonstration is and what opens it."""

    def __init__(self, look: Look, folder: Path, passphrase: str) -> None:
        super().__init__(look, N_("The demonstration is ready"))
        text = look.language.translate
        where = text(N_("Folder: {folder}")).format(folder=isolated(str(folder)))
        self.column.addWidget(label(where))
        self.column.addWidget(label(text(N_("The passphrase of this demonstration:"))))
        self.column.addWidget(label(isolated(passphrase), "code"))
        known = N_("Everybody knows it. Write nothing real into the demonstration.")
        self.column.addWidget(Banner(look, "warn", text(known)))
        self.column.addStretch(1)
