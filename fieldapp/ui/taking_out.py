"""Taking a laptop out of the mission: why, what it may still hold, and who takes over the tasks."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members import handing_over
from fieldapp.sync.members.handing_over import Unsent
from fieldapp.sync.members.leaving import Due
from fieldapp.sync.members.membership import REASONS, Member
from fieldapp.sync.mission import members
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.session import Session

WHY = {
    "lost": N_("The laptop is lost or stolen"),
    "left": N_("The officer leaves the mission"),
    "other": N_("Another reason"),
}
"""What each of `REASONS` means for people."""


@dataclass(frozen=True)
class _Known:
    tasks: int
    unsent: Unsent


class NoReasonChosen(UserError):
    """Nobody said why."""

    text = N_("Choose why the laptop is taken out.")


class TakeOutWindow(DoingWindow):
    """Says what is known of the laptop and asks why; then does it, with new keys.

    Attributes:
        why: The reason.
        successor: Who takes over the tasks; nobody leaves them as they are.
        out_button: Does it.
    """

    def __init__(self, parent: QWidget, session: Session, member: Member) -> None:
        hint = N_(
            "Sync first: what is known here of this laptop counts, what comes later waits for you."
        )
        super().__init__(parent, session, N_("Take a laptop out of the mission"), hint)
        self._member = member
        text, look = session.text, session.look
        self.fact(N_("Whose laptop"), f"{member.name} · {member.device}")
        self.why = Segments(look, [(reason, text(WHY[reason])) for reason in REASONS])
        self.add_named(text(N_("Why?")), self.why)
        self._facts = label("", "hint")
        self.body.addWidget(self._facts)
        self._tasks = label("", "strong")
        self.body.addWidget(self._tasks)
        self._tasks.hide()
        others = [
            (each.device, each.name)
            for each in members(session.workspace)
            if not each.left and each.device != member.device
        ]
        self.successor = Select(look, others, text(N_("Leave them in this name")))
        self.successor.setAccessibleName(text(N_("Who takes over the tasks")))
        self.body.addWidget(self.successor)
        self.successor.hide()
        self.say(
            "warn",
            text(N_("This cannot be undone")),
            text(N_("New keys are made. The laptop reads nothing that is recorded from now on.")),
        )
        self.out_button = self.add_button(N_("Take it out"), "log-out", self._on_out)
        self.out_button.setEnabled(False)
        self.why.setFocus()
        name, device = member.name, member.device

        def look_it_up(workspace: Workspace) -> _Known:
            tasks = handing_over.tasks_of(workspace, name)
            return _Known(len(tasks), handing_over.unsent(workspace, _member(workspace, device)))

        self.start(look_it_up, self._on_known)

    def _on_known(self, known: _Known) -> None:
        language, text = self._session.look.language, self._session.text
        lines = []
        if known.unsent.days is None:
            lines.append(text(N_("Nothing of this laptop is known here.")))
        elif known.unsent.days > 0:
            lines.append(
                language.plural(
                    "The newest entry of this laptop is {n} day old",
                    "The newest entry of this laptop is {n} days old",
                    known.unsent.days,
                )
            )
        if known.unsent.missing:
            lines.append(
                language.plural(
                    "{n} pack that it made is not known here",
                    "{n} packs that it made are not known here",
                    known.unsent.missing,
                )
            )
        self._facts.setText("\n".join(lines))
        self._facts.setVisible(bool(lines))
        if known.tasks:
            tasks = language.plural(
                "{n} task is in this name", "{n} tasks are in this name", known.tasks
            )
            who = text(N_("Who takes over the tasks"))
            self._tasks.setText(f"{isolated(tasks)}\n{who}")
            self._tasks.show()
            self.successor.show()
        self.out_button.setEnabled(True)
        self.fit()

    def _on_out(self) -> None:
        reason = "".join(str(each) for each in self.why.chosen)
        if not reason:
            self.complain(NoReasonChosen())
            return
        device, successor = self._member.device, str(self.successor.value or "")

        def work(workspace: Workspace) -> list[Due]:
            follows = _member(workspace, successor) if successor else None
            member = _member(workspace, device)
            return handing_over.take_out(workspace, member, reason, follows)

        self.start(work, self._on_taken_out)

    def _on_taken_out(self, _due: list[Due]) -> None:
        self.acted.emit()
        self.accept()


def _member(workspace: Workspace, device: str) -> Member:
    return next(each for each in members(workspace) if each.device == device)
