"""`signals`: what the rules notice across all records, and which records each stands on.

The rules are in `domain.signals`; the window shows the same list.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.looking import ON, PLACE, Looked, area, look, places, references, title
from fieldapp.domain.signals.every import TONES
from fieldapp.domain.signals.signal import Signal
from fieldapp.domain.signals.yours import signals_for, told_once


@click.command(
    "signals",
    cls=Command,
    example="fieldapp signals --place SS0101\nfieldapp signals --tone bad --json",
)
@PLACE
@click.option("--tone", "tones", type=click.Choice(TONES), multiple=True, help="Only so urgent.")
@click.option("--name", "names", multiple=True, metavar="RULE", help="Only what this rule noticed.")
@ON
@with_call
def signals(
    call: Call,
    place: str | None,
    tones: tuple[str, ...],
    names: tuple[str, ...],
    day: date | None,
) -> None:
    """Show what needs attention: limits, gaps, triggers, mismatches, promises that clash.

    Works without a network, from what this reader may see. What waits for you comes
    first, then the rest, the most urgent first.
    """
    looked = look(call, day)
    here = area(looked, place)
    asked = (
        signal
        for signal in signals_for(looked.ledger, looked.today, looked.author)
        if (not tones or signal.tone in tones)
        and (not names or signal.name in names)
        and looked.ledger.areas.covers(here, signal.place)
    )
    found = list(told_once(asked))
    call.answer([signal_document(call, s) for s in found], _lines(call, looked, found))


def signal_document(call: Call, signal: Signal) -> dict[str, Any]:
    """Return a signal as scripts read it."""
    return {
        "name": signal.name,
        "tone": signal.tone,
        "text": signal.sentence(call.language),
        "place": signal.place or None,
        "day": signal.day or None,
        "about": references(signal.about),
    }


def _lines(call: Call, looked: Looked, found: list[Signal]) -> Iterator[str]:
    name = places(looked)
    for signal in found:
        parts = (signal.tone, name(signal.place), signal.sentence(call.language))
        yield "  ".join(part for part in parts if part)
        record = looked.ledger.find(signal.about[0].id) if signal.about else None
        if record is not None:
            yield f"      {title(call, record)} ({record.kind} {record.id})"
