"""`report log`: which papers went out of this laptop, by whom and in how many copies."""

from collections.abc import Iterator
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.language import N_
from fieldapp.store.printed import WentOut, papers_out


@click.command("log", cls=Command, example="fieldapp report log --json")
@with_call
def log(call: Call) -> None:
    """List the papers that were printed or saved here: when, by whom, which, how many copies.

    It is read out of the audit log, and holds no word of a record. What happens to a file after it
    was saved is known to nobody.
    """
    with opened(call) as workspace:
        found = papers_out(workspace)
    document = [_as_json(each) for each in found]
    call.answer(document, _lines(call, found))


def _as_json(each: WentOut) -> dict[str, Any]:
    return {
        "at": each.at,
        "who": each.who,
        "paper": each.paper or None,
        "code": each.code or None,
        "copies": each.copies,
        "file": each.to_file,
        "kind": each.entry.kind or None,
        "record": each.entry.record or None,
        "language": each.entry.details.get("language"),
    }


def _lines(call: Call, found: list[WentOut]) -> Iterator[str]:
    for each in found:
        label = call.text(SORTS[each.paper].label) if each.paper in SORTS else each.paper or "-"
        copies = call.language.plural("{n} copy", "{n} copies", each.copies)
        yield "  ".join((each.at[:16].replace("T", " "), each.who, label, each.code, copies))
    if not found:
        yield call.text(N_("No paper went out of this laptop."))
