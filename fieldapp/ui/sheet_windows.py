"""The recovery sheet in the window: a new one, shown and printed from memory, and the drill."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.reports.recovery_sheet import RecoveryPaper, draw_recovery_sheet
from fieldapp.store.keyfile import FIELD_COST, Cost
from fieldapp.store.recovery import drill, new_sheet
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import mission_of
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.files import write_whole
from fieldapp.ui.look import Look
from fieldapp.ui.pdf_pages import print_paper
from fieldapp.ui.session import Session

_FILE, _KINDS = "recovery-sheet.pdf", "PDF (*.pdf)"
_WIDE = 540


def code_label(code: str) -> QLabel:
    """Return the code of a sheet as it is copied by hand: large, in two lines."""
    groups = code.split("-")
    half = len(groups) // 2
    lines = ["-".join(groups[:half]), "-".join(groups[half:])]
    shown = label("\n".join(isolated(line) for line in lines), "code", wrap=False)
    shown.setAccessibleName(code)
    # Longer hints above it in French would take its room: a code that is cut opens nothing.
    shown.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return shown


def save_sheet(parent: QWidget, look: Look, paper: bytes) -> None:
    """Ask where the sheet is to be kept, in clear text, and write it there."""

    def write(path: Path) -> None:
        try:
            write_whole(path, paper)
        except UserError as error:
            messages.tell(parent, look, error)

    ask_save(parent, look.language.translate(N_("Save the sheet as")), _FILE, _KINDS, write)


def print_sheet(parent: QWidget, paper: bytes) -> None:
    """Ask for the printer and print the sheet from memory."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_paper(paper, printer))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()


class SheetWindow(DoingWindow):
    """Makes a new recovery sheet; the old one opens nothing from then on.

    Attributes:
        paper: The sheet as PDF, once it was made; it is in no file until somebody wants it in one.

    Signals:
        made: There is a new sheet.
    """

    made = Signal()

    def __init__(self, parent: QWidget, session: Session, cost: Cost = FIELD_COST) -> None:
        hint = N_("The old sheet will open nothing any more. Have a printer or a pen at hand.")
        title = N_("A new recovery sheet")
        super().__init__(parent, session, title, hint, closing=N_("Close"), wide=_WIDE)
        self._cost = cost
        self.paper = b""
        self.code = ""
        text, look = session.text, session.look
        self.make_button = self.add_main(text(N_("Make it")))
        self.make_button.clicked.connect(self._on_make)
        self.save_button = button(text(N_("Save as …")), look.icon("download"))
        self.save_button.clicked.connect(self._on_save)
        self.print_button = button(
            text(N_("Print …")), look.icon("printer", "accent_ink"), "primary"
        )
        self.print_button.clicked.connect(self._on_print)
        for each in (self.save_button, self.print_button):
            each.hide()
        for each in (self.save_button, self.print_button):
            self.foot.addWidget(each)

    def _on_make(self) -> None:
        session, cost = self._session, self._cost
        self.make_button.setEnabled(False)
        mission = mission_of(session.workspace)
        name = mission.name if mission else ""

        def work(workspace: Workspace) -> tuple[str, bytes]:
            code = new_sheet(workspace, cost=cost)
            made_on = workspace.wall().date().isoformat()
            paper = RecoveryPaper(workspace.name, name, workspace.device, made_on, code)
            return code, draw_recovery_sheet(paper, session.look.language).content

        self.start(work, self._on_made)

    def complain(self, error: Exception) -> None:
        self.make_button.setEnabled(True)
        super().complain(error)

    def _on_made(self, made: tuple[str, bytes]) -> None:
        self.code, self.paper = made
        self._session.sight.watch(self)
        text = self._session.text
        shown = code_label(self.code)
        self.body.addWidget(shown)
        shown.ensurePolished()
        # Longer hints above it in French would take its room: a code that is cut opens nothing.
        shown.setMinimumHeight(shown.sizeHint().height())
        warning = N_("Whoever has this code and the laptop can read everything.")
        self.body.addWidget(Banner(self._session.look, "warn", text(warning)))
        self.make_button.hide()
        self.save_button.show()
        self.print_button.show()
        self.print_button.setFocus()  # Enter must not close what is seen only once
        self.fit()
        self.made.emit()

    def _on_save(self) -> None:
        title = self._session.text(N_("Save the sheet as"))
        ask_save(self, title, _FILE, _KINDS, self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the sheet into a file, in clear text: the person said so."""
        try:
            write_whole(path, self.paper)
        except UserError as error:
            self.complain(error)

    def _on_print(self) -> None:
        print_sheet(self, self.paper)


class DrillWindow(DoingWindow):
    """Tries the code of the recovery sheet in earnest; nothing is changed by it.

    Signals:
        passed: The sheet opens the workspace.
    """

    passed = Signal()

    def __init__(self, parent: QWidget, session: Session) -> None:
        hint = N_("Fetch the sheet and type its code, as if the passphrase were lost.")
        title = N_("Try the recovery sheet")
        super().__init__(parent, session, title, hint, closing=N_("Close"), wide=_WIDE)
        text = session.text
        self.code = line_edit(session.look)
        self.code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code.setPlaceholderText("ABCD-EFGH-…")
        self.code.setAccessibleName(text(N_("The code of the sheet")))
        self.code.returnPressed.connect(self._on_try)
        self.body.addWidget(self.code)
        self.try_button = button(text(N_("Try it")), role="primary")
        self.try_button.clicked.connect(self._on_try)
        self.try_button.setAutoDefault(False)  # the field hears Enter itself
        self.foot.addWidget(self.try_button)
        self.setTabOrder(self.code, self.closing)
        self.code.setFocus()

    def _on_try(self) -> None:
        code = self.code.text().strip()
        if code and self.try_button.isEnabled():
            self.try_button.setEnabled(False)
            self.start(lambda workspace: drill(workspace, code), self._on_passed)

    def _on_passed(self) -> None:
        self.code.clear()
        self.passed.emit()
        self.accept()

    def complain(self, error: Exception) -> None:
        self.try_button.setEnabled(True)
        super().complain(error)
