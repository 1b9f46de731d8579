"""Closing what was said in confidence: the steps, each of which may be the last before a kill.

The first step is one small transaction and takes the keys away; from then on every opening of the
file goes on where the last one stopped, before anybody sees anything. So a laptop that is switched
off in the middle is closed, not open. Who asks for it, and the way back, is in `sealing`.

1. ``begun``: the keys are gone, and what gives them back is locked into the vault.
2. ``closed``: what was readable in the journal is sealed or only in packs, records and search are
   empty.
3. ``worked out``: records and search hold what may still be read.
4. ``done``: no trace in free pages, in the log beside the file, in copies of it.
"""

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.store import backup, closed_drafts, journal, packs, seal, settings, vault
from fieldapp.store import mission as kept
from fieldapp.store.database import writing
from fieldapp.store.errors import Busy, DiskFull, told

BEGUN, CLOSED, WORKED_OUT, DONE = "begun", "closed", "worked out", "done"

GLASS = "glass"
"""Folder beside the file, for answers that are shown without the key."""

_NAME = "sealed"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """That a laptop is sealed, as it is kept.

    Attributes:
        step: How far the closing has come.
        at: Wall clock, ISO 8601 with offset.
        why: A code, see `sealing.Why`.
        vault: The vault of that moment, see `vault.to_json`; "" where there was none.
        locked: What the vault gives back, in hexadecimal; "" where there is no way back.
    """

    step: str
    at: str
    why: str
    vault: str = ""
    locked: str = ""


def state(db: Database) -> State | None:
    """Return whether and how the laptop is sealed; None where it is not."""
    text = settings.read(db, _NAME)
    return State(**json.loads(text)) if text else None


def set_state(db: Database, now: State | None) -> None:
    """Note how the laptop is sealed, None for not at all. Part of the transaction that is open."""
    settings.write(db, _NAME, json.dumps(asdict(now)) if now else "")


def unfinished(db: Database) -> bool:
    """Say whether a closing was begun and not brought to its end."""
    now = state(db)
    return now is not None and now.step != DONE


def finish(db: Database, file: Path) -> bool:
    """Bring a closing to its end; say whether it got there.

    It does not where another fieldapp reads the file or the disk is full. Then all is sealed, but
    the disk may still hold old bytes under the key of the file; the next opening tries again.

    Raises:
        Busy, DiskFull: Not even what is readable could be closed.
    """
    with told(file):
        now = state(db)
    if now is not None and now.step == BEGUN:
        with writing(db, file):
            closed = [scope for scope in CONFIDENTIAL if not seal.may_read(db, scope)]
            forgotten = sum(journal.forget_delivered(db, scope) for scope in closed)
            packs.read_again(db, closed)
            sealed = journal.seal_facts(db, sent=True)
            journal.forget_records(db)
            db.conn.execute("DELETE FROM list_view")  # what somebody looks for may tell
            closed_drafts.close(db, vault.from_json(now.vault) if now.vault else None)
            now = _step(db, now, CLOSED)
        log.info("Sealed %d entries, forgot %d that the packs hold", sealed, forgotten)
    if now is not None and now.step == CLOSED:
        with writing(db, file):
            journal.rebuild(db)
            now = _step(db, now, WORKED_OUT)
    if now is not None and now.step == WORKED_OUT:
        forget_copies(file)  # also one that was being made while this began
        try:
            with told(file):
                kept.forget_for_good(db)
            with writing(db, file):
                now = _step(db, now, DONE)
        except (Busy, DiskFull):
            log.warning("Sealed, but old bytes could not be overwritten yet")
    return now is None or now.step == DONE


def forget_copies(file: Path) -> None:
    """Remove what lies beside the file and the passphrase opens: backups, and answers that were
    opened without a key for some minutes."""
    backup.forget(file)
    with told(file.parent):
        for box in (file.parent / GLASS).glob("*"):
            box.unlink()


def _step(db: Database, now: State, step: str) -> State:
    after = replace(now, step=step)
    set_state(db, after)
    return after
