"""The policy as one page of HTML: no script, no picture, prints as it is.

A table for each kind: a line for each field, a column for doors that are alike, and in each cell
the roles whose eyes it reaches there.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from fieldapp.cli.fields_page import STYLE
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import POLICY, Door
from fieldapp.domain.policy_table import Answers, Passes, Passing, Row
from fieldapp.language import N_, Language


def policy_page(language: Language, rows: Sequence[Row]) -> str:
    """Return the page."""
    title = language.translate(N_("Who reads what"))
    direction = "rtl" if language.rtl else "ltr"
    by_kind = groupby(sorted(rows, key=lambda row: list(KINDS).index(row.kind)), lambda r: r.kind)
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{language.code}" dir="{direction}"><head><meta charset="utf-8">',
            f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(title)}</h1>",
            *(line for kind, of_kind in by_kind for line in _kind(language, kind, list(of_kind))),
            "</body></html>",
            "",
        )
    )


def in_words(text: Callable[[str], str], kind: str, passes: Passes) -> str:
    """Return whether answers pass, or with which answers to which questions they do."""
    if passes is Passing.ALWAYS:
        return text(N_("always passes"))
    if isinstance(passes, Passing):
        return text(N_("never passes"))
    return "; ".join(_answers(text, kind, each) for each in passes)


def _answers(text: Callable[[str], str], kind: str, answers: Answers) -> str:
    label = text(KINDS[kind].field(answers.question).label)
    if len(answers.passing) <= len(answers.not_passing):
        return f"{label}: {', '.join(answers.passing)}"
    but = text(N_("all but {codes}")).format(codes=", ".join(answers.not_passing))
    return f"{label}: {but}"


def _kind(language: Language, kind: str, rows: list[Row]) -> Iterator[str]:
    doors = _alike({door for row in rows for door in row.doors})
    yield f'<h2 id="{kind}">{escape(language.translate(KINDS[kind].plural))} <code>{kind}</code>'
    heading = language.translate(N_("Field"))
    yield f"</h2><table><tr><th>{escape(heading)}</th>"
    for group in doors:
        names = ", ".join(language.translate(POLICY[door].label) for door in group)
        yield f"<th>{escape(names)}</th>"
    yield "</tr>"
    for field in KINDS[kind].fields:
        of_field = [row for row in rows if row.field == field.name]
        if of_field:
            mark = ", identifies" if field.identifies else ""
            yield f"<tr><td><code>{field.name}</code> <small>{of_field[0].level.name.lower()}{mark}"
            yield "</small></td>"
            yield from (f"<td>{_cell(language, kind, of_field, group[0])}</td>" for group in doors)
            yield "</tr>"
    yield "</table>"


def _alike(doors: set[Door]) -> list[tuple[Door, ...]]:
    """Return the doors in groups that let the same through."""
    groups: dict[object, list[Door]] = {}
    for door in (door for door in Door if door in doors):
        rule = POLICY[door]
        # A paper takes but some kinds, and so does a partner, beside what the rule says.
        alone = door if door in (Door.COUNCIL_PAPER, Door.PARTNER) else None
        groups.setdefault((rule.ceiling, rule.without, rule.stubs, alone), []).append(door)
    return [tuple(group) for group in groups.values()]


def _cell(language: Language, kind: str, rows: Sequence[Row], door: Door) -> str:
    asked = [row for row in rows if door in row.doors]
    roles: dict[str, list[str]] = {}
    for row in asked:
        passes = row.doors[door]
        if passes is not Passing.NEVER:
            words = "" if passes is Passing.ALWAYS else in_words(language.translate, kind, passes)
            roles.setdefault(words, []).append(row.role)
    if not roles:
        return "–"
    everybody = language.translate(N_("everybody"))
    return "<br>".join(
        escape(everybody if len(names) == len(asked) else ", ".join(names))
        + (f" <small>({escape(words)})</small>" if words else "")
        for words, names in sorted(roles.items())
    )
