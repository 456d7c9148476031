"""A code as a worn office print gives it back: 25 mm at 300 dpi in black and white, scanned askew and blurred."""

import random
from contextlib import closing
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from desktop_app.documents.canvas import MM, new_canvas
from desktop_app.documents.qr import draw_symbol, qr_symbol

DPI = 300
SIDE_MM = 25
BLUR_PX, NOISE, ASKEW_DEGREES, DOT_GAIN = 1.8, 40, 6, 70


def printed(folder: Path, code: str) -> Image.Image:
    """The corner of a page with the code, as a 300-dpi printer has only black and white for it."""
    file = folder / "bosma.pdf"
    canvas = new_canvas(file, title="Code")
    draw_symbol(canvas, qr_symbol(code), x=20 * MM, y=250 * MM, width=SIDE_MM * MM)
    canvas.showPage()
    canvas.save()
    with (
        closing(pypdfium2.PdfDocument(file)) as document,
        closing(document[0]) as page,
        closing(page.render(scale=DPI / 72, grayscale=True)) as bitmap,
    ):
        whole = bitmap.to_pil()
    return whole.crop((0, 0, DPI * 3, DPI * 3)).point(lambda grey: 0 if grey < 128 + DOT_GAIN else 255)


def worn(clean: Image.Image, *, seed: int) -> Image.Image:
    chance = random.Random(seed)
    turned = clean.rotate(
        chance.uniform(-ASKEW_DEGREES, ASKEW_DEGREES), resample=Image.Resampling.BICUBIC, fillcolor=255
    )
    soft = turned.filter(ImageFilter.GaussianBlur(BLUR_PX))
    pale = soft.point(lambda grey: 40 + round(grey * 0.75))
    noise = Image.frombytes("L", pale.size, chance.randbytes(pale.width * pale.height))
    grain = noise.point(lambda grey: round(grey * 2 * NOISE / 255))
    return ImageChops.subtract(ImageChops.add(pale, grain), Image.new("L", pale.size, NOISE))
