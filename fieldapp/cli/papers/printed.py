"""A paper that went out before, wanted again by its code: on another leaf, as a poster, to note the
answer on."""

from dataclasses import replace

from fieldapp.cli.review import UnknownCode, reviews_of_code
from fieldapp.domain.council.leave_out import Answer, LeftOut
from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.papers_out import left_out_of, noted


class NoPlaceNamed(WrongUse):
    """A paper of a place, asked for without one."""

    text = N_("Neither a place nor the code of a paper is named.")
    remedy = N_("Give --place, --from and --to, or with --code a paper that went out before.")


class NotOfAPaper(WrongUse):
    """A joint review that was recorded without a paper, so that its place or period is missing."""

    text = N_("The joint review with this code does not say of which place and period it is.")
    remedy = N_("Give --place, --from and --to.")


class PrintedElsewhere(WrongUse):
    """A paper for a community that went out from another laptop."""

    text = N_(
        "The paper {code} went out from another laptop, and what was left out is known there."
    )
    remedy = N_("Make it there. Or give --place, --from and --to, and look at it with --preview.")


def of_printed(workspace: Workspace, order: PaperOrder, *, for_team: bool = False) -> PaperOrder:
    """Return the order with place, period and what was left out as they were when the paper of its
    code went out; unchanged where it names a place.

    What was left out is known only on the laptop that it went out from.

    Args:
        for_team: It is not for a community, so that it may hold what was left out.

    Raises:
        NoPlaceNamed, UnknownCode, NotOfAPaper, PrintedElsewhere: As they say.
    """
    if order.place:
        return order
    review = review_of(workspace, order)
    values = {name: str(review.values.get(name) or "") for name in (
        "place", "from_on", "to_on", "held_on", "paper_code")}  # fmt: skip
    if not all(values.values()):
        raise NotOfAPaper
    code = values["paper_code"]
    if not for_team and not noted(workspace, code):
        raise PrintedElsewhere(code=code)
    return replace(
        order,
        place=values["place"],
        period=Period(values["from_on"], values["to_on"]),
        code=code,
        read_on=order.read_on or values["held_on"],
        left_out=_also_left_out(workspace, order.left_out, code),
    )


def _also_left_out(workspace: Workspace, now: LeftOut, code: str) -> LeftOut:
    """Return what is left out now and what was before, as far as it is still there."""
    before = left_out_of(workspace, code)
    still = [each for each in before.answers if _is_there(workspace, each)]
    if not still:
        return now
    answers = tuple(dict.fromkeys((*now.answers, *still)))
    reasons = dict.fromkeys(reason for reason in (now.because, before.because) if reason)
    return LeftOut(answers, "; ".join(reasons))


def _is_there(workspace: Workspace, answer: Answer) -> bool:
    record = records.find(workspace, answer.record)
    if record is None or record.deleted is not None:
        return False
    return answer.field in disclose(record, COMMUNITY).values


def review_of(workspace: Workspace, order: PaperOrder) -> Disclosed:
    """Return the joint review that an order names by its id or the code of its paper, as the
    community may read it.

    Raises:
        NoPlaceNamed, UnknownCode: As they say.
    """
    if not order.code and not order.record:
        raise NoPlaceNamed
    reviews = [
        disclose(each, COMMUNITY) for each in records.query(workspace, Wanted("joint_review"))
    ]
    if order.record:
        found = tuple(each for each in reviews if each.id == order.record)
    else:
        found = reviews_of_code(reviews, order.code)
    if len(found) != 1:
        raise UnknownCode(code=order.code or order.record)
    return found[0]
