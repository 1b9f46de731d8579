"""What stands on top of a form: what must be mended in it, and what must not be asked."""

from collections.abc import Sequence

from fieldapp.domain.checks import Not
from fieldapp.domain.schema import RecordKind
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner, ErrorSummary
from fieldapp.ui.look import Look

MOST_TOLD = 4
"""Lines of the summary: it must leave room for the answers on a small screen."""


def summary_of(look: Look, lines: Sequence[tuple[str, str]]) -> ErrorSummary:
    """Return the summary of what must be mended; `lines` are (target, sentence)."""
    plural, count = look.language.plural, len(lines)
    if count > MOST_TOLD:
        rest = count - MOST_TOLD + 1
        more = "and {n} more (F8 goes to the next)", "and {n} more (F8 goes to the next)"
        last = lines[MOST_TOLD - 1][0], plural(*more, rest)
        lines = [*lines[: MOST_TOLD - 1], last]
    title = plural(
        "{n} answer to mend before this can be saved",
        "{n} answers to mend before this can be saved",
        count,
    )
    return ErrorSummary(look, title, lines)


def limits_banner(look: Look, kind: RecordKind, limits: Sequence[Not]) -> Banner:
    """Return the banner that says what must not be asked."""
    translate = look.language.translate
    title = limits[0].error().sentences(translate)[0]
    labels = [translate(kind.field(name).label) for name in limits[0].names]
    leave = translate(N_("Leave empty: {questions}.")).format(
        questions=translate(N_(", ")).join(labels)
    )
    return Banner(look, "warn", title, leave)
