"""PDFs that nobody should let in, made here so that none has to be kept: each by its name, with why it is refused."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.reports.packs.made import printed

JAVASCRIPT, EMBEDDED, LAUNCHES = "carries JavaScript", "are embedded in it", "starts a program or fetches"
BY_ITSELF, DAMAGED, LIMITS = (
    "happens by itself",
    "damaged or cut short",
    "could not be looked through|unpacks to more",
)


def changed(change: Callable[[Pdf], object], **saved: object) -> bytes:
    with Pdf.open(BytesIO(printed("One", "Two"))) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, **saved)
        return out.getvalue()


def action(kind: str, **more: object) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def script() -> Dictionary:
    return action("JavaScript", JS=String("app.alert(1)"))


def script_in_names(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(script())])))


def script_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = script()


def script_of_a_page(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=script())


def script_in_a_link(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script())
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def script_after_a_link(pdf: Pdf) -> None:
    first = action("URI", URI=String("https://example.org"), Next=Array([script()]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=first)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def script_nothing_refers_to(pdf: Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(Odd=pdf.make_indirect(Dictionary(Deep=Array([Array([script()])]))))


def launch(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action("Launch", F=String("a")))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def opens_a_web_page(pdf: Pdf) -> None:
    pdf.Root.OpenAction = action("URI", URI=String("https://example.org"))


def turned_over(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=action("Named", N=Name.Print))


def attachment(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = b"a"


def attachment_on_a_page(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([]))


def outside(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.stream_dict.F = String("/etc/passwd")
    pdf.pages[0].obj.PieceInfo = Dictionary(Odd=stream)


def film(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def sized(*box: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array(box)

    return change


def cropped_away(pdf: Pdf) -> None:
    pdf.pages[0].obj.CropBox = Array([5000, 5000, 5600, 5800])


def unpacks_to_very_much(pdf: Pdf) -> None:
    """Two gigabytes of nothing in two megabytes, packed twice over into a few kilobytes."""
    squeeze = zlib.compressobj(9)
    packed = b"".join(squeeze.compress(b" " * 1_000_000) for _ in range(2000)) + squeeze.flush()
    stream = pdf.make_stream(zlib.compress(packed, 9))
    stream.stream_dict.Filter = Array([Name.FlateDecode, Name.FlateDecode])
    pdf.pages[0].obj.Contents = stream


def draws_for_ever() -> bytes:
    """A word in a form that is drawn ten times in another, and so on: it is let in, since nothing in it acts."""
    pdf, out = Pdf.new(), BytesIO()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    form = _form(pdf, b"BT /F 12 Tf (word) Tj ET", Font=Dictionary(F=font))
    for _ in range(20):
        form = _form(pdf, b"/X Do " * 10, XObject=Dictionary(X=form))
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary(XObject=Dictionary(X=form))
    page.obj.Contents = pdf.make_stream(b"/X Do")
    pdf.save(out)
    return out.getvalue()


def _form(pdf: Pdf, drawing: bytes, **resources: Dictionary) -> pikepdf.Stream:
    box = Array([0, 0, 600, 800])
    return pdf.make_stream(drawing, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary(**resources))


def no_pages() -> bytes:
    out = BytesIO()
    Pdf.new().save(out)
    return out.getvalue()


def blank(pages: int) -> bytes:
    pdf, out = Pdf.new(), BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


def goes_round() -> bytes:
    """A tree of pages that is its own child."""
    return (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[2 0 R]/Count 9>> endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000055 00000 n \n"
        b"trailer <</Size 3/Root 1 0 R>>\nstartxref\n118\n%%EOF\n"
    )


ENCRYPTED = pikepdf.Encryption(owner="owner", user="user")
OPENS_FOR_ANYONE = pikepdf.Encryption(owner="owner", user="")

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "script in names": (lambda: changed(script_in_names), JAVASCRIPT),
    "script on opening": (lambda: changed(script_on_opening), JAVASCRIPT),
    "script of a page": (lambda: changed(script_of_a_page), BY_ITSELF),
    "script in a link": (lambda: changed(script_in_a_link), JAVASCRIPT),
    "script after a link": (lambda: changed(script_after_a_link), JAVASCRIPT),
    "script deep down": (lambda: changed(script_nothing_refers_to), JAVASCRIPT),
    "script packed away": (
        lambda: changed(script_in_names, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        JAVASCRIPT,
    ),
    "launches": (lambda: changed(launch), LAUNCHES),
    "opens a web page": (lambda: changed(opens_a_web_page), BY_ITSELF),
    "prints when turned over": (lambda: changed(turned_over), BY_ITSELF),
    "attachment": (lambda: changed(attachment), EMBEDDED),
    "attachment on a page": (lambda: changed(attachment_on_a_page), EMBEDDED),
    "XFA": (lambda: changed(xfa), "XFA form"),
    "kept outside": (lambda: changed(outside), "kept in another file"),
    "film": (lambda: changed(film), "film, sound or 3D"),
    "encrypted": (lambda: changed(lambda pdf: None, encryption=ENCRYPTED), "encrypted or protected"),
    "encrypted and open": (lambda: changed(lambda pdf: None, encryption=OPENS_FOR_ANYONE), "encrypted or protected"),
    "cut short": (lambda: printed("One", "Two")[:-600], DAMAGED),
    "cut in half": (lambda: printed("One", "Two")[: len(printed("One", "Two")) // 2], DAMAGED),
    "rubbish inside": (lambda: b"%PDF-1.7\n" + b"\x00\xff rubbish" * 500, DAMAGED),
    "goes round": (goes_round, DAMAGED),
    "no pages": (no_pages, "has no pages"),
    "2,000 pages": (lambda: blank(2000), "has 2,000 pages; a paper may have 500"),
    "page of a mile": (lambda: changed(sized(0, 0, 4_561_920, 600)), "by 8.33 inches: no page of a pack"),
    "page of a point": (lambda: changed(sized(0, 0, 1, 1)), "no page of a pack can be"),
    "page cropped away": (lambda: changed(cropped_away), "cropped to nothing|no page of a pack can be"),
    "unpacks to very much": (lambda: changed(unpacks_to_very_much), LIMITS),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 2000, "It is no PDF"),
    "a web page": (lambda: b"<html><script>alert(1)</script></html>", "It is no PDF"),
}
