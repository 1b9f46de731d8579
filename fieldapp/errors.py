"""What can go wrong and is told to a person: what happened, then what to do.

Anything that is not a `UserError` is a fault of ours and ends in a crash report. This module
does not print or log; whoever talks to the person does.
"""

from collections.abc import Callable
from typing import ClassVar

Translate = Callable[[str], str]


def as_written(text: str) -> str:
    """Return the English text itself: the translation used where no language was chosen."""
    return text


class Words(str):
    """A fact of an error that is itself a text for the translators, such as a field's label."""


class Listed(tuple[str, ...]):
    """A fact that is several texts for the translators, such as the roles that may do something."""

    def said(self, translate: Translate) -> str:
        """Return the texts one after the other."""
        return translate(", ").join(translate(text) for text in self)


class UserError(Exception):
    """Something a person can act on.

    Subclasses state `text` and `remedy` as whole English sentences with `{facts}` by name.
    Facts name files, fields, hubs and counts. They never hold the value of a record, because
    errors end up in logs, in screenshots and on a colleague's screen.
    """

    text: ClassVar[str]
    remedy: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1
    """1: could not do it. 2: was asked in a way that cannot be done."""

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    def sentences(self, translate: Translate = as_written) -> tuple[str, str]:
        """Return what happened and what to do, in the language of `translate`."""
        facts = {name: said(fact, translate) for name, fact in self.facts.items()}
        return (
            translate(self.text).format(**facts),
            translate(self.remedy).format(**facts) if self.remedy else "",
        )

    def __str__(self) -> str:
        return " ".join(part for part in self.sentences() if part)


def said(fact: object, translate: Translate) -> object:
    """Return a fact as it is said in a language, where it is a text for the translators."""
    if isinstance(fact, Listed):
        return fact.said(translate)
    return translate(fact) if isinstance(fact, Words) else fact


class WrongUse(UserError):
    """Asked for something that does not exist or cannot be: the command ends with code 2."""

    exit_code = 2
