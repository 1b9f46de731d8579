"""The leaf that a paper is printed on: its size, its margins, and how large everything on it is.

A paper is laid out for one leaf and knows no other measure of width than `Leaf.text_width`: the
same parts make a page for a table, a wall, a pocket, or eyes that see little.
"""

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from fieldapp.reports.imposing import Imposing, booklet, tiles


@dataclass(frozen=True)
class Leaf:
    """One sort of leaf.

    Lengths are in points of the paper itself; `text_width` and `text_height` in those that the
    parts of a paper reckon in.

    Attributes:
        punched: Margin on the side where it is punched and bound: left in English, right in Arabic.
        outer: Margin on the other side.
        zoom: How much larger everything is drawn than its style says: 1.5 makes 12 points 18.
            Less fits on a leaf then; nothing is laid out otherwise.
        imposing: Where its pages stand on what goes through the printer; None for each alone.
    """

    width: float
    height: float
    punched: float = 24 * mm
    outer: float = 14 * mm
    top: float = 12 * mm
    bottom: float = 26 * mm
    zoom: float = 1
    imposing: Imposing | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the parts of a paper reckon."""
        return self.width / self.zoom, self.height / self.zoom

    @property
    def between_margins(self) -> float:
        """The width of everything on the page, in points of the paper."""
        return self.width - self.punched - self.outer

    @property
    def text_width(self) -> float:
        """The same as the parts of a paper reckon."""
        return self.between_margins / self.zoom

    @property
    def text_height(self) -> float:
        """Between the margin above and the one below, as the parts of a paper reckon."""
        return (self.height - self.top - self.bottom) / self.zoom

    def edge(self, *, rtl: bool) -> float:
        """Where text begins from the left, in a paper that runs from right to left or not."""
        return self.outer if rtl else self.punched


A4 = Leaf(210 * mm, 297 * mm)
#: 18 points instead of 12: the large print that associations of the blind ask for.
LARGE = replace(A4, zoom=1.5)
#: Read on a wall from two steps away.
A3 = Leaf(297 * mm, 420 * mm, punched=24 * mm, outer=24 * mm, top=18 * mm, zoom=1.5)
#: As large as anywhere: 12 points are the least that is read by lamplight, so that a smaller leaf
#: has more pages and no smaller letters.
A5 = Leaf(148 * mm, 210 * mm, punched=20 * mm, outer=10 * mm)
#: A slip of A6 for a pocket, without a foot.
SLIP = Leaf(105 * mm, 148 * mm, punched=9 * mm, outer=9 * mm, top=9 * mm, bottom=9 * mm)

LEAVES = {
    "a4": A4,
    "large": LARGE,
    "a3": A3,
    "tiles": replace(A3, imposing=tiles),
    "a5": A5,
    # Stapled in the fold, not punched: both margins are alike, whichever side a page comes to.
    "booklet": replace(A5, punched=14 * mm, outer=14 * mm, imposing=booklet),
    "slip": SLIP,
}
"""By the name that somebody asks for."""
