"""Measures the test page of a printer as a person with a ruler would."""

import pypdfium2
from PIL import Image, ImageOps

DPI = 254  # ten dots a millimetre


def thick_lines(content: bytes) -> tuple[float, float]:
    """Millimetres from the left and from the upper edge to the thick lines of the test page."""
    with pypdfium2.PdfDocument(content) as document:
        picture = document[0].render(scale=DPI / 72).to_pil().convert("L")
    dark = ImageOps.invert(picture).point(lambda tone: 255 if tone > 200 else 0)
    across = dark.resize((dark.width, 1), Image.Resampling.BOX).tobytes()
    down = dark.resize((1, dark.height), Image.Resampling.BOX).tobytes()
    return middle_of(across), middle_of(down)


def middle_of(tones: bytes) -> float:
    """Of the darkest line that stands in the first third."""
    part = tones[: len(tones) // 3]
    places = [place for place, tone in enumerate(part) if tone > max(part) * 0.6]
    return (places[0] + places[-1] + 1) / 2 / 10
