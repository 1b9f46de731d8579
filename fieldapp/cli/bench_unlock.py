"""`bench unlock`: what one guess at a passphrase costs, against a bare Argon2id of libsodium.

The limit is what nobody can save, neither we nor a thief: one derivation with the same passes and
memory. What is above it is ours: reading the key file, opening the encrypted files.

What a thief with a graphics card pays, by arithmetic (256 MiB, 3 passes; nothing of it measured):
every pass writes each KiB once and reads two, so one guess moves 3 x 3 x 256 MiB = 2.4 GB through
the card's memory. A card of 1 TB/s makes at most 400 guesses a second, and 24 GB hold 96 of them
at once. For 1 dollar an hour of such a card::

    guesses    one card     dollars    such a passphrase
    10**4      25 s         0          what `new` refuses
    10**8      3 days       70         zxcvbn's "good": a word or two with a twist
    10**12     80 years     700,000    four common words at random
    3.7e15     290,000 y.   2.5e9      four words by dice from a list of 7,776

On average half of it. A laptop itself makes about two guesses a second.
"""

import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import click
import nacl.pwhash.argon2id as argon2id

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.memory import peak_mb
from fieldapp.paths import KEYFILE
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.keyfile import FIELD_COST, KEY_BYTES, Cost, read_key
from fieldapp.store.workspace import close, create, unlock

_RIGHT, _WRONG = "bench only, nothing is in it", "bench only, and not the one"


@click.command("unlock", cls=Command, example="fieldapp bench unlock --json")
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True)
@click.option(
    "--memory",
    type=click.IntRange(min=8192),
    default=FIELD_COST.memory,
    show_default=True,
    metavar="BYTES",
    help="Memory of one guess; what workspaces have is the default.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Folder on the disk to measure. Default: the folder for temporary files.",
)
@with_call
def bench_unlock(call: Call, repeats: int, memory: int, out: Path | None) -> None:
    """Measure unlocking and a wrong guess against one bare Argon2id with the same cost."""
    cost = Cost(FIELD_COST.passes, memory)
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-", dir=out) as name:
        folder = Path(name) / "workspace"
        workspace, _ = create(folder, _RIGHT, "Bench", cost=cost)
        close(workspace)
        times: dict[str, list[float]] = {"unlock": [], "wrong guess": [], "bare": []}
        for _turn in range(repeats):  # in turns: whatever else the machine does meets all alike
            began = time.perf_counter()
            close(unlock(folder, _RIGHT))
            times["unlock"].append(time.perf_counter() - began)
            times["wrong guess"].append(_guess(folder))
            times["bare"].append(_bare(cost))
    rows = [_row(what, cost, times) for what in ("unlock", "wrong guess")]
    call.answer(
        rows,
        (
            f"{row['what']}: {row['median']} {row['unit']} with {row['memory_mb']} MB,"
            f" {row['limit']} {row['limit_median']}, ratio {row['ratio']}, {row['peak_mb']} MB"
            for row in rows
        ),
    )


def _guess(folder: Path) -> float:
    """Time a wrong passphrase as a thief tries it: on the key file, past the count of attempts."""
    began = time.perf_counter()
    try:
        read_key(folder / KEYFILE, _WRONG)
    except WrongPassphrase:
        return time.perf_counter() - began
    raise AssertionError("the wrong passphrase opened it")


def _bare(cost: Cost) -> float:
    salt = bytes(argon2id.SALTBYTES)
    began = time.perf_counter()
    argon2id.kdf(KEY_BYTES, _WRONG.encode(), salt, opslimit=cost.passes, memlimit=cost.memory)
    return time.perf_counter() - began


def _row(what: str, cost: Cost, times: dict[str, list[float]]) -> dict[str, Any]:
    ours, least = statistics.median(times[what]), statistics.median(times["bare"])
    return {
        "what": what,
        "size": 1,
        "median": round(ours * 1000, 3),
        "unit": "ms",
        "limit": "bare Argon2id of libsodium",
        "limit_median": round(least * 1000, 3),
        "ratio": round(ours / least, 2),
        "memory_mb": round(cost.memory / 1024 / 1024, 1),
        "passes": cost.passes,
        "peak_mb": peak_mb(),
    }
