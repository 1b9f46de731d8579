"""`power`: who matters at a place, how they are tied, and whose law holds there."""

from collections.abc import Iterator
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.looking import PLACE, Looked, area, look, references, title
from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.power import Node, PowerMap, power_map
from fieldapp.domain.ledger import Ref
from fieldapp.domain.scope import RESTRICTED
from fieldapp.language import N_


@click.command("power", cls=Command, example="fieldapp power --place SS0101")
@PLACE
@with_call
def power(call: Call, place: str | None) -> None:
    """Show the map of local power: actors, ties, who mediates, and the customary law.

    Influence and ties are only for whoever may read restricted answers.
    """
    looked = look(call)
    found = power_map(looked.ledger, area(looked, place), looked.reader.clearance_in(RESTRICTED))
    call.answer(_document(found), _lines(call, looked, found))


def _document(found: PowerMap) -> dict[str, Any]:
    return {
        "place": found.place or None,
        "actors": [
            {
                "id": node.about.id,
                "component": node.component or None,
                "influence": node.influence or None,
                "inside": node.inside,
                "isolated": node.isolated,
                "mediates": node.mediates,
                "contested": node.contested,
            }
            for node in found.nodes
        ],
        "ties": [
            {
                "id": tie.about.id,
                "actor": tie.one.id,
                "other": tie.other.id,
                "type": tie.type,
                "strength": tie.strength or None,
            }
            for tie in found.ties
        ],
        "customary_law": references(found.norms),
        "decide": references(found.arbiters),
        "withheld": found.withheld,
    }


def _lines(call: Call, looked: Looked, found: PowerMap) -> Iterator[str]:
    def name(reference: Ref) -> str:
        record = looked.ledger.find(reference.id)
        return title(call, record) if record is not None else reference.id

    def answer(reference: Ref, field: str) -> str:
        record = looked.ledger.find(reference.id)
        return str(record.values.get(field) or "") if record is not None else ""

    for node in found.nodes:
        yield "  ".join(filter(None, (name(node.about), *_about(call, node))))
    for tie in found.ties:
        what = code_list("tie").label(tie.type, call.language)
        yield f"{name(tie.one)} – {what} – {name(tie.other)}"
    for arbiter in found.arbiters:
        yield f"{name(arbiter)}: {answer(arbiter, 'jurisdiction')}"
    for place in found.norms:
        yield f"{name(place)}: {answer(place, 'customary_law')}"
    if found.withheld:
        yield call.text(N_("You may not read influence and ties."))


def _about(call: Call, node: Node) -> Iterator[str]:
    language = call.language
    yield code_list("component").label(node.component, language) if node.component else ""
    yield code_list("influence").label(node.influence, language) if node.influence else ""
    for mark, word in (
        (node.mediates, N_("mediates")),
        (node.contested, N_("contested")),
        (node.isolated, N_("no tie recorded")),
    ):
        if mark:
            yield call.text(word)
