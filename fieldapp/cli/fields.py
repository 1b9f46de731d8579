"""`fields`: every kind of record, field by field, as the declarations have it.

How the same becomes a page to print is in `fields_page`.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.fields_page import fields_page
from fieldapp.cli.files import write_whole
from fieldapp.domain.codelists import CodeList
from fieldapp.domain.fieldtypes import Link, codes_of
from fieldapp.domain.kinds import KINDS, SUBJECTS, kind_named
from fieldapp.domain.schema import Field, RecordKind
from fieldapp.language import N_


@click.command(
    "fields",
    cls=Command,
    example="fieldapp fields meeting\nfieldapp fields --json\nfieldapp fields -o fields.html",
)
@click.argument("kind", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page (HTML) with every kind and code list, to read or to print.",
)
@with_call
def fields(call: Call, kind: str | None, output: Path | None) -> None:
    """Show the kinds of record, their fields, types, levels, codes and HXL tags.

    A code list marked “to be checked” is general knowledge of the field: the mission looks whether
    it fits, and adds codes of its own beginning with x-.
    """
    kinds = [kind_named(kind)] if kind else list(KINDS.values())
    document = {one.name: described(call, one) for one in kinds}
    if output is None:
        call.answer(document, _lines(call, document))
        return
    subjects = {
        call.text(subject.label): {k.name: document[k.name] for k in subject.kinds if k in kinds}
        for subject in SUBJECTS
    }
    write_whole(output, fields_page(call.language, subjects).encode("utf-8"))
    call.answer({"file": str(output), "kinds": len(kinds)}, [str(output)])


def described(call: Call, kind: RecordKind) -> dict[str, Any]:
    """Return everything that is declared of a kind, labels in the person's language."""
    return {
        "label": call.text(kind.label),
        "plural": call.text(kind.plural),
        "parent": kind.parent_kind or None,
        "fields": [_field(call, field) for field in kind.fields],
    }


def _field(call: Call, field: Field) -> dict[str, Any]:
    codes = codes_of(field.type)
    return {
        "name": field.name,
        "label": call.text(field.label),
        "help": " ".join(call.text(hint) for hint in field.hints) or None,
        "type": field.type.name,
        "to": field.type.kind if isinstance(field.type, Link) else None,
        "level": field.level.name.lower(),
        "required": field.required,
        "asked_when": (
            {"field": field.when.field, "is": list(field.when.codes) or None}
            if field.when
            else None
        ),
        "codelist": codes.name if codes else None,
        "codes": list(codes.offered) if codes else None,
        "codelist_of": _list(call, codes) if codes else None,
        "hxl": field.hxl or None,
    }


def _list(call: Call, codes: CodeList) -> dict[str, Any]:
    return {
        "version": codes.version,
        "source": codes.source,
        "general_knowledge": codes.general_knowledge,
        "retired": sorted(codes.retired),
        "labels": {code: codes.label(code, call.language) for code in codes.labels},
    }


def _lines(call: Call, document: dict[str, Any]) -> Iterator[str]:
    for name, kind in document.items():
        yield f"{name}: {kind['label']}"
        for field in kind["fields"]:
            yield "  " + "  ".join(_cells(call, field))
            if field["help"]:
                yield f"      {field['help']}"


def _cells(call: Call, field: dict[str, Any]) -> Iterable[str]:
    yield field["name"] + ("*" if field["required"] else "")
    yield f"“{field['label']}”"
    yield f"{field['type']} {field['to']}" if field["to"] else field["type"]
    yield field["level"]
    if field["codelist"]:
        of = field["codelist_of"]
        check = [call.text(N_("to be checked"))] if of["general_knowledge"] else []
        name = ", ".join((f"{field['codelist']} {of['version']}", *check))
        yield f"{name}: {', '.join(field['codes'])}"
    if field["hxl"]:
        yield field["hxl"]
