"""`review`: the papers of joint reviews that went out, and finding one by its code."""

from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.domain.code import matching
from fieldapp.domain.council.returned import awaited, unreturned
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.policy import Door
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.workspace import Workspace


class UnknownCode(WrongUse):
    """No paper of a joint review has this code."""

    text = N_("No paper here has the code {code}.")
    remedy = N_("Look at the foot of a page. Was it printed on another laptop? Then sync first.")


@click.group("review")
def review() -> None:
    """Papers of joint reviews: which are out, and whose code it is."""


@review.command("open", cls=Command, example="fieldapp review open --json")
@with_call
def open_(call: Call) -> None:
    """List the papers that were printed and are not back, the oldest first."""
    with opened(call) as workspace:
        _answer(call, unreturned(_reviews(workspace)))


@review.command("code", cls=Command, example="fieldapp review code GHTK-7K2M --json")
@click.argument("code")
@with_call
def code_(call: Call, code: str) -> None:
    """Find the joint review that a paper belongs to by its code.

    Large or small letters, spaces and Arabic digits make no difference; with one letter mistyped
    every paper is listed that may be meant.
    """
    with opened(call) as workspace:
        found = reviews_of_code(_reviews(workspace), code)
        if not found:
            raise UnknownCode(code=code)
        _answer(call, found)


def reviews_of_code(reviews: list[Disclosed], typed: str) -> tuple[Disclosed, ...]:
    """Return the joint reviews whose paper may have this code."""
    codes = {str(each.values.get("paper_code") or "") for each in reviews}
    meant = matching(typed, codes)
    return tuple(each for each in reviews if each.values.get("paper_code") in meant)


def _reviews(workspace: Workspace) -> list[Disclosed]:
    reader = workspace.reader.at(Door.SCREEN)
    found = records.query(workspace, records.Wanted("joint_review"))
    return [disclose(each, reader) for each in found]


def _answer(call: Call, found: tuple[Disclosed, ...]) -> None:
    document = {"reviews": [_as_json(each) for each in found]}
    lines = []
    for each in found:
        day = call.language.short_day(str(each.values.get("printed_on") or each.values["held_on"]))
        state = call.text(N_("not back yet") if awaited(each) else N_("answered"))
        lines.append(f"{each.values.get('paper_code')}  {each.values.get('place')}  {day}  {state}")
    call.answer(document, lines or [call.text(N_("No paper is out."))])


def _as_json(each: Disclosed) -> dict[str, Any]:
    names = ("paper_code", "place", "number", "printed_on", "held_on", "from_on", "to_on")
    return {
        "id": each.id,
        **{name: each.values.get(name) for name in names},
        "back": not awaited(each),
    }
