"""The centre's logo: a picture of a reasonable size, or none."""

import io

import pytest
from PIL import Image

from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.reference.logo import LARGEST_BYTES, MOST_SIDE_PX, logo, set_logo
from desktop_app.reference.service import change_profile, profile


def picture(side: int = 40, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (side, side)).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_kept_and_taken_off(centre: Centre, kind: str) -> None:
    assert centre.read(logo) is None
    assert centre.write(set_logo, picture(kind=kind)).value is None
    assert centre.read(logo) == picture(kind=kind)
    assert centre.write(set_logo, None).value == picture(kind=kind)
    assert centre.read(logo) is None


def test_a_change_of_the_profile_leaves_the_logo(centre: Centre) -> None:
    centre.write(set_logo, picture())
    own = centre.read(profile)
    centre.write(change_profile, own, version=own.version)
    assert centre.read(logo) == picture()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no picture", "logo_unreadable"),
        (picture()[:60], "logo_unreadable"),
        (picture(kind="BMP"), "logo_unreadable"),
        (picture(MOST_SIDE_PX + 1), "logo_unreadable"),
        (bytes(LARGEST_BYTES + 1), "logo_too_large"),
    ],
)
def test_what_cannot_be_printed_is_refused(centre: Centre, content: bytes, code: str) -> None:
    with pytest.raises(CentreError, match=code):
        centre.write(set_logo, content)
