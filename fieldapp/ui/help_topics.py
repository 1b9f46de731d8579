"""The help's pages of "how do I": a title and a few steps each, in the order of need."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.language import N_


@dataclass(frozen=True)
class Topic:
    """One page; all texts untranslated.

    Attributes:
        steps: What to do, one after the other. A step may name `{palette}`, `{new}`, `{save}`,
            `{lock}`, `{seal}` or `{help}`: the keys that do it.
    """

    title: str
    steps: tuple[str, ...]


TOPICS: Mapping[str, Topic] = {
    "meeting": Topic(
        N_("How do I record my first meeting?"),
        (
            N_("Press {new} on the page “Meetings”, or {palette} and type “meeting”."),
            N_("Write what it was about, the day and the place. Tab leads to the next question."),
            N_("Count who came by sex and age. A number is enough; no name is asked."),
            N_("Write each promise with the one who made it and the day it is due."),
            N_("Press {save}. What you typed before is kept as a draft all the while."),
        ),
    ),
    "review": Topic(
        N_("How do I print a joint review?"),
        (
            N_("Open “Joint review” and choose the place and the period."),
            N_("Choose the language in which it will be read aloud."),
            N_("Make the paper and read every page. Nothing said in confidence can be on it."),
            N_("Save it as a file and print it, or give the file to a printer you trust."),
            N_("In the meeting, write what the council answers into the joint review."),
        ),
    ),
    "sync": Topic(
        N_("How do I sync?"),
        (
            N_("Open “Sync” when there is a network. A slow or broken one is good enough."),
            N_("Press “Sync now”. You can go on writing; if the line breaks, press it again."),
            N_("Read what came in. Answers that clash stand below: look at them the same day."),
        ),
    ),
    "stick": Topic(
        N_("How do I sync by stick, without a network?"),
        (
            N_("Put the stick in, open “Sync” and press “Write a parcel …”."),
            N_("Wait until it says that the stick may be removed: it was read back and is whole."),
            N_("A colleague presses “Read a parcel …”. It opens on laptops of the mission alone."),
            N_("What waits for the hub goes on waiting here until the hub has it."),
        ),
    ),
    "passphrase": Topic(
        N_("What if I lose the passphrase?"),
        (
            N_("Type the code of the recovery sheet on the first screen, in its place."),
            N_("Without the sheet, ask two custodians of the mission. Their halves open it."),
            N_("Then choose a new passphrase under “Safety” and make a new sheet."),
            N_("Nobody else can open it. What was synced before is safe with the mission."),
        ),
    ),
    "clash": Topic(
        N_("What do I do with a clash?"),
        (
            N_("Two people answered one question differently, unaware of each other."),
            N_("Both answers are kept. Press “Decide” on the record, and ask who knows."),
            N_("Choose one answer, or write a third. Everybody gets it with the next sync."),
            N_("The other answer stays in the history. Nothing is lost."),
        ),
    ),
    "checkpoint": Topic(
        N_("What do I do at a checkpoint?"),
        (
            N_("Before: sync, so that nothing is only here."),
            N_("Press {lock}: the window closes at once and asks for the passphrase again."),
            N_("If the laptop may be taken, press {seal} and Enter. What was said in confidence"
               " is closed: nobody can read it here, not even you."),
            N_("Switch it off if there is time. Nothing is lost; the mission can open it again."),
        ),
    ),
}  # fmt: skip

KEYS = "keys"
"""Name of the page that lists the keys."""
