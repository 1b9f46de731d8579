"""Everything the palette offers but records: pages, kinds to begin, things to do, help."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.language import LANGUAGES, N_
from fieldapp.store import views
from fieldapp.ui import keys
from fieldapp.ui.components.text import dotted
from fieldapp.ui.help_topics import TOPICS
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.palette_list import Entry
from fieldapp.ui.preferences import TEXT_PERCENTS, THEME_LABELS
from fieldapp.ui.rooms import FOUND, PAPER, ROOMS, SIDEBAR, label_of, picture_of
from fieldapp.ui.session import Session

PAGE, NEW, ACTION, HELP = N_("Page"), N_("New"), N_("Action"), N_("Help")
VIEW = N_("View")


@dataclass(frozen=True)
class Doing:
    """What the window can do, each a function."""

    page: Callable[[str], object]
    new: Callable[[str], object]
    view: Callable[[str, str], object]
    record: Callable[[str, str], object]
    sync: Callable[[], object]
    lock: Callable[[], object]
    seal: Callable[[], object]
    back: Callable[[], object]
    theme: Callable[[str], object]
    language: Callable[[str], object]
    text_size: Callable[[int], object]
    help: Callable[[str], object]


def entries(session: Session, doing: Doing) -> list[Entry]:
    """Return all entries, those most wanted first."""
    return [
        *_rooms(session, doing),
        *_new(session, doing),
        *_actions(session, doing),
        *_help(session, doing),
        *_views(session, doing),
        *_kinds(session, doing),
    ]


def _rooms(session: Session, doing: Doing) -> Iterator[Entry]:
    """What stands at the side, in its order, then the other rooms."""
    text = session.text
    digits = dict(SIDEBAR)
    names = [*digits, *(name for name in ROOMS if name not in digits and name != FOUND)]
    for name in names:
        key = keys.page_key(digits[name]) if digits.get(name) else ""
        act = partial(doing.page, name)
        yield Entry(text(PAGE), text(label_of(name)), picture_of(name), act, keys=key)


def _kinds(session: Session, doing: Doing) -> Iterator[Entry]:
    """The pages of kinds that have no place at the side."""
    text = session.text
    for kind in KINDS.values():
        if kind.stands_alone and kind.name not in dict(SIDEBAR):
            act = partial(doing.page, kind.name)
            yield Entry(text(PAGE), text(kind.plural), icon_of(kind.name), act)


def _views(session: Session, doing: Doing) -> Iterator[Entry]:
    """What somebody keeps of lists under a name of their own."""
    text = session.text
    for kind, name in views.names_of_all(session.workspace):
        title = dotted(name, text(kind_named(kind).plural))
        yield Entry(text(VIEW), title, "bookmark", partial(doing.view, kind, name))


def _new(session: Session, doing: Doing) -> Iterator[Entry]:
    text = session.text
    daily = dict(SIDEBAR)
    begun = [kind for kind in KINDS.values() if kind.begins_in_a_form]
    begun.sort(key=lambda kind: kind.name not in daily)
    for kind in begun:
        title = text(N_("New: {what}")).format(what=text(kind.label))
        yield Entry(text(NEW), title, "plus", partial(doing.new, kind.name))


def _actions(session: Session, doing: Doing) -> Iterator[Entry]:
    text = session.text

    def action(
        words: str, icon: str, act: Callable[[], object], key: str = "", also: str = ""
    ) -> Entry:
        shown = keys.shown(key) if key else ""
        return Entry(text(ACTION), words, icon, act, keys=shown, also=also)

    yield action(text(N_("Sync now")), "refresh-cw", doing.sync)
    yield action(text(N_("Print a joint review")), "printer", partial(doing.page, PAPER))
    yield action(text(N_("Lock now")), "lock", doing.lock, "lock")
    yield action(text(N_("Seal now …")), "shield-alert", doing.seal, "seal")
    yield action(text(N_("Back")), "arrow-left", doing.back, "back")
    theme, language, size = text(N_("Theme")), text(N_("Language")), text(N_("Text size"))
    for name, words in THEME_LABELS.items():
        icon = {"sunlight": "sun", "system": "laptop"}.get(name, "circle-dot")
        title = f"{theme}: {text(words)}"
        key = "sunlight" if name == "sunlight" else ""
        yield action(title, icon, partial(doing.theme, name), key)
    for code, name in LANGUAGES.items():
        # Its own name finds it also for who cannot read the language of the window.
        title = f"{language}: {name}"
        yield action(title, "languages", partial(doing.language, code), also=code)
    for percent in TEXT_PERCENTS:
        share = session.look.language.percent(percent)
        title = f"{size}: {share}"
        yield action(title, "type", partial(doing.text_size, percent), also=str(percent))


def _help(session: Session, doing: Doing) -> Iterator[Entry]:
    text = session.text
    for name, topic in TOPICS.items():
        yield Entry(
            text(HELP), text(topic.title), "circle-help", partial(doing.help, name),
            also=" ".join(text(step) for step in topic.steps),
        )  # fmt: skip
