"""A signed document as a QR code: to be photographed from a screen or a sheet of paper.

The text in the code is "FIELDAPP1:" and the document, compressed and in base 32: capital letters
and digits, for which a QR code has a mode of its own that is nearly as small as bytes and that
every reader hands on unchanged. A code holds 4,296 of them, some 2,600 compressed bytes. A request
takes 380 and an invitation 1,100 to 1,600, as long as nobody has left: each new key brings its list
of readers, and from about ten readers on an invitation needs a file.
"""

import base64
import binascii
import io
import warnings
import zlib

import zxingcpp
from PIL import Image

from fieldapp.sync.errors import NoCode, TooLongForCode
from fieldapp.sync.members import signed

PREFIX = "FIELDAPP1:"
MOST_CHARACTERS = 4_296
"""In the largest QR code, with the least error correction."""
MOST_PIXELS = 80_000_000
"""Of a picture that is read; most cameras of telephones make less."""

_SCALE = 6
_FORMATS = ("PNG", "JPEG", "WEBP")
_PNG = b"\x89PNG\r\n\x1a\n"


def picture(document: bytes, purpose: str) -> bytes:
    """Return a PNG with the document as a QR code.

    Raises:
        TooLongForCode: It does not fit.
    """
    text = PREFIX + base64.b32encode(zlib.compress(document, 9)).decode().rstrip("=")
    if len(text) > MOST_CHARACTERS:
        raise TooLongForCode(document=signed.called(purpose))
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=_SCALE))
    file = io.BytesIO()
    image.convert("1").save(file, "PNG", optimize=True)
    return file.getvalue()


def as_file(name: str, document: bytes, purpose: str) -> bytes:
    """Return what goes into a file of this name: a picture of the code for .png, else the document.

    Raises:
        TooLongForCode: It does not fit into a code.
    """
    return picture(document, purpose) if name.lower().endswith(".png") else document


def document_in(content: bytes) -> bytes:
    """Return the document in a file: as it is, or read from a picture or photograph of its code.

    Raises:
        NoCode: It is a picture, and there is no code of ours in it that can be read.
    """
    if content.lstrip()[:1] == b"{" or not content:
        return content
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise NoCode
                codes = zxingcpp.read_barcodes(image.convert("L"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NoCode from None
    except (OSError, ValueError, SyntaxError):
        if content.startswith((_PNG, b"\xff\xd8")):
            raise NoCode from None
        return content  # no picture; whoever reads it says what is wrong with it
    for code in codes:
        if code.text.startswith(PREFIX):
            return _unpacked(code.text.removeprefix(PREFIX))
    raise NoCode


def _unpacked(text: str) -> bytes:
    try:
        packed = base64.b32decode(text + "=" * (-len(text) % 8))
        unpacker = zlib.decompressobj()
        document = unpacker.decompress(packed, signed.LONGEST)
    except (binascii.Error, zlib.error, ValueError):
        raise NoCode from None
    if not unpacker.eof:
        raise NoCode
    return document
