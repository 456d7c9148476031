"""The centre's logo, as its papers print it."""

import io

from PIL import Image, UnidentifiedImageError
from sqlalchemy import select

from db.models.centre import CentreProfile
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_

# It stands in every document and in every backup: 300 dots an inch on three centimetres take far less.
LARGEST_BYTES = 1024 * 1024
MOST_SIDE_PX = 2000
_KINDS = ("PNG", "JPEG")


def logo(unit: UnitOfWork) -> bytes | None:
    """A PNG or JPEG picture; None where the centre has none."""
    return unit.session.scalar(select(CentreProfile.logo))


def set_logo(unit: UnitOfWork, content: bytes | None) -> bytes | None:
    """Keep the picture, or none; returns the one before, which set again undoes it.

    Raises Invalid for what is no PNG or JPEG picture, or too large.
    """
    if content is not None:
        _check(content)
    before = logo(unit)
    row = unit.session.scalars(select(CentreProfile)).one()
    row.logo = content
    return before


def _check(content: bytes) -> None:
    if len(content) > LARGEST_BYTES:
        message = N_("The logo is larger than {most} kB. Save it smaller, as a PNG picture.")
        raise Invalid("logo_too_large", message, field="logo", most=LARGEST_BYTES // 1024)
    try:
        with Image.open(io.BytesIO(content), formats=_KINDS) as picture:
            picture.load()
            is_fitting = max(picture.size) <= MOST_SIDE_PX
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError):
        is_fitting = False
    if is_fitting:
        return
    message = N_("The logo must be a PNG or JPEG picture of at most {most} dots a side.")
    raise Invalid("logo_unreadable", message, field="logo", most=MOST_SIDE_PX)
