"""Which papers went out to a village and have not come back with an answer."""

from collections.abc import Iterable

from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.schema import Values


def awaited(review: Disclosed) -> bool:
    """Say whether the paper of a joint review was printed and has not come back.

    Such a review was prepared and not held, as far as anybody knows here.
    """
    return bool(review.values.get("printed_on")) and not review.values.get("agreement")


def number_of(code: str, reviews: Iterable[Disclosed]) -> int:
    """Return the number of the review that a paper is for: its own, else the one after the last of
    these reviews of its place."""
    found = [
        (each.values.get("paper_code"), number)
        for each in reviews
        if isinstance(number := each.values.get("number"), int)
    ]
    own = [number for of, number in found if of == code]
    return own[0] if own else 1 + max((number for _, number in found), default=0)


def kept_of_paper(
    code: str,
    place: str,
    period: Period,
    read_on: str,
    known: Disclosed | None,
    at_place: Iterable[Disclosed],
    today: str,
) -> Values:
    """Return what a joint review says once its paper goes out; nothing where it was answered.

    Args:
        known: The review that has this code already, for a paper that is printed once more.
        at_place: The reviews of the place.
    """
    if known is not None and known.values.get("agreement"):
        return {}
    values: dict[str, str | int] = {
        "held_on": read_on,
        "place": place,
        "paper_code": code,
        "from_on": period.first,
        "to_on": period.last,
    }
    if known is None:
        values["number"] = number_of(code, at_place)
    if known is None or not known.values.get("printed_on"):
        values["printed_on"] = today
    return values


def unreturned(reviews: Iterable[Disclosed]) -> tuple[Disclosed, ...]:
    """Return the joint reviews whose paper is still out, the one printed first on top."""
    out = [review for review in reviews if review.kind == "joint_review" and awaited(review)]
    return tuple(sorted(out, key=lambda each: (str(each.values["printed_on"]), each.id)))
