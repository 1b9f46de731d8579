"""What a process does that is killed in the middle: save without end, telling each saved id, or
put copies back without end.

A module of its own, so that a process can be started with it.
"""

from multiprocessing.connection import Connection
from pathlib import Path

from fieldapp.store import drafts, records, workspace
from fieldapp.store.records import Change
from fieldapp.store.restore import restore


def save_without_end(folder: Path, passphrase: str, acknowledged: Connection) -> None:
    """Save incidents (two facts each), edits and drafts; send an id when its save has returned."""
    opened = workspace.unlock(folder, passphrase)
    answers = {"happened_on": "2026-11-01", "type": "threat", "account": "x" * 2000}
    n = 0
    while True:
        record = records.save(opened, Change("incident", answers))
        acknowledged.send(("incident", record, "account", answers["account"]))
        records.save(opened, Change("incident", {"summary": f"edited {n}"}, record))
        acknowledged.send(("incident", record, "summary", f"edited {n}"))
        drafts.keep(opened, "draft", "meeting", {"title": f"{n}"})
        n += 1


def restore_without_end(file: Path, key: bytes, names: tuple[str, ...], begun: Connection) -> None:
    """Put one copy back after the other without end; tell when the first begins, and each end."""
    begun.send("begun")
    while True:
        for name in names:
            restore(file, key, name)
            begun.send(name)
