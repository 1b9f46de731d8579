"""How grave a complaint is, in words instead of numbers; a digit chooses as well."""

from PySide6.QtGui import QKeyEvent

from fieldapp.domain.kinds.feedback import LEVELS
from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.editors.age import plain_digits
from fieldapp.ui.session import Session


class LevelPicker(Segments):
    """The seven levels side by side."""

    def __init__(self, session: Session) -> None:
        number = session.look.language.number
        options: list[tuple[object, str]] = [
            (level, f"{number(level)}. {session.text(words)}") for level, words in LEVELS.items()
        ]
        super().__init__(session.look, options)
        self.setAccessibleName(session.text(N_("How grave is it?")))

    @property
    def level(self) -> int | None:
        """The level chosen, None while there is none."""
        return next((level for level in self.chosen if isinstance(level, int)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = plain_digits(event.text())
        if digit.isdecimal() and int(digit) in LEVELS:
            self.choose([int(digit)])
            self.button(int(digit)).setFocus()
            self.edited.emit()
        else:
            super().keyPressEvent(event)
