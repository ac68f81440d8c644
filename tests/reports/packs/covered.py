"""PDFs with words that a page shows, and words that none does, each drawn by hand."""

from __future__ import annotations

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf

SHOWN = {
    "small": "BT /F 6 Tf 72 700 Td (ill lull Illicit little III 111 000 0 1 I l a of 10 11 in 1.1) Tj ET",
    "tiny": "BT /F 5 Tf 72 700 Td (the filling of forms) Tj ET",
    "light": "0.85 g BT /F 6 Tf 72 700 Td (light little fillers 11 1 0) Tj ET",
    "hairline": "1 Tr 0.1 w 0.5 G BT /F 6 Tf 72 700 Td (outlined little) Tj ET",
    "white on black": "0 g 70 690 200 30 re f 1 g BT /F 12 Tf 72 700 Td (Heading I) Tj ET",
    "turned": "BT /F 8 Tf 0 1 -1 0 300 300 Tm (turned ill 1 0) Tj ET",
    "slanted": "BT /F 8 Tf .87 .5 -.5 .87 300 300 Tm (slanted ill 1) Tj ET",
    "mirrored by its page": "q 1 0 0 -1 0 842 cm BT /F 8 Tf 1 0 0 -1 72 300 Tm (flipped ill) Tj ET Q",
    "spaced": "BT /F 8 Tf 2 Tc 72 700 Td (ill little) Tj ET",
    "ruled": "BT /F 10 Tf 72 700 Td (underlined struck) Tj ET 70 698 100 0.5 re f 70 703 100 0.5 re f",
    "on a tint": "0.9 g 70 690 200 30 re f 0.75 g BT /F 7 Tf 72 700 Td (tinted little) Tj ET",
    "as grey as its ground": "1 0 0 rg 70 690 99 30 re f 0 .5 0 rg BT /F 8 Tf 72 700 Td (green little) Tj ET",
    "scanned": "3 Tr BT /F 12 Tf 72 700 Td (Scanned) Tj ET " + "".join(f"{x} 700 2 9 re f " for x in range(72, 122, 5)),
    "layer that is on": "/OC /On BDC BT /F 9 Tf 72 700 Td (layered) Tj ET EMC",
}
"""Each to be read to its last word."""

HIDDEN = {
    "box": ("BT /F 12 Tf 72 700 Td (Kept Quokkas) Tj ET 0 g 99 697 56 13 re f", "Kept", 1),
    "white box": ("BT /F 12 Tf 72 700 Td (Kept Quokkas) Tj ET 1 g 99 697 56 13 re f", "Kept", 1),
    "box that is too low and short": ("BT /F 12 Tf 72 700 Td (Quokkas) Tj ET 0 g 71 699.5 40 6.5 re f", "", 1),
    "box that leaves what is about it": ("BT /F 12 Tf 72 700 Td (\\(Quolls\\),) Tj ET 0 g 75.5 697 35 12 re f", "", 1),
    "box over a sum": ("BT /F 12 Tf 72 700 Td ($12,345) Tj ET 0 g 78.5 697 50 12 re f", "", 2),
    "box turned": ("BT /F 12 Tf 0 1 -1 0 300 300 Tm (Quokkas) Tj ET 0 g 288 298 16 54 re f", "", 1),
    "layer that is off": ("/OC /Off BDC BT /F 12 Tf 72 700 Td (Quokkas all) Tj ET EMC", "", 2),
    "white on white": ("1 g BT /F 12 Tf 72 700 Td (Quokkas all) Tj ET", "", 2),
    "off the page": ("BT /F 12 Tf 72 900 Td (Quokkas all) Tj ET", "", 2),
    "clipped": ("72 300 50 50 re W n BT /F 12 Tf 72 700 Td (Quokkas all) Tj ET", "", 2),
    "no ink": ("3 Tr BT /F 12 Tf 72 700 Td (Quokkas all) Tj ET", "", 2),
}
"""Each with the words that are left, and how many are not."""


def drawn(*drawings: str, mark: tuple[int, int, int, int] | None = None, field: bool = False, **page: object) -> bytes:
    """A PDF with a page for each; all of them with these further entries, and a mark in black at this place, or
    a field to be filled in."""
    pdf, out = Pdf.new(), BytesIO()
    layers = {name: pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("On", "Off")}
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array(layers.values()), D=Dictionary(ON=Array([layers["On"]]), OFF=Array([layers["Off"]]))
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for drawing in drawings:
        made = pdf.add_blank_page(page_size=(595, 842)).obj
        made.Resources = Dictionary(Font=Dictionary(F=font), Properties=Dictionary(**layers))
        made.Contents = pdf.make_stream(drawing.encode())
        for name, value in page.items():
            made[f"/{name}"] = value
        if mark:
            box = Array([0, 0, mark[2] - mark[0], mark[3] - mark[1]])
            look = pdf.make_stream(b"0 g 0 0 900 900 re f", Type=Name.XObject, Subtype=Name.Form, BBox=box)
            square = Dictionary(Type=Name.Annot, Rect=Array(mark), F=4, AP=Dictionary(N=look), T="mark", FT=Name.Tx)
            square.Subtype = Name.Widget if field else Name.Square
            made.Annots = Array([pdf.make_indirect(square)])
            if field:
                pdf.Root.AcroForm = Dictionary(Fields=made.Annots)
    pdf.save(out)
    return out.getvalue()


def miscounted(pages: int, says: int) -> bytes:
    """So many pages, of a file that says that it has another number of them."""
    one = "BT /F 12 Tf 72 700 Td (Quokkas) Tj ET"
    return drawn(*[one] * pages).replace(f"/Count {pages}".encode(), f"/Count {says}".encode())
