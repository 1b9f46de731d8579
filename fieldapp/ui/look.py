"""How the desktop looks to one person: a theme and a language, and what follows from them.

Handed to every widget; a change of theme or language makes a new one. Colours are in `theme`.
"""

from dataclasses import dataclass

from PySide6.QtCore import QLibraryInfo, QLocale, QRect, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QCompleter, QWidget

from fieldapp.language import Language
from fieldapp.paths import resource
from fieldapp.ui.icons import draw, icon, picture
from fieldapp.ui.style_sheet import offers_sheet, style_sheet
from fieldapp.ui.theme import Theme

FONT_PIXELS = 14

STYLE = "Fusion"
"""Qt's own: it looks the same on every system, and the style sheet dresses all of it."""

_STYLE_WORN = "style worn"

_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
_LATIN, _ARABIC = "Noto Sans", "Vazirmatn"

_PALETTE = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_ink",
    QPalette.ColorRole.PlaceholderText: "mute",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "panel",
    QPalette.ColorRole.Accent: "accent",
}


@dataclass(frozen=True)
class Look:
    """A theme and a language.

    Attributes:
        theme: Where colours come from.
        language: Where words, numbers and dates come from.
        calm: Nothing moves or blinks by itself.
    """

    theme: Theme
    language: Language
    calm: bool = False

    @property
    def rtl(self) -> bool:
        """Whether this language is read from right to left."""
        return self.language.rtl

    def icon(self, name: str, token: str = "ink", on: str = "") -> QIcon:  # noqa: S107 - a colour
        """The icon in the colour of `token`, of `on` while its button is checked, and of the words
        beside it while it cannot be pressed."""
        checked = self.theme[on] if on else ""
        return icon(name, self.theme[token], checked, self.rtl, self.theme["mute"])

    def picture(self, name: str, token: str, pixels: int, density: float) -> QPixmap:
        """The icon as a picture of `pixels` logical pixels, for a label."""
        return picture(name, self.theme[token], pixels, density, self.rtl)

    def draw_icon(self, painter: QPainter, place: QRect, name: str, token: str) -> None:
        """Draw the icon into a square, for what paints itself."""
        draw(painter, QRectF(place), name, self.theme[token], self.rtl)

    def stamp_icon(self, painter: QPainter, place: QRect, name: str, token: str) -> None:
        """Draw the icon into a square as `draw_icon` does, from a picture that is kept: for what
        shows the same few icons many times."""
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(place.topLeft(), self.picture(name, token, place.width(), density))

    def colour(self, token: str) -> QColor:
        """The colour of a token, for painting."""
        return QColor(self.theme[token])

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The direction of windows."""
        right_to_left = Qt.LayoutDirection.RightToLeft
        return right_to_left if self.rtl else Qt.LayoutDirection.LeftToRight

    @property
    def start(self) -> Qt.AlignmentFlag:
        """Where a line starts, for painted text: left, or right in a right-to-left language."""
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter

    def margins(self, start: int, top: int, end: int, bottom: int) -> tuple[int, int, int, int]:
        """Return the margins of a layout whose lines begin at `start`: Qt mirrors what stands in
        a layout, but not what it leaves free."""
        return (end, top, start, bottom) if self.rtl else (start, top, end, bottom)


def load_fonts() -> None:
    """Make our two font families known to Qt: the same faces on every system.

    Raises:
        FileNotFoundError: A font file is missing or damaged.
    """
    for family in ("NotoSans", "Vazirmatn"):
        for weight in _WEIGHTS:
            path = resource("fonts", f"{family}-{weight}.ttf")
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise FileNotFoundError(path)


def new_application() -> QApplication:
    """Return the application, in the style that `wear` begins from."""
    application = QApplication(["fieldapp", "-style", STYLE])
    application.setProperty(_STYLE_WORN, STYLE)
    return application


def wear(application: QApplication, look: Look) -> None:
    """Set fonts, colours and direction; widgets that paint for themselves are made anew by callers.

    How the parts look is for their window (`dress`). With a style sheet on the application a part
    is dressed as soon as it is made, and once more each time what it stands in is put into another:
    a form took twice as long.
    """
    if application.property(_STYLE_WORN) != STYLE:
        # It hands out the style that it sets, for which PySide makes 600 names of its parts.
        application.setStyle(STYLE)
        application.setProperty(_STYLE_WORN, STYLE)
    font = QFont()
    font.setFamilies([_ARABIC, _LATIN] if look.rtl else [_LATIN, _ARABIC])
    font.setPixelSize(FONT_PIXELS)
    application.setFont(font)
    QLocale.setDefault(QLocale(look.language.code))
    _speak(application, look.language)
    application.setLayoutDirection(look.direction)
    _move(application, look)
    application.setPalette(_palette(look.theme))
    application.setStyleSheet("")


def _speak(application: QApplication, language: Language) -> None:
    """Have Qt's own words, as in the menu of a text field, said in a language."""
    spoken = application.findChildren(QTranslator)
    if [each.objectName() for each in spoken] == [language.code]:
        return
    for each in spoken:
        application.removeTranslator(each)
        each.setParent(None)
    words = QTranslator(application)
    words.setObjectName(language.code)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language.code}", folder):  # without the file they are English
        application.installTranslator(words)


def dress(window: QWidget, look: Look) -> None:
    """Dress a window and all that is in it, or will be; windows that it opens, too."""
    window.setStyleSheet(style_sheet(look.theme))


def dress_offers(completer: QCompleter, look: Look) -> None:
    """Dress what is offered below a line while one types: Qt makes a window of it that has no other
    window above it."""
    popup = completer.popup()
    if popup is not None:
        popup.setStyleSheet(offers_sheet(look.theme))


_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)


def _move(application: QApplication, look: Look) -> None:
    """Let menus and tips fade and the cursor blink, or not. What the system has switched off for
    all programs stays off: Qt tells of it by these effects, and has no other word for it yet."""
    for effect in _EFFECTS:
        usual = _usual(application, effect.name, application.isEffectEnabled(effect))
        application.setEffectEnabled(effect, bool(usual) and not look.calm)
    blink = _usual(application, "blink", application.cursorFlashTime())
    application.setCursorFlashTime(0 if look.calm else blink)


def _usual(application: QApplication, name: str, now: int) -> int:
    """Return what the system had set before we changed it the first time."""
    known = application.property(f"usual {name}")
    if known is None:
        application.setProperty(f"usual {name}", now)
        return now
    return int(known)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, token in _PALETTE.items():
        palette.setColor(role, QColor(theme[token]))
    return palette
