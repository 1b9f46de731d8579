"""Wrong passphrases in a row, and how long to wait before the next.

The count lies beside the key, in a file that anybody can change who can change the folder. It slows
down a colleague, a child, or somebody who found the laptop open at the unlock screen. Whoever takes
the disk away never meets it: against them stands what one guess costs, see `keyfile`.

Nobody is locked out by it: the longest wait is a minute, whatever the clock does; a count that
cannot be written or read is none.
"""

import json
import logging
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldapp.language import N_
from fieldapp.paths import KEYFILE
from fieldapp.store.disk import write_whole
from fieldapp.store.errors import StoreError, WrongPassphrase
from fieldapp.store.keyfile import read_key

FILE = "attempts.json"

FREE = 3
"""Wrong ones without a wait: slips of the finger."""

LONGEST_S = 60
"""Seconds. More would keep an officer from work who needs it now, and stop no thief."""

log = logging.getLogger(__name__)


class TooSoon(StoreError):
    """Too many wrong passphrases in a row. This one was not tried."""

    text = N_("Too many wrong passphrases in a row. Seconds to wait: {seconds}.")
    remedy = N_("Then try again. If it is lost, type the code of the recovery sheet instead.")


@dataclass(frozen=True)
class Attempts:
    """Wrong passphrases since the workspace was last unlocked.

    Attributes:
        last_ms: Wall clock at the last of them.
    """

    wrong: int = 0
    last_ms: int = 0

    def wait_s(self) -> int:
        """Return the seconds that have to pass after the last: 1, 2, 4 and so on."""
        if self.wrong < FREE:
            return 0
        return int(min(LONGEST_S, 2 ** min(self.wrong - FREE, LONGEST_S)))


def try_key(folder: Path, passphrase: str, now_ms: int) -> bytes:
    """Unwrap the key of a workspace with its passphrase or recovery code, and count if it is wrong.

    Args:
        now_ms: Wall clock.

    Raises:
        TooSoon: The wait is not over.
        WrongPassphrase, NotOurs, NewerFile, Damaged: As `read_key` says.
    """
    known = attempts(folder)
    wait_ms = 1000 * known.wait_s()
    left_ms = known.last_ms + wait_ms - now_ms
    if wait_ms and left_ms > wait_ms:  # the clock went back: the wait begins anew, by this clock
        left_ms = wait_ms if _keep(folder, Attempts(known.wrong, now_ms)) else 0
    if wait_ms and left_ms > 0:
        raise TooSoon(seconds=math.ceil(left_ms / 1000))
    try:
        return read_key(folder / KEYFILE, passphrase)
    except WrongPassphrase:
        _keep(folder, Attempts(known.wrong + 1, now_ms))
        raise


def attempts(folder: Path) -> Attempts:
    """Return what is known of wrong passphrases; none where nothing can be read."""
    try:
        plain = json.loads((folder / FILE).read_bytes())
        wrong, last_ms = plain["wrong"], plain["last_ms"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return Attempts()
    if type(wrong) is not int or type(last_ms) is not int or wrong < 0:
        return Attempts()
    return Attempts(wrong, last_ms)


def forget(folder: Path) -> None:
    """Begin anew after the right passphrase."""
    with suppress(OSError):
        (folder / FILE).unlink(missing_ok=True)


def _keep(folder: Path, known: Attempts) -> bool:
    try:
        write_whole(folder / FILE, json.dumps(vars(known)).encode())
    except OSError:
        log.warning("The count of wrong passphrases cannot be written")
        return False
    return True
