"""A file that somebody is handed, with the request to open it in fieldapp."""

import json
import resource
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.cli.conftest import Run, put

DEEP = b"[" * 200_000
MOST_MORE_MB = 400
"""What one of these files may make a command take in memory, beyond what it had."""


def png(width: int, height: int) -> bytes:
    """A picture of one bit a pixel that claims to be so large, and is nothing but zeros."""

    def part(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((width // 8 + 1) * min(height, 500)), 9)
    parts = part(b"IHDR", head) + part(b"IDAT", pixels) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def sheet(file: Path) -> None:
    """A spreadsheet file of a hundred kilobytes that unpacks to a hundred megabytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(100_000_000))


def test_bombs_are_one_sentence_and_cost_little_memory(run: Run, tmp_path: Path) -> None:
    [meeting] = put(run, "meeting", {"title": "Well", "held_on": "2026-11-03"})
    sheet(tmp_path / "bomb.xlsx")
    (tmp_path / "deep.json").write_bytes(DEEP)
    (tmp_path / "request.json").write_bytes(b'{"fieldapp": "request", "x": ' + DEEP)
    (tmp_path / "wide.csv").write_text("name,pcode\n" + "x" * 2_000_000 + ",1\n")
    (tmp_path / "columns.csv").write_text(",".join(["a"] * 300_000) + "\n")
    (tmp_path / "open.csv").write_text('name,pcode\n"' + "x\n" * 300_000)
    (tmp_path / "large.png").write_bytes(png(60_000, 60_000))
    (tmp_path / "strip.png").write_bytes(png(90_000_000, 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said = [
        *(run("import", tmp_path / name, "--as", "gazetteer")
          for name in ("bomb.xlsx", "wide.csv", "columns.csv", "open.csv", "deep.json")),
        *(run("join", tmp_path / name)
          for name in ("deep.json", "request.json", "large.png", "strip.png", "bomb.xlsx")),
        *(run("photo", "add", "meeting", meeting, tmp_path / name)
          for name in ("large.png", "strip.png", "bomb.xlsx", "deep.json")),
        *(run("parcel", "read", tmp_path / name) for name in ("deep.json", "bomb.xlsx")),
        run("put", "meeting", stdin=DEEP),
        run("put", "meeting", stdin=b'{"title":' * 100_000),
        run("edit", "meeting", meeting, stdin=DEEP),
    ]  # fmt: skip
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert not {each.err for each in said if each.code not in (1, 2) or "our fault" in each.err}
    assert more < MOST_MORE_MB * 1024


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a file without an end, on Linux")
def test_a_file_without_an_end_is_not_read_to_its_end(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fieldapp.exchange.table.LARGEST", 1_000_000)
    endless = Path("/dev/zero")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    said = [
        run("import", endless, "--as", "gazetteer"), run("join", endless),
        run("parcel", "read", endless),
    ]  # fmt: skip

    assert not {each.err for each in said if each.code not in (1, 2) or "our fault" in each.err}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_MORE_MB * 1024


def test_no_id_and_no_code_of_a_file_becomes_a_path(run: Run, tmp_path: Path) -> None:
    odd = ("../../etc/x", "/etc/passwd", "..", "a/b", "a\\b", "C:x")
    lines = "\n".join(json.dumps({"id": each, "title": "Well"}) for each in odd)

    done = run("put", "meeting", "--json", stdin=lines)

    refused = {each["line"] for each in done.json["rejected"]}
    assert refused >= {1, 2, 3, 4, 5}
    assert not [path for path in tmp_path.rglob("*") if path.name in ("x", "passwd", "b")]
