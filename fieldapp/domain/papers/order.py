"""What somebody asks for who wants a paper: which, about what, and how it is to be printed."""

from dataclasses import dataclass, field

from fieldapp.domain.council.leave_out import NOTHING, LeftOut
from fieldapp.domain.council.paper import Period

LEAF_NAMES = ("a4", "large", "a3", "tiles", "a5", "booklet", "slip")
"""What a paper can be printed on. How large each is says `reports.leaf`, which loads slowly."""


@dataclass(frozen=True)
class Manner:
    """How a paper is printed; nothing here changes what it says.

    Attributes:
        language: Code of the language of all fixed words.
        leaf: Name of the leaf it is laid out for; "" for the one of its sort.
        beside: Code of a second language for the fixed words; "" for none.
        signatures: Whether people sign where they are asked to; else raised hands are counted.
        saves_toner: Lines are thin, and no surface is black.
        calendar: One of `calendars.CALENDAR_NAMES`; "" for that of the place.
        digits: `digits.WESTERN` or `LOCAL`; "" for those of the place.
    """

    language: str
    leaf: str = ""
    beside: str = ""
    signatures: bool = True
    saves_toner: bool = False
    calendar: str = ""
    digits: str = ""


@dataclass(frozen=True)
class Copy:
    """One of several counted copies.

    Attributes:
        number, of: From 1.
        reader: Whom it is for, by their post.
        readers: Whom all of them are for.
    """

    number: int
    of: int
    reader: str
    readers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperOrder:
    """One paper that somebody wants.

    Attributes:
        sort: Its name in `sorts.SORTS`.
        place: P-code, id or name; "" where the paper is about none.
        period: None where it is about none.
        day: ISO day that it is about; "" where it is about none.
        kind, record: Which record it is about; "" where it is about none.
        code: By which it is found again when it comes back; "" for a new one. With a code alone,
            place and period are those of the joint review that went out under it.
        read_on: ISO day on which it is to be read to the council; "" for today.
        left_out: Answers kept off this one paper.
        copy: Which copy it is, where copies are counted.
        release: By which a second person lets it go out; "" where nobody was asked.
    """

    sort: str
    manner: Manner
    place: str = ""
    period: Period | None = None
    day: str = ""
    kind: str = ""
    record: str = ""
    code: str = ""
    read_on: str = ""
    left_out: LeftOut = field(default=NOTHING)
    copy: Copy | None = None
    release: str = ""
