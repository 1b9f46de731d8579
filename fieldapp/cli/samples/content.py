"""What stands on the sample: twelve A4 pages of headings, sentences, lists, a table and bars.

Invented from its number, so that no two samples of a batch are alike and no program can draw the
second from what it remembers of the first. Photos are not on it: no paper of ours prints any.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ROWS = 200
SIZE, LEADING = 12.0, 14.7
"""Type size and line height in points, those of our own papers in Latin script."""

MARGINS = (34.0, 68.0, 74.0, 40.0)
"""Top, left, bottom and right in points."""

BAR_HEIGHT, BAR_LABEL = 13.0, 120.0
"""In points: how high a bar is, and the room at its start for its label."""


class Heading(NamedTuple):
    """A line in bold, kept with what follows."""

    text: str


class Sentences(NamedTuple):
    """A paragraph, broken where the page ends."""

    text: str


class Items(NamedTuple):
    """A list, each entry after a bullet."""

    texts: Sequence[str]


class Table(NamedTuple):
    """Rows under a header that every page repeats; widths are shares. Any cell may need two
    lines."""

    heads: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]


class Bars(NamedTuple):
    """A chart: a label, a grey bar as long as its share of the room, and the figure after it."""

    bars: Sequence[tuple[str, float]]


Block = Heading | Sentences | Items | Table | Bars


@dataclass(frozen=True)
class Sample:
    """One sample.

    Attributes:
        language: "en" or "ar".
        title: Of the file.
        page_of: What stands at the foot of every page; ``{page}`` and ``{pages}`` are to fill in.
    """

    language: str
    title: str
    page_of: str
    blocks: Sequence[Block]

    @property
    def rtl(self) -> bool:
        """Whether it runs right to left."""
        return self.language == "ar"

    @property
    def family(self) -> str:
        """The font files' name before ``-Regular.ttf`` and ``-Bold.ttf``."""
        return "Vazirmatn" if self.rtl else "NotoSans"


class _Words(NamedTuple):
    title: str
    page_of: str
    heads: Sequence[str]
    chapters: Sequence[str]
    places: Sequence[str]
    works: Sequence[str]
    states: Sequence[str]
    said: Sequence[str]


_WORDS = {
    "en": _Words(
        "Works and promises",
        "Page {page} of {pages}",
        ("No.", "Place", "Work", "Day", "Spent", "State"),
        ("What was agreed", "What was said", "What was spent", "What comes next"),
        ("Gorom", "Kuda", "Tali", "Rejaf", "Lobonok", "Mangalla", "Nyarkenyi", "Wonduruba"),
        (
            "Water point at the market",
            "New roof of the school and its two latrines",
            "Road to the health post",
            "Fence of the play field",
            "Training of the masons",
            "Lamps along the path to the well",
            "Drain and apron of the second pump",
        ),
        ("done", "begun", "not begun", "put off"),
        (
            "The council of {place} asked for the pump to be mended before the rains.",
            "The women's group said that the queue is too long for the old.",
            "The truck could not pass the bridge at {place}, so the sheets came {n} days late.",
            "Of {n} bags of cement the committee counted every one and signed for them.",
            "Nobody from the far side of the river was there; they are asked at the next meeting.",
            "What is not finished by the {n}th of the month is told to everybody at the market.",
        ),
    ),
    "ar": _Words(
        "الأعمال والوعود",
        "صفحة {page} من {pages}",
        ("رقم", "المكان", "العمل", "اليوم", "المصروف", "الحال"),
        ("ما اتُفق عليه", "ما قيل", "ما صُرف", "ما يأتي بعد ذلك"),
        ("قرية النور", "كودا", "تالي", "رجاف", "لوبونوك", "منقلا", "نيالا الجديدة", "وندوروبا"),
        (
            "نقطة ماء في السوق",
            "سقف جديد للمدرسة ومرحاضان لها",
            "الطريق إلى المركز الصحي، الجزء الأول",
            "سياج الملعب",
            "تدريب مجموعة البنّائين",
            "مصابيح على الدرب إلى البئر",
            "مصرف المضخة الثانية وقاعدتها",
        ),
        ("تم", "بدأ", "لم يبدأ", "أُجّل"),
        (
            "طلب مجلس {place} إصلاح المضخة قبل الأمطار.",
            "قالت مجموعة النساء إن الصف عند المضخة طويل على كبار السن.",
            "لم تستطع الشاحنة عبور الجسر عند {place} فوصلت الألواح متأخرة {n} أيام.",
            "عدّت اللجنة أكياس الإسمنت وعددها {n} كيساً ووقّعت على استلامها.",
            "لم يحضر أحد من الضفة الأخرى للنهر، وسيُسألون في الاجتماع القادم.",
            "ما لا يكتمل حتى اليوم {n} من الشهر يُقال للجميع في السوق.",
        ),
    ),
}  # fmt: skip


def invent(language: str, number: int, rows: int = ROWS) -> Sample:
    """Invent a sample.

    Args:
        language: "en" or "ar".
        number: Of the sample; the same number gives the same sample.
        rows: Of its table; the rest shrinks and grows with them.
    """
    words = _WORDS[language]
    title = f"{words.title} {number + 1}"
    return Sample(language, title, words.page_of, tuple(_blocks(words, number, rows)))


def _blocks(words: _Words, number: int, rows: int) -> Iterator[Block]:
    for chapter, title in enumerate(words.chapters):
        turn = number * 7 + chapter
        yield Heading(f"{chapter + 1}. {title}")
        for paragraph in range(max(1, rows // 60)):
            yield Sentences(" ".join(_said(words, turn + paragraph + n) for n in range(6)))
        yield Items([_said(words, turn + n) for n in range(max(2, rows // 40))])
        if chapter < 3:
            yield Bars(
                [
                    (place, (37 * turn + 13 * n) % 90 / 100 + 0.1)
                    for n, place in enumerate(words.places)
                ]
            )
    yield Heading(f"{len(words.chapters) + 1}. {words.title}")
    yield Table(
        words.heads,
        (7, 17, 35, 17, 15, 14),
        [_row(words, number, row) for row in range(rows)],
    )


def _said(words: _Words, turn: int) -> str:
    place = words.places[turn * 5 % len(words.places)]
    return words.said[turn % len(words.said)].format(place=place, n=2 + turn % 26)


def _row(words: _Words, number: int, row: int) -> Sequence[str]:
    turn = number * 3 + row
    return (
        str(row + 1),
        words.places[turn * 3 % len(words.places)],
        f"{words.works[turn * 5 % len(words.works)]} {turn % 97 + 1}",
        f"2026-{turn % 12 + 1:02}-{turn % 28 + 1:02}",
        f"{(turn * 7919 + 137) % 90_000 / 7 + 40:,.2f}",
        words.states[turn % len(words.states)],
    )
