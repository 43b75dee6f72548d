"""What the file says about itself: XMP with both conformance claims, the colour it means, the Info dictionary."""

from __future__ import annotations

from datetime import date

from letters.colour import srgb_profile
from letters.pdffile import PdfFile, text_string

PRODUCER = "Undersigned"


def write_metadata(file: PdfFile, *, title: str, language: str, author: str, dated_on: date) -> int:
    """The XMP packet; the number of its stream. Its dates are the letter's, so that it is always the same."""
    moment = f"{dated_on.isoformat()}T00:00:00Z"
    packet = _PACKET.format(
        title=_escaped(title),
        author=f"<dc:creator><rdf:Seq><rdf:li>{_escaped(author)}</rdf:li></rdf:Seq></dc:creator>" if author else "",
        language=_escaped(language),
        producer=PRODUCER,
        moment=moment,
    )
    return file.stream(packet.encode(), "/Type/Metadata/Subtype/XML", plain=True)


def write_info(file: PdfFile, *, title: str, author: str, dated_on: date) -> int:
    """The Info dictionary, equal to the XMP packet."""
    moment = f"(D:{dated_on:%Y%m%d}000000Z)"
    written_by = f"/Author{text_string(author)}" if author else ""
    return file.add(
        f"<</Title{text_string(title)}{written_by}/Producer({PRODUCER})/Creator({PRODUCER})"
        f"/CreationDate{moment}/ModDate{moment}>>"
    )


def write_output_intent(file: PdfFile) -> int:
    """The colour space all colours are meant in: sRGB, with its profile."""
    profile = file.stream(srgb_profile(), "/N 3")
    return file.add(
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
        f"/RegistryName(http://www.color.org)/DestOutputProfile {profile} 0 R>>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
