"""How the objects of a paper become one file: ISO 32000-1, 7.5, with object streams.

ReportLab writes every object on its own and unpacked, which the hundreds of small elements of a
tagged paper would pay for. It also dates each file and ends streams in a way that archives refuse.
"""

from hashlib import sha256
from struct import Struct
from typing import Any
from zlib import compress

from reportlab.pdfbase import pdfdoc

#: The second line tells transfer programs that this is no text.
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM_END = b"endstream\n"
#: One entry of a table of cross-references: its kind, where it is, its place there.
_ENTRY = Struct(">BIH")


def packed(document: Any, root: Any, info: Any) -> bytes:
    """The whole file. Its identifier is made from its content: the same paper, the same bytes.

    Args:
        document: ReportLab's, finished.
        root: Reference to the catalogue.
        info: Reference to the information dictionary.
    """
    written = bytearray(_HEADER)
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
    loose: list[tuple[int, bytes]] = []
    digest = sha256()
    number = 1
    while number in document.numberToId:  # writing an object may add others
        part = document.idToObject[document.numberToId[number]]
        body: bytes = pdfdoc.format(part, document, toplevel=1)
        digest.update(body)
        if body.endswith(_STREAM_END):
            entries[number] = (1, len(written), 0)
            body = body.removesuffix(_STREAM_END) + b"\n" + _STREAM_END
            written += b"%d 0 obj\n%bendobj\n" % (number, body)
        else:
            loose.append((number, body))
        number += 1
    entries[number] = (1, len(written), 0)
    entries.update((each, (2, number, place)) for place, (each, _) in enumerate(loose))
    written += _object_stream(number, loose)
    entries[number + 1] = (1, len(written), 0)
    start = len(written)
    identifier = digest.hexdigest()[:32]
    trailer = (
        f"/Root {pdfdoc.format(root, document).decode()}/Info "
        f"{pdfdoc.format(info, document).decode()}/ID[<{identifier}><{identifier}>]"
    )
    written += _cross_references(number + 1, entries, trailer)
    written += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(written)


def _object_stream(number: int, loose: list[tuple[int, bytes]]) -> bytes:
    index, bodies = "", bytearray()
    for each, body in loose:
        index += f"{each} {len(bodies)} "
        bodies += body + b"\n"
    about = f"/Type/ObjStm/N {len(loose)}/First {len(index)}"
    return _stream(number, about, index.encode() + bytes(bodies))


def _cross_references(number: int, entries: dict[int, tuple[int, int, int]], trailer: str) -> bytes:
    table = b"".join(_ENTRY.pack(*entry) for _, entry in sorted(entries.items()))
    return _stream(number, f"/Type/XRef/Size {number + 1}/W[1 4 2]{trailer}", table)


def _stream(number: int, about: str, content: bytes) -> bytes:
    packed_content = compress(content)
    head = f"{number} 0 obj\n<<{about}/Filter/FlateDecode/Length {len(packed_content)}>>\nstream\n"
    return head.encode() + packed_content + b"\nendstream\nendobj\n"
