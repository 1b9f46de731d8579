"""One call of the command line: the options that every command shares, and how it answers.

Opening a workspace is in `opening`; what a command does is in its own module.
"""

import functools
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from fieldapp.errors import UserError
from fieldapp.language import LANGUAGES, Language, load_language
from fieldapp.paths import WORKSPACE_VARIABLE, default_workspace
from fieldapp.progress import Progress
from fieldapp.sync.pace import in_words

LANGUAGE_VARIABLES = ("FIELDAPP_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the language of messages is looked for, the first that is set."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Openers:
    """Doors to the floors beside this one, handed in by `fieldapp.__main__`.

    Attributes:
        open_window: Opens the desktop on a workspace folder, in a language; returns when closed.
        hub: What can be asked of a hub.
        simulate: Lets so many seeds happen, from a first one on, in so many processes; returns what
            came of them, with the story of each that failed.
        bench_window: Measures the window on an invented ledger of so many records, so often each;
            returns a row for each figure.
        bench_start: Measures how soon the window is painted, beside other programs, so often each.
    """

    open_window: Callable[[Path, str], int]
    hub: "HubOpeners"
    simulate: Callable[[int, int, int, Progress], dict[str, Any]]
    bench_window: Callable[[Path, int, int, Progress], list[dict[str, Any]]]
    bench_start: Callable[[Sequence[str], int, Progress], dict[str, Any]]


@dataclass(frozen=True)
class HubPlace:
    """Where a hub keeps what it has: a folder, and a PostgreSQL database if it uses one."""

    data: Path
    database: str = field(default="", repr=False)


@dataclass(frozen=True)
class HubOrder:
    """How a hub is to run.

    Attributes:
        listen: ``HOST:PORT``.
        tls: Host names that it makes its own certificate for, where it has none yet.
        certificate: Files of a certificate of one's own and its key, instead.
        metrics: From where its figures may be read: loopback, everywhere or off.
    """

    place: HubPlace
    listen: str
    workers: int
    tls: tuple[str, ...]
    certificate: tuple[Path, Path] | None
    metrics: str
    log_to_stdout: bool


@dataclass(frozen=True)
class HubOpeners:
    """What can be asked of a hub. Answers are plain values, as JSON has them.

    Attributes:
        serve: Serves a hub, announces its address, returns when stopped.
        init: Makes a hub for the mission of a card, with a certificate for host names if there are
            any.
        status: Returns who synced when and who is how far behind.
        backup: Writes a backup into a file or folder.
        restore: Puts a backup into an empty hub.
        verify: Looks at all that a hub holds, or that a backup holds.
        pin: Returns the pin of a hub's certificate, or of the one in a file.
    """

    serve: Callable[[HubOrder, Callable[[str], None]], None]
    init: Callable[[HubPlace, bytes, tuple[str, ...]], None]
    status: Callable[[HubPlace], dict[str, Any]]
    backup: Callable[[HubPlace, Path], dict[str, Any]]
    restore: Callable[[HubPlace, Path], dict[str, Any]]
    verify: Callable[[HubPlace | Path], dict[str, Any]]
    pin: Callable[[HubPlace, Path | None], str]


@dataclass(frozen=True)
class Call:
    """What every command is handed first.

    Attributes:
        folder: Of the workspace.
        json: One JSON document on standard output, and nothing else there.
        passphrase_fd: Number of an open file to read the passphrase from.
    """

    language: Language
    folder: Path
    json: bool
    passphrase_fd: int | None
    openers: Openers

    def text(self, words: str) -> str:
        """Return a text in the person's language."""
        return self.language.translate(words)

    def tell(self, words: str) -> None:
        """Say something to the person, on standard error."""
        click.echo(visible(words), err=True)

    def tell_error(self, error: UserError) -> None:
        """Say what happened and what to do."""
        for sentence in error.sentences(self.text):
            if sentence:
                self.tell(sentence)

    def answer(self, document: object, lines: Iterable[str]) -> None:
        """Print the result: the document where JSON was asked for, else the lines."""
        if self.json:
            print_json(document)
            return
        for line in lines:
            click.echo(visible(line))

    def progress(self) -> Progress:
        """Return what shows long work on a terminal and stays silent anywhere else."""
        quiet = self.json or not sys.stderr.isatty()
        return Progress() if quiet else TerminalProgress(self.language)


class TerminalProgress(Progress):
    """One line on the terminal, written over and over. Ctrl+C is the wish to stop."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._left = ""

    def step(self, done: int, total: int, text: str = "") -> None:
        """Write how far the work is, and how long it will take once that is known."""
        end, left = ("\n", "") if done >= total else ("", self._left)
        words = visible(self._language.translate(text))
        click.echo(f"\r{done}/{total} {words}{left}\x1b[K{end}", nl=False, err=True)

    def remaining(self, seconds: float) -> None:
        """Say from now on how long it will take still."""
        self._left = f", {in_words(self._language, seconds)}"


def print_json(document: object, *, indent: int | None = 1) -> None:
    """Print a JSON document; whoever reads at the other end has it when this returns."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False))


def visible(words: str) -> str:
    """Take out control characters, which could make a terminal do something else."""
    return "".join(c for c in words if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


class Command(click.Command):
    """A command with the shared options and an example in its help.

    Where a command has an option of the same name as a shared one, its own counts.
    """

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example
        own = {param.name for param in self.params}
        self.params += [option for option in shared_options() if option.name not in own]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example under the options."""
        with formatter.section("Example"):
            for line in self.example.splitlines():
                formatter.write_text(line)


def shared_options() -> list[click.Option]:
    """Return the options that may stand before or after the name of any command."""
    return [
        click.Option(
            ["--workspace"],
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            expose_value=False,
            callback=_remember,
            help=f"Folder of the workspace. Default: {WORKSPACE_VARIABLE}, else your own folder.",
        ),
        click.Option(
            ["--passphrase-fd"],
            type=click.IntRange(min=0),
            metavar="N",
            expose_value=False,
            callback=_remember,
            help="Read the passphrase from this open file; else FIELDAPP_PASSPHRASE or a prompt.",
        ),
        click.Option(
            ["--language"],
            type=click.Choice(list(LANGUAGES)),
            expose_value=False,
            callback=_remember,
            help="Language of messages.",
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_remember,
            help="Print one JSON document instead of text.",
        ),
    ]


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    # The same dictionary serves a command and the group it stands in, so both places work.
    if value is not None and value is not False:
        ctx.meta[f"fieldapp.{param.name}"] = value


def with_call(function: Callable[Concatenate[Call, P], R]) -> Callable[P, R]:
    """Hand the `Call` to a command as its first argument."""

    def handed(*args: P.args, **kwargs: P.kwargs) -> R:
        ctx = click.get_current_context()
        return function(call_of(ctx.meta, ctx.find_root().obj), *args, **kwargs)

    return functools.update_wrapper(handed, function)


def call_of(options: Mapping[str, Any], openers: Openers) -> Call:
    """Put together what the shared options and the environment say."""
    return Call(
        language=load_language(options.get("fieldapp.language") or environment_language()),
        folder=options.get("fieldapp.workspace") or default_workspace(),
        json=options.get("fieldapp.json", False),
        passphrase_fd=options.get("fieldapp.passphrase_fd"),
        openers=openers,
    )


def environment_language() -> str:
    """Return the language of the environment where there is a catalogue for it, else English."""
    named = next((value for name in LANGUAGE_VARIABLES if (value := os.environ.get(name))), "")
    code = named[:2].lower()
    return code if code in LANGUAGES else "en"
