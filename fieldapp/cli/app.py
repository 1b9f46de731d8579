"""All commands under one name, and what becomes of errors: a sentence, a remedy, an exit code.

0 is done, 1 could not, 2 was asked wrongly, 130 was stopped by the person.
"""

import io
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from fieldapp.cli.call import Call, Openers, call_of, shared_options
from fieldapp.cli.commands import PLACES, Listed
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Cancelled

STOPPED = 130
"""What a shell reports of a program that Ctrl+C ended."""


@click.group(
    "fieldapp",
    cls=Listed,
    places=PLACES,
    params=shared_options(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="fieldapp", message="%(package)s %(version)s")
@click.pass_context
def commands(ctx: click.Context) -> int:
    """The ledger that a peace operation and the communities it serves share.

    Without a command the desktop opens. Every command has --help with an example.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    call = call_of(ctx.meta, ctx.obj)
    return call.openers.open_window(call.folder, call.language.code)


def run(arguments: Sequence[str], openers: Openers) -> int:
    """Run one command and return its exit code; every error has been told when this returns."""
    _speak_utf8()
    logging.raiseExceptions = False  # a log that cannot be written must not hide the answer
    options: dict[str, Any] = {}
    try:
        with commands.make_context("fieldapp", list(arguments), obj=openers) as ctx:
            options = ctx.meta
            code = commands.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except BrokenPipeError:
        # Whoever read our output has gone; without this Python complains once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STOPPED
    except (click.Abort, KeyboardInterrupt, Cancelled):
        return STOPPED
    except UserError as error:
        call_of(options, openers).tell_error(error)
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - a fault of ours, told without a traceback
        _tell_crash(call_of(options, openers), error)
        return 1
    return code if isinstance(code, int) else 0


def _tell_crash(call: Call, error: Exception) -> None:
    from fieldapp.cli.crash import report_crash

    report = report_crash(error, call.folder)
    call.tell(call.text(N_("Something went wrong that is our fault, not yours.")))
    send = call.text(N_("Send {file} to the people who make fieldapp; no answer is in it."))
    call.tell(send.format(file=report))


def _speak_utf8() -> None:
    """Read and write UTF-8 whatever the system's own code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
