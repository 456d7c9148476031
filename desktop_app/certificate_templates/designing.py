"""What the designer asks the centre for before the first element is seen."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from db.models.certificates import TemplateFile
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.files import FONT, CheckedFile, Files, checked_file
from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import TemplateRow, files_of, template
from desktop_app.reference.logo import logo


@dataclass(frozen=True)
class Material:
    """The files of a template with the centre's logo among them, "" where it has none; added fonts by SHA-256."""

    files: Files
    logo: str
    fonts: Mapping[str, str]


def opened(unit: UnitOfWork, *, template_id: int) -> tuple[TemplateRow, Material]:
    """Raises NotFound."""
    row = template(unit, template_id=template_id)
    return row, material(unit, chosen=row.template)


def material(unit: UnitOfWork, *, chosen: Template) -> Material:
    contents = dict(files_of(unit, template=chosen).contents)
    picture = _logo(unit)
    if picture is not None:
        contents[picture.sha256] = picture.content
    fonts = unit.session.execute(
        select(TemplateFile.sha256, TemplateFile.name)
        .where(TemplateFile.media_type == FONT)
        .order_by(TemplateFile.name)
    )
    return Material(Files(contents), picture.sha256 if picture is not None else "", dict(fonts.all()))


def _logo(unit: UnitOfWork) -> CheckedFile | None:
    content = logo(unit)
    return None if content is None else checked_file("logo", content)
