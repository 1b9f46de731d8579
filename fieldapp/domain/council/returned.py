"""Which papers went out to a village and have not come back with an answer."""

from collections.abc import Iterable

from fieldapp.domain.disclosure import Disclosed


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


def unreturned(reviews: Iterable[Disclosed]) -> tuple[Disclosed, ...]:
    """Return the joint reviews whose paper is still out, the one printed first on top."""
    out = [review for review in reviews if review.kind == "joint_review" and awaited(review)]
    return tuple(sorted(out, key=lambda each: (str(each.values["printed_on"]), each.id)))
