"""Opening a workspace for one command: the passphrase, the log, and closing it again.

A passphrase comes from an open file, the environment or a hidden prompt, never from an argument,
which every other program on the machine could read.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from fieldapp.cli.call import Call
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.logs import log_to, stop_logging
from fieldapp.store import glass
from fieldapp.store.errors import NoWorkspace
from fieldapp.store.workspace import DATABASE, KEYFILE, Workspace, close, unlock

PASSPHRASE_VARIABLE = "FIELDAPP_PASSPHRASE"  # noqa: S105 - the name of a variable
SHORTEST = 8
"""Characters. Below this, guessing is quick whatever one guess costs."""

LONGEST = 1024


class NoPassphrase(WrongUse):
    """None was given, and nobody is there to be asked."""

    text = N_("No passphrase was given.")
    remedy = N_("Give it with --passphrase-fd N or FIELDAPP_PASSPHRASE, or run this in a terminal.")


class BadPassphraseFile(WrongUse):
    """The number of --passphrase-fd is no open file, or what it holds is no text."""

    text = N_("No passphrase can be read from the open file {number}.")
    remedy = N_("Open it for this command, for example: --passphrase-fd 3 3<FILE")


class PassphraseTooShort(WrongUse):
    """A new passphrase that is soon guessed."""

    text = N_("This passphrase has fewer than {least} characters and is soon guessed.")
    remedy = N_("Take four or five words that do not belong together; length is what counts.")


class PassphrasesDiffer(WrongUse):
    """Typed twice, and not the same."""

    text = N_("The two passphrases are not the same.")
    remedy = N_("Nothing was made. Try again.")


@contextmanager
def opened(call: Call) -> Iterator[Workspace]:
    """Unlock the workspace of this call, log into its folder, and close it at the end."""
    if not is_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)  # before anybody types a passphrase for nothing
    workspace = unlock(call.folder, passphrase(call))
    log = log_to(call.folder)
    try:
        glass.forget_what_is_over(workspace)
        yield workspace
    finally:
        close(workspace)
        stop_logging(log)


def is_workspace(folder: Path) -> bool:
    """Say whether the folder holds a workspace, whole or not."""
    return any((folder / name).exists() for name in (KEYFILE, DATABASE))


def passphrase(call: Call) -> str:
    """Return the passphrase of an existing workspace.

    Raises:
        NoPassphrase, BadPassphraseFile: As they say.
    """
    given = _given(call)
    return given if given is not None else _asked(call.text(N_("Passphrase")))


def new_passphrase(call: Call) -> str:
    """Return the passphrase for a workspace in the making; asked for twice.

    Raises:
        PassphraseTooShort, PassphrasesDiffer, NoPassphrase, BadPassphraseFile: As they say.
    """
    given = _given(call)
    if given is None:
        given = _asked(call.text(N_("New passphrase")))
        if len(given) >= SHORTEST and _asked(call.text(N_("Once more"))) != given:
            raise PassphrasesDiffer
    if len(given) < SHORTEST:
        raise PassphraseTooShort(least=SHORTEST)
    return given


def _given(call: Call) -> str | None:
    if call.passphrase_fd is not None:
        text = _from_file(call.passphrase_fd)
    elif PASSPHRASE_VARIABLE in os.environ:
        text = os.environ[PASSPHRASE_VARIABLE]
    else:
        return None
    if not text:
        raise NoPassphrase
    return text


def _from_file(number: int) -> str:
    try:
        # Without a buffer, so that what follows the first line stays for whoever reads on.
        with os.fdopen(number, "rb", buffering=0, closefd=False) as file:
            raw = file.readline(LONGEST)
        return raw.decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise BadPassphraseFile(number=number) from None


def _asked(question: str) -> str:
    if not _somebody_is_there():
        # Without a terminal the prompt would take the first line of the piped records for it.
        raise NoPassphrase
    answer: str = click.prompt(question, hide_input=True, default="", show_default=False, err=True)
    if not answer:
        raise NoPassphrase
    return answer


def _somebody_is_there() -> bool:
    if os.name != "posix":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
