"""The fields of a demo paper: lines and boxes that are filled in on a screen, or by hand once printed."""

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

PRINTED = 4  # the flag of an annotation that is printed


def make_text_field(pdf: Pdf, place: list[float], *, name: str, label: str) -> Object:
    """Return a line to write on. The label is what a screen reader says."""
    field = _make_field(place, name=name, label=label, kind=Name.Tx)
    width, height = place[2] - place[0], place[3] - place[1]
    frame = b"0.35 G 0.75 w 0.5 0.5 %g %g re S" % (width - 1, height - 1)
    field.AP = Dictionary(N=_make_picture(pdf, frame, width, height))
    field.MK = Dictionary(BC=Array([0.35]))
    field.DA = String("/F1 11 Tf 0 g")
    return pdf.make_indirect(field)


def make_box(pdf: Pdf, place: list[float], *, name: str, label: str) -> Object:
    """Return a box to tick, with both of its pictures."""
    field = _make_field(place, name=name, label=label, kind=Name.Btn)
    side = place[2] - place[0]
    frame = b"0.35 G 0.75 w 0.5 0.5 %g %g re S" % (side - 1, side - 1)
    tick = b" 0 G 1.5 w %g %g m %g %g l %g %g l S" % (
        *(side * 0.2, side * 0.5),
        *(side * 0.42, side * 0.25),
        *(side * 0.82, side * 0.8),
    )
    pictures = {
        "/Off": _make_picture(pdf, frame, side, side),
        "/Yes": _make_picture(pdf, frame + tick, side, side),
    }
    field.AP = Dictionary(N=Dictionary(pictures))
    field.AS = field.V = Name.Off
    field.MK = Dictionary(BC=Array([0.35]), CA=String("4"))
    return pdf.make_indirect(field)


def _make_field(place: list[float], *, name: str, label: str, kind: Name) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=kind,
        T=String(name),
        TU=String(label),
        F=PRINTED,
        Rect=Array([round(number, 2) for number in place]),
    )


def _make_picture(pdf: Pdf, content: bytes, width: float, height: float) -> Object:
    picture = pdf.make_stream(content)
    picture.Type, picture.Subtype = Name.XObject, Name.Form
    picture.BBox = Array([0, 0, round(width, 2), round(height, 2)])
    return picture
