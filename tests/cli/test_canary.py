"""A word in every restricted field reaches nothing that somebody else holds, from end to end.

Two laptops, a hub in a process of its own and papers in every language, all through the command
line. Then every byte is searched: the officer's workspace as its passphrase opens it, the hub's
folder, the logs, and the papers.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest

from fieldapp.domain.deciding.permission import ORDER
from fieldapp.domain.fieldtypes import (
    Choice,
    Choices,
    Day,
    Link,
    PlaceRef,
    Text,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.language import LANGUAGES
from tests.cli.conftest import Run, looking_into, put, running_hub
from tests.sync.test_canary import CANARY as RESTRICTED
from tests.sync.test_canary import files, found_in, opened

TEAM = "Kombucha-5512"
PLACE = {"name": "Gorom", "pcode": "XX0101", "type": "village"}
GRAVE = 6


def answer(kind: RecordKind, field: Field, level: Level) -> object:
    """An answer of the field's type; a text says who may read it."""
    match field.type:
        case Text():
            words = {Level.PUBLIC: "said aloud", Level.TEAM: TEAM, Level.RESTRICTED: RESTRICTED}
            return f"{words[level]} in {kind.name} {field.name}"
        case Choice(codes):
            return codes.offered[0]
        case Choices(codes):
            return list(codes.offered[:2])
        case Day():
            return "2026-11-03"
        case PlaceRef():
            return PLACE["pcode"]
        case Link(other):
            return f"{other}-1"
        case _:
            return (
                "SSP"
                if field.type.name == "currency"
                else True
                if field.type.name == "yes_no"
                else 3
            )


def record(kind: RecordKind, author: str, **fixed: object) -> dict[str, object]:
    """A record with every field answered."""
    plain = {
        field.name: answer(kind, field, kind.level_of(field.name, fixed))
        for field in kind.fields
        if field.name not in fixed
    }
    return {"id": f"{author}-{kind.name}-{len(fixed)}", **plain, **fixed}


def everything(author: str) -> Iterator[tuple[str, dict[str, object]]]:
    for kind in KINDS.values():
        if kind.name == "feedback":
            yield kind.name, record(kind, author, level=GRAVE, against=None)
            yield kind.name, record(kind, author, level=2, code="AB12", against=None)
        elif kind.name == "incident":
            yield kind.name, record(kind, author, type="threat")
            yield kind.name, record(kind, author, type="sexual_violence", dataset_id="7")
        elif kind.name != "place" and not kind.made:  # photographs: tests/sync/test_photos
            yield kind.name, record(kind, author)


def on_paper(file: Path) -> bytes:
    """A paper's bytes and everything that can be read on it."""
    document = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return file.read_bytes() + "\n".join(texts).replace("-\n", "-").encode()


@pytest.fixture
def papers(
    run: Run, folder: Path, founder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Sequence[Path]:
    """Both record everything, sync, and make the paper of their village in every language."""
    made = []
    with running_hub(tmp_path / "hub") as address:
        for laptop in (founder, folder, founder, folder):
            monkeypatch.setenv("FIELDAPP_WORKSPACE", str(laptop))
            put(run, "place", {"id": "gorom", **PLACE})
            for kind, plain in everything(laptop.name):
                if laptop == founder or kind not in ORDER:  # which an officer may not write
                    put(run, kind, plain)
            assert run("sync", "--hub", address).code == 0
        for laptop in (founder, folder):
            monkeypatch.setenv("FIELDAPP_WORKSPACE", str(laptop))
            for code in LANGUAGES:
                file = tmp_path / f"{laptop.name}-{code}.pdf"
                period = ("--from", "2026-10-01", "--to", "2026-11-30", "--language", code)
                done = run("report", "joint-review", "--place", "Gorom", *period, "-o", file)
                assert done.code == 0, done.err
                made.append(file)
    return made


def test_no_restricted_word_is_where_somebody_else_may_read(
    papers: Sequence[Path], run: Run, folder: Path, founder: Path, tmp_path: Path
) -> None:
    with looking_into(founder) as amina, looking_into(folder) as josef:
        of_founder = opened(amina, tmp_path / "founder.plain")
        of_officer = opened(josef, tmp_path / "officer.plain")

    assert found_in(of_founder)  # whoever may read it has it
    assert not found_in(of_officer)
    assert not found_in(files(tmp_path / "hub"))
    assert not found_in(files(folder))
    assert not any(found_in(on_paper(file)) for file in papers)
    assert TEAM.encode() in of_officer
    assert not any(TEAM.encode() in on_paper(file) for file in papers)
    assert all(b"said aloud in deliverable title" in on_paper(file) for file in papers)
    listed = run("list", "incident", "--json").json
    assert listed
    assert RESTRICTED not in json.dumps(listed)
