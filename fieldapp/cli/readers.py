"""`readers`: who can read what, by name, from signed statements alone."""

from collections.abc import Iterator
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.domain.disclosure import disclose
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.scope import CONDUCT, RESTRICTED, SCOPES, TEAM
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.sync.members.readers import Part, ReaderEntry, readers_of, who_reads

CALLED = {
    TEAM: N_("Everybody in the mission"),
    RESTRICTED: N_("Protection cell"),
    CONDUCT: N_("Conduct focal point"),
}
"""What people call a scope."""


@click.command(
    "readers",
    cls=Command,
    example="fieldapp readers\nfieldapp readers feedback ID --json",
)
@click.argument("kind", required=False)
@click.argument("record", required=False, metavar="ID")
@with_call
def readers(call: Call, kind: str | None, record: str | None) -> None:
    """Show who can read each scope, or one record, by name and fingerprint.

    It follows from what the founder and administrators have signed, never from what a hub says.
    Compare the five words with those that the colleague's own laptop shows.
    """
    with opened(call) as workspace:
        if kind is None:
            parts = tuple(Part(scope, (), readers_of(workspace, scope)) for scope in SCOPES)
        elif record is None:
            parts = who_reads(workspace, kind, {})
        else:
            shown = disclose(records.load(workspace, kind, record), workspace.reader)
            parts = who_reads(workspace, kind, shown.values, record)
    call.answer([_document(part) for part in parts], _lines(call, kind, parts))


def _document(part: Part) -> dict[str, Any]:
    return {
        "scope": part.scope,
        "fields": list(part.fields),
        "readers": [_reader(each) for each in part.readers],
        "without": [_reader(each) for each in part.without],
        "unknown": part.unknown,
    }


def _reader(each: ReaderEntry) -> dict[str, Any]:
    return {
        "name": each.name,
        "device": each.device,
        "role": each.role,
        "number": each.number,
        "signed_by": each.signed_by or "founder",
        "words": each.words,
    }


def _lines(call: Call, kind: str | None, parts: tuple[Part, ...]) -> Iterator[str]:
    ghost = call.text(N_("The laptop {device}, which nobody let in, was given the key."))
    for part in parts:
        yield f"{call.text(CALLED[part.scope])} ({part.scope})"
        if kind is not None and part.fields:
            declared = kind_named(kind)
            yield "  " + ", ".join(call.text(declared.field(n).label) for n in part.fields)
        for each in part.readers:
            yield f"  {_named(each) if each.name else ghost.format(device=each.device)}"
        for each in part.without:
            yield "  " + call.text(N_("Kept from: {reader}")).format(reader=_named(each))
        if part.unknown:
            yield "  " + call.text(
                N_("Kept from a member of the mission; not from here to be seen who.")
            )


def _named(each: ReaderEntry) -> str:
    return f"{each.name}  {each.role}  {each.device}  {each.words}"
