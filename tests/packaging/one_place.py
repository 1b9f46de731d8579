"""Uses one field of one kind everywhere that a person meets it, and prints what was found.

A process of its own, because the package that it imports is a changed copy. Arguments: an empty
folder, the kind, the field. Nothing here asserts anything.
"""

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

import click
import pypdfium2
from PySide6.QtWidgets import QApplication

import fieldapp
from fieldapp.__main__ import main
from fieldapp.domain.kinds import KINDS
from fieldapp.language import load_language
from fieldapp.store import records
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Workspace, close, create, unlock
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.look import Look, load_fonts, wear
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.session import Session
from fieldapp.ui.theme import THEMES

PASSPHRASE = "the river is low in march"
ANSWER = "Four old mango trees"
OTHER = {"title": "Road", "held_on": "2026-11-04"}


def run(*arguments: object, stdin: str = "") -> str:
    """Return what a command prints."""
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main([str(argument) for argument in arguments])
    if code:
        raise SystemExit(f"{arguments[0]} ended with {code}")
    return out.getvalue()


def in_the_form(workspace: Workspace, kind: str, field: str) -> dict[str, Any]:
    """Open the real form on an answer; give its label, what it shows and what it gives back."""
    app = QApplication([])
    load_fonts()
    look = Look(THEMES["light"], load_language("en"))
    wear(app, look)
    names = Names(workspace, workspace.reader, look.language, read_places(workspace))
    session = Session(workspace, workspace.reader, look, names)
    state = FormState(kind, "r1", {field: ANSWER}, (), (), {})
    form = RecordForm(state, session.surroundings, session.reader.clearance, session.new_id)
    form.show()
    row = form.grid(0).rows[field]
    return {
        "label": row.label.text(),
        "shown": row.editor.answer(),
        "given": form.state().answers.get(field),
    }


def on_the_paper(file: Path) -> str:
    """Return the words of a PDF file with one space between them."""
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())


def found(folder: Path, kind: str, field: str) -> dict[str, Any]:
    """Save an answer and look for it in every place."""
    workspace, _ = create(folder / "w", PASSPHRASE, "Amina", cost=Cost(1, 8 * 1024 * 1024))
    close(workspace)
    given = [{"title": "Well", "held_on": "2026-11-03", field: ANSWER}, OTHER]
    answers = "\n".join(json.dumps(each) for each in given)
    first = json.loads(run("put", kind, "--json", stdin=answers))["saved"][0]
    run("report", "record", "--kind", kind, "--id", first, "-o", folder / "paper.pdf")
    for form in ("csv", "json"):
        run("export", kind, "--as", form, "-o", folder / f"export.{form}")
    again = unlock(folder / "w", PASSPHRASE)
    try:
        return {
            "package": str(Path(fieldapp.__file__).parent.parent),
            "first": first,
            "level": KINDS[kind].field(field).level.name,
            "stored": records.load(again, kind, first).values.get(field),
            "where": json.loads(run("list", kind, "--where", f"{field}={ANSWER}", "--json")),
            "search": json.loads(run("list", kind, "--search", "mango", "--json")),
            "get": run("get", kind, first),
            "fields": json.loads(run("fields", kind, "--json"))[kind]["fields"],
            "form": in_the_form(again, kind, field),
            "paper": on_the_paper(folder / "paper.pdf"),
            "csv": (folder / "export.csv").read_text("utf-8-sig"),
            "json": json.loads((folder / "export.json").read_bytes()),
        }
    finally:
        close(again)


if __name__ == "__main__":
    click.echo(json.dumps(found(Path(sys.argv[1]), sys.argv[2], sys.argv[3])))
