"""What a file says about itself, so that an archive takes it and a reader program reads it aloud.

PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). No date is written: the paper says its day.
"""

import struct
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from fieldapp.reports.pdf.structure import text_string

_CREATOR = "fieldapp"

#: XMP packets start with this sign, as ISO 16684-1 wants it.
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:format>application/pdf</dc:format>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<pdf:Producer>{creator}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


def information(document: Any, title: str) -> Any:
    """Return a reference to the information dictionary."""
    creator = text_string(_CREATOR)
    facts = {"Title": text_string(title), "Creator": creator, "Producer": creator}
    return document.Reference(pdfdoc.PDFDictionary(facts))


def catalogue(document: Any, structure: Any, title: str, language: str) -> Any:
    """Return a reference to the catalogue, where a reader program starts.

    Args:
        document: ReportLab's, with its pages and bookmarks.
        structure: Reference to the root of the structure.
        title: Shown as the name of the window, in place of the name of the file.
        language: Its code.
    """
    facts = {
        "Type": pdfdoc.PDFName("Catalog"),
        "Pages": document.Reference(document.Pages),
        "Lang": text_string(language),
        "MarkInfo": "<</Marked true>>",
        "StructTreeRoot": structure,
        # /Direction/R2L is left out: by it pdfium turns round the words of Arabic lines.
        "ViewerPreferences": "<</DisplayDocTitle true>>",
        "PageLabels": "<</Nums[0<</S/D>>]>>",
        "Metadata": document.Reference(_metadata(title, language)),
        "OutputIntents": pdfdoc.PDFArray([_output_intent(document)]),
    }
    if document.Outlines.ready > 0:
        facts["Outlines"] = document.Reference(document.Outlines)
    return document.Reference(pdfdoc.PDFDictionary(facts))


def _metadata(title: str, language: str) -> Any:
    text = _METADATA.format(title=escape(title), language=escape(language), creator=_CREATOR)
    kind = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(kind), text.encode())


def _output_intent(document: Any) -> Any:
    """Grey on a printer: papers know no other colour."""
    profile = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"N": 1}), grey_profile(), [pdfdoc.PDFZCompress]
    )
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": text_string("Grey, gamma 2.2"),
            "Info": text_string("Grey, gamma 2.2"),
            "DestOutputProfile": document.Reference(profile),
        }
    )


@cache
def grey_profile() -> bytes:
    """A colour profile of grey from black to white, gamma 2.2, made from ICC.1:2001-04 alone."""
    white = struct.pack(">4s4x3l", b"XYZ ", 0xF6D6, 0x10000, 0xD32D)  # D50
    curve = struct.pack(">4s4xLH2x", b"curv", 1, round(2.2 * 256))
    name = b"Grey, gamma 2.2\0"
    description = struct.pack(">4s4xL", b"desc", len(name)) + name + bytes(78)
    rights = b"text\0\0\0\0No copyright, use freely\0"
    tags = {b"wtpt": white, b"kTRC": curve, b"desc": description, b"cprt": rights}
    start = 128 + 4 + 12 * len(tags)
    index, data = struct.pack(">L", len(tags)), b""
    for tag, content in tags.items():
        index += struct.pack(">4sLL", tag, start + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    header = struct.pack(
        ">L4xL4s4s4s12x4s28x3l48x",
        start + len(data), 0x02400000, b"prtr", b"GRAY", b"XYZ ", b"acsp", 0xF6D6, 0x10000, 0xD32D,
    )  # fmt: skip
    return header + index + data
