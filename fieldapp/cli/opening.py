"""Opening a workspace for one command: the passphrase, the log, and closing it again.

A passphrase comes from an open file, the environment or a hidden prompt, never from an argument,
which every other program on the machine could read.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from fieldapp.cli.call import Call
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.logs import log_to, stop_logging
from fieldapp.paths import holds_workspace
from fieldapp.store import glass
from fieldapp.store.errors import NoWorkspace
from fieldapp.store.passphrase import check_new
from fieldapp.store.workspace import Workspace, close, unlock
from fieldapp.sync.closing.retention import Opening, on_opening

PASSPHRASE_VARIABLE = "FIELDAPP_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_VARIABLE = "FIELDAPP_NEW_PASSPHRASE"
CODE_VARIABLE = "FIELDAPP_RECOVERY_CODE"
LONGEST = 1024


class NoPassphrase(WrongUse):
    """None was given, and nobody is there to be asked."""

    text = N_("No passphrase was given.")
    remedy = N_("Give it with --passphrase-fd N or FIELDAPP_PASSPHRASE, or run this in a terminal.")


class BadPassphraseFile(WrongUse):
    """The number of --passphrase-fd is no open file, or what it holds is no text."""

    text = N_("No passphrase can be read from the open file {number}.")
    remedy = N_("Open it for this command, for example: --passphrase-fd 3 3<FILE")


class PassphrasesDiffer(WrongUse):
    """Typed twice, and not the same."""

    text = N_("The two passphrases are not the same.")
    remedy = N_("Nothing was made. Try again.")


BY_SHEET = N_("“fieldapp unseal” opens it again with the code of the recovery sheet.")
BY_INVITATION = N_(
    "Only a new invitation to the mission opens it again: write a request with “fieldapp enrol”."
)
NO_SHEET = N_("Make a new recovery sheet first: no sheet could open it again.")


@contextmanager
def opened(call: Call, known: str | None = None) -> Iterator[Workspace]:
    """Unlock the workspace of this call, log into its folder, and close it at the end.

    Args:
        known: The passphrase, where the command has asked for it already.
    """
    if not holds_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)  # before anybody types a passphrase for nothing
    workspace = unlock(call.folder, passphrase(call) if known is None else known)
    log = log_to(call.folder)
    try:
        glass.forget_what_is_over(workspace)
        _tell_opening(call, on_opening(workspace))
        yield workspace
    finally:
        close(workspace)
        stop_logging(log)


def _tell_opening(call: Call, opening: Opening) -> None:
    """Say that this laptop has sealed itself, or soon will."""
    now = opening.retention
    if opening.sealed is not None and opening.just_now:
        said = N_("This laptop had no contact with the mission for too long and has sealed itself.")
        call.tell(call.text(said))
        call.tell(call.text(BY_SHEET if opening.sealed.by_sheet else BY_INVITATION))
    elif now is not None and now.is_near:
        words = call.language.plural(
            "In {n} day without contact this laptop seals itself. Sync before.",
            "In {n} days without contact this laptop seals itself. Sync before.",
            now.left,
        )
        call.tell(words)
        if not now.by_sheet:
            call.tell(call.text(NO_SHEET))


def passphrase(call: Call) -> str:
    """Return the passphrase of an existing workspace.

    Raises:
        NoPassphrase, BadPassphraseFile: As they say.
    """
    given = _given(call.passphrase_fd, PASSPHRASE_VARIABLE)
    return given if given is not None else _asked(call.text(N_("Passphrase")))


def new_passphrase(call: Call, own_words: Iterable[str]) -> str:
    """Return the passphrase for a workspace in the making; asked for twice, with advice.

    Raises:
        PassphraseTooShort, PassphraseTooCommon, PassphrasesDiffer, NoPassphrase,
        BadPassphraseFile: As they say.
    """
    return _new(call, _given(call.passphrase_fd, PASSPHRASE_VARIABLE), own_words)


def next_passphrase(call: Call, number: int | None, own_words: Iterable[str]) -> str:
    """Return the passphrase that is to follow the present one, from sources of its own.

    Raises:
        As `new_passphrase`.
    """
    return _new(call, _given(number, NEW_VARIABLE), own_words)


def recovery_code(call: Call, number: int | None) -> str:
    """Return the code that somebody reads off the recovery sheet.

    Raises:
        NoPassphrase, BadPassphraseFile: As they say.
    """
    given = _given(number, CODE_VARIABLE)
    return given if given is not None else _asked(call.text(N_("Code of the recovery sheet")))


def _new(call: Call, given: str | None, own_words: Iterable[str]) -> str:
    own = tuple(own_words)
    typed = given if given is not None else _asked(call.text(N_("New passphrase")))
    found = check_new(typed, own)  # before anybody types for nothing what is refused anyway
    for sentence in found.advice:
        call.tell(call.text(sentence))
    if given is None and _asked(call.text(N_("Once more"))) != typed:
        raise PassphrasesDiffer
    return typed


def _given(number: int | None, variable: str) -> str | None:
    if number is not None:
        text = _from_file(number)
    elif variable in os.environ:
        text = os.environ[variable]
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
