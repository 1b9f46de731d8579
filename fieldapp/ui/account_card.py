"""The account of a sync as a card: what it did, each count with its records a click away."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from fieldapp.language import N_
from fieldapp.sync.account import DOUBLED, Account, SetAside
from fieldapp.sync.chunks import STOPPED
from fieldapp.sync.wire.refusals import REFUSALS
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.card import Card, CountButton
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.listed import ListWindow, record_items
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.states import State

_ASIDE, _MISSING = "set aside", "missing"


class AccountCard(Card):
    """One sync.

    Attributes:
        counts: The buttons by the name of what they count.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
    """

    opened = Signal(str, str)

    def __init__(self, session: Session, account: Account, title: str) -> None:
        super().__init__(title)
        self._session = session
        self._account = account
        self.counts: dict[str, CountButton] = {}
        for tone, what, hint in self._warnings():
            self.body.addWidget(Banner(session.look, tone, what, hint))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(2)
        for number, (name, icon, tone, words, count) in enumerate(self._rows()):
            each = CountButton(session.look, icon, tone, session.text(words), count)
            each.figure.setObjectName(words)
            each.clicked.connect(lambda _=False, name=name, words=words: self._show(name, words))
            grid.addWidget(each, number // 2, number % 2)
            grid.setColumnStretch(number % 2, 1)
            self.counts[name] = each
        self.body.addLayout(grid)
        self.body.addWidget(label(self._travelled(), "small"))

    def _rows(self) -> Sequence[tuple[str, str, str, str, int]]:
        account = self._account
        # A hub that keeps something back is rare, and then the first thing to tell.
        left_out = (_MISSING, "shield-alert", "bad", N_("Left out by the hub"), account.missing)
        aside = "bad" if account.quarantined else "ok"
        return (
            *((left_out,) if account.missing else ()),
            ("sent", "cloud-upload", "ok", N_("Sent"), account.sent),
            ("received", "cloud-download", "ok", N_("Received"), account.received),
            ("changed", "pencil", "info", N_("Changed here"), account.changed),
            (
                "clash",
                "git-compare",
                "bad" if account.clashes else "ok",
                N_("Clashes"),
                account.clashes,
            ),
            (
                "held",
                "hourglass",
                "warn" if account.held else "ok",
                N_("Held back"),
                account.held,
            ),
            (
                _ASIDE,
                "shield-alert",
                aside,
                N_("Set aside, could not be read"),
                account.quarantined,
            ),
        )

    def _warnings(self) -> Sequence[tuple[str, str, str]]:
        account, text = self._account, self._session.text
        found = []
        if not account.whole:
            found.append(
                (
                    "info",
                    text(N_("It ended before everything was exchanged")),
                    text(N_("Nothing is lost. Sync again; it goes on where it stopped.")),
                )
            )
        if account.clock_is_off:
            minutes = self._session.look.language.number(round(abs(account.clock_off) / 60))
            words = text(N_("The clock of this laptop is off by {n} minutes against the hub"))
            hint = text(N_("Set it. Until then the times of your entries mislead others."))
            found.append(("warn", words.format(n=isolated(minutes)), hint))
        if account.doubled:
            title = text(N_("Entries came that were made under this laptop’s own keys"))
            found.append(("warn", title, text(DOUBLED)))
        if account.photos_stopped:
            why = text(STOPPED.get(account.photos_stopped, STOPPED["refused"]))
            hint = text(N_("The records went through; the next sync tries the pictures again."))
            found.append(("info", text(N_("Photographs wait: {reason}.")).format(reason=why), hint))
        if account.no_room:
            words = text(N_("No backup was made first: the disk has too little room"))
            found.append(("warn", words, text(N_("Free some space before the next sync."))))
        return found

    def _travelled(self) -> str:
        language, text = self._session.look.language, self._session.text
        travelled = self._account.bytes_up + self._account.bytes_down
        kilobytes = isolated(language.number(round(travelled / 1000)))
        parts = [text(N_("{n} kB over the link")).format(n=kilobytes)]
        account, plural = self._account, language.plural
        if account.photos_missing:
            parts.append(
                plural(
                    "{n} photograph is not here yet",
                    "{n} photographs are not here yet",
                    account.photos_missing,
                )
            )
        if account.photos_waiting:
            parts.append(
                plural(
                    "{n} photograph is not sent yet",
                    "{n} photographs are not sent yet",
                    account.photos_waiting,
                )
            )
        if account.carried:
            parts.append(
                plural(
                    "{n} pack is carried for others",
                    "{n} packs are carried for others",
                    account.carried,
                )
            )
        if self._account.backup:
            parts.append(text(N_("A backup was made first")))
        return dotted(*parts)

    def _show(self, name: str, words: str) -> None:
        title = self._session.text(words)
        window = ListWindow(self, self._session, title, self._hint(name))
        window.opened.connect(self.opened)
        window.show_items(self._items(name))
        window.open()

    def _items(self, name: str) -> list[Item]:
        account = self._account
        if name == _ASIDE:
            return [self._aside_item(each) for each in account.set_aside]
        if name == _MISSING:
            words = self._session.text(N_("A pack that others follow"))
            state = State("", "bad", "shield-alert")
            return [Item("", "", words, pack, state) for pack in account.missing_ids]
        return record_items(self._session, getattr(account, f"{name}_ids"))

    def _hint(self, name: str) -> str:
        account, text = self._account, self._session.text
        if name == "held" and account.refused:
            codes = dict.fromkeys(each.reason for each in account.refused)
            reasons = ", ".join(text(REFUSALS.get(code, code)) for code in codes)
            said = text(N_("The hub did not take some entries: {reason}.")).format(reason=reasons)
            safe = text(N_("Your records are safe here."))
            return f"{said} {safe}"
        counted, kept = getattr(account, name, 0), getattr(account, f"{name}_ids", ())
        if len(kept) < (counted if isinstance(counted, int) else 0):
            words = text(N_("The first {n} of them:"))
            return words.format(n=isolated(self._session.look.language.number(len(kept))))
        return {
            _ASIDE: text(N_("They are kept, and tried again at every sync.")),
            _MISSING: text(
                N_("The hub did not send what their authors name. Tell the administrator.")
            ),
            "held": text(N_("Something of these is still only on this laptop.")),
        }.get(name, "")

    def _aside_item(self, each: SetAside) -> Item:
        text = self._session.text
        day = self._session.look.language.short_day(datetime.fromisoformat(each.at).date())
        who = each.name or each.device or text(N_("nobody known"))
        about = dotted(who, day, text(each.what_to_do))
        reason = text(each.reason)
        title = reason[:1].upper() + reason[1:]
        return Item("", "", title, about, State("", "bad", "shield-alert"))
