"""What was settled: who ended which clash, when, what had stood, and which answer holds."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.store.settlements import Asked, Settlement, settlements
from fieldapp.sync.settling import KEEP
from fieldapp.ui.answers import one_line
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.listed import ListWindow
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.states import State

_DAYS = 30


class SettledWindow(ListWindow):
    """All settlements that this reader may see, narrowed by who, what and when.

    Attributes:
        by, kind, place: What narrows the list.
        lately: Only the last month.
    """

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session, session.text(N_("What was settled")))
        self._session = session
        text, look = session.text, session.look
        self._all = settlements(session.workspace, session.reader, Asked())
        row = QHBoxLayout()
        row.setSpacing(10)
        by = sorted({each.author for each in self._all})
        self.by = Select(look, [(name, name) for name in by], text(N_("By everybody")))
        self.by.setAccessibleName(text(N_("Settled by")))
        kinds = sorted({each.record.kind for each in self._all})
        labels = [(kind, text(kind_named(kind).label)) for kind in kinds]
        self.kind = Select(look, labels, text(N_("Every kind")))
        self.kind.setAccessibleName(text(N_("Kind")))
        places = sorted({str(each.record.values.get("place") or "") for each in self._all} - {""})
        named = [(place, session.names.title(place)) for place in places]
        self.place = Select(look, named, text(N_("Every place")))
        self.place.setAccessibleName(text(N_("Place")))
        for each in (self.by, self.kind, self.place):
            each.currentIndexChanged.connect(self._write)
            row.addWidget(each, 1)
        self.head.addLayout(row)
        month = look.language.plural("The last {n} day", "The last {n} days", _DAYS)
        self.lately = Segments(look, [(True, month)], several=True)
        self.lately.edited.connect(self._write)
        self.head.addWidget(self.lately)
        self._write()

    def _write(self) -> None:
        first = (self._session.today() - timedelta(days=_DAYS)).isoformat()
        self.show_items(
            self._item(each)
            for each in self._all
            if self.by.value in (None, each.author)
            and self.kind.value in (None, each.record.kind)
            and self.place.value in (None, each.record.values.get("place"))
            and (not self.lately.chosen or each.at[:10] >= first)
        )

    def _item(self, each: Settlement) -> Item:
        session, text = self._session, self._session.text
        field = kind_named(each.record.kind).field(each.field)

        kept = each.answers[each.chosen - 1] if each.chosen else None
        others = ", ".join(
            one_line(session, field.type, head.value) for head in each.answers if head is not kept
        )
        words = text(N_("“{kept}” holds, not “{others}”")).format(
            kept=isolated(one_line(session, field.type, each.value)), others=isolated(others)
        )
        when = datetime.fromisoformat(each.at)
        day = session.look.language.short_day(when.date())
        title = dotted(session.names.of(each.record), text(field.label))
        about = dotted(each.author, day, words)
        return Item(each.record.kind, each.record.id, title, about, self._state(each))

    def _state(self, each: Settlement) -> State:
        text = self._session.text
        if each.rule:
            word = text(KEEP.get(each.rule.partition(":")[0], each.rule))
            return State(word, "info", "list-checks")
        if each.chosen:
            return State(text(N_("One was kept")), "ok", "check")
        return State(text(N_("Written anew")), "ok", "pencil")
