"""Part 11: three answers of equal weight, and what signing does not mean."""

from pathlib import Path

from fieldapp.reports.council.agreement import agreement
from tests.reports import pdf
from tests.reports.council.printed import printed
from tests.reports.samples import EMPTY


def test_the_council_can_agree_with_remarks_or_not_at_all(tmp_path: Path) -> None:
    text = printed(agreement, EMPTY, tmp_path)

    for said in (
        "Agree",
        "Agree with remarks",
        "Do not agree",
        "Signing does not mean that you received money.",
        "Women who raised a hand:",
        "Men who raised a hand:",
        "Witness, neither staff nor family:",
        "Interpreter:",
    ):
        assert said in text


def test_the_three_boxes_are_equally_large(tmp_path: Path) -> None:
    printed(agreement, EMPTY, tmp_path)
    said = {box.text: box.left for box in pdf.boxes(tmp_path / "part.pdf")[0]}

    first, second, third = said["Agree"], said["Agree with remarks"], said["Do not agree"]

    assert abs((second - first) - (third - second)) < 2
