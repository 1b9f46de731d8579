import io
import random

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import NoCode, TooLongForCode
from fieldapp.sync.members import qr
from fieldapp.sync.mission import invite, request_enrolment
from tests.sync.conftest import Mission


def photograph(png: bytes, turned: float = 7.0, name: str = "JPEG") -> bytes:
    """What a telephone makes of a code on a screen: turned, on a table, a little out of focus."""
    with Image.open(io.BytesIO(png)) as image:
        code = image.convert("L").rotate(turned, expand=True, fillcolor=255)
    table = Image.new("L", (code.width + 300, code.height + 200), 255)
    table.paste(code, (140, 90))
    file = io.BytesIO()
    table.filter(ImageFilter.GaussianBlur(1)).convert("RGB").save(file, name, quality=70)
    return file.getvalue()


@pytest.mark.parametrize("turned", [0.0, 7.0, 90.0])
@pytest.mark.parametrize("name", ["JPEG", "WEBP"])
def test_a_request_is_read_back_from_a_photograph_of_its_code(
    mission: Mission, turned: float, name: str
) -> None:
    request = request_enrolment(mission.officer)

    assert qr.document_in(photograph(qr.picture(request, "request"), turned, name)) == request


def test_an_invitation_fits_into_a_code(mission: Mission) -> None:
    invitation = invite(
        mission.founder, request_enrolment(mission.officer), "protection", "https://hub.example.org"
    )

    assert qr.document_in(qr.picture(invitation, "invitation")) == invitation


def test_what_fits_into_no_code_is_told() -> None:
    with pytest.raises(TooLongForCode, match="invitation"):
        qr.picture(random.Random(1).randbytes(3000), "invitation")


def test_a_file_that_is_no_picture_is_left_as_it_is() -> None:
    for content in (b'{"fieldapp":"request"}', b"", b"hello", b"\n {}"):
        assert qr.document_in(content) == content


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def foreign(text: str) -> bytes:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return png(Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4)))


def test_a_picture_without_a_code_of_ours_gives_a_sentence(officer: Workspace) -> None:
    whole = qr.picture(request_enrolment(officer), "request")
    bad = [
        png(Image.new("L", (300, 300), 255)),
        whole[: len(whole) // 2],
        whole[:20],
        photograph(whole)[:500],
        foreign("https://example.org"),
        foreign(qr.PREFIX + "1"),
        foreign(qr.PREFIX + "AAAA"),
    ]
    for content in bad:
        with pytest.raises(NoCode, match="straight from above"):
            qr.document_in(content)


@pytest.fixture
def officer(mission: Mission) -> Workspace:
    return mission.officer


def test_a_code_that_unpacks_to_far_too_much_is_refused() -> None:
    bomb = qr.picture(bytes(2_000_000), "request")

    with pytest.raises(NoCode):
        qr.document_in(bomb)
