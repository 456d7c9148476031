"""A template as one file to give away, and back: a ZIP of its definition, its pictures and its fonts.

A file from outside may be broken or made to break the program: it is never unpacked to the disk, nothing in it is
read beyond its limit, and either all of it is taken or none.
"""

import io
import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import select

from db.models.certificates import TemplateFile
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.checking import problems_of_template
from desktop_app.certificate_templates.definition import checked_definition, to_definition
from desktop_app.certificate_templates.files import LARGEST_FILE, CheckedFile, Files, checked_file
from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import asked_files, keep_file, put_in_use, save_draft, shelf, template
from desktop_app.errors import Invalid, NotFound
from desktop_app.i18n import N_

SUFFIX = ".mtemplate"
VERSION = 1
LARGEST_PACKAGE = 24 * 1024 * 1024
LARGEST_DEFINITION = 1024 * 1024
MOST_FILES = 20

_FORMAT = "mahorat-template"
_DEFINITION, _FOLDER = "template.json", "files/"
_FILE_NAME = re.compile(re.escape(_FOLDER) + r"[0-9a-f]{64}")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can name: the same template gives the same file
_ENCRYPTED = 0x1
_NO_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Package:
    """What a file holds: a template that can be used as it is with its files, or what is wrong with it."""

    template: Template | None
    files: tuple[CheckedFile, ...]
    errors: tuple[Invalid, ...]


def packed_template(unit: UnitOfWork, *, template_id: int) -> bytes:
    """Raises NotFound. The same template gives the same bytes."""
    chosen = template(unit, template_id=template_id).template
    rows = unit.session.execute(
        select(TemplateFile.name, TemplateFile.media_type, TemplateFile.content)
        .where(TemplateFile.sha256.in_(set(asked_files(chosen))))
        .order_by(TemplateFile.sha256)
    )
    return packed(chosen, tuple(CheckedFile(*row) for row in rows))


def packed(template: Template, files: tuple[CheckedFile, ...]) -> bytes:
    document = {
        "format": _FORMAT,
        "version": VERSION,
        "template": to_definition(template),
        "files": {file.sha256: file.name for file in files},
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, _DEFINITION, json.dumps(document, ensure_ascii=False, indent=1).encode())
        for file in files:
            _add(package, _FOLDER + file.sha256, file.content)
    return target.getvalue()


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, _FIRST_DAY), content, zipfile.ZIP_DEFLATED)


def read_package(path: Path) -> Package:
    """Everything that is wrong with the file is told, nothing is kept. Raises NotFound for no file that can be read."""
    try:
        with path.open("rb") as source:
            content = source.read(LARGEST_PACKAGE + 1)
        return _read(content)
    except OSError as error:
        raise NotFound("no_such_file", N_("There is no file {file}."), file=path) from error
    except Invalid as error:
        return Package(None, (), (error,))


def take_in(unit: UnitOfWork, *, package: Package) -> int:
    """Put the template of a package in use, with its files; gives back its id.

    One that is on the shelf already as it is, is put in use and not kept a second time. Raises the first error of the
    package, so that nothing of a bad one is kept.
    """
    if package.template is None or package.errors:
        raise package.errors[0]
    for file in package.files:
        keep_file(unit, file=file)
    wanted = package.template
    same = (
        row.id
        for row in shelf(unit)
        if replace(wanted, code=row.template.code, edition=row.template.edition) == row.template
    )
    template_id = next(same, None) or save_draft(unit, draft=wanted)
    put_in_use(unit, template_id=template_id)
    return template_id


def _read(content: bytes) -> Package:
    if len(content) > LARGEST_PACKAGE:
        raise Invalid("package_too_large", N_("The file is larger than a template can be."), field="file")
    members = _members(content)
    document = _document(members.pop(_DEFINITION, b""))
    template, errors = checked_definition(document["template"])
    names = document["files"] if isinstance(document.get("files"), dict) else {}
    files, file_errors = _files(members, names)
    if template is None or file_errors:
        return Package(template, (), (*errors, *file_errors))
    asked = set(asked_files(template))
    kept = tuple(file for file in files if file.sha256 in asked)
    problems = problems_of_template(template, Files({file.sha256: file.content for file in kept}))
    return Package(template, kept, problems)


def _members(content: bytes) -> dict[str, bytes]:
    """Every member by its name, none longer than it may be. Raises Invalid for what no template would hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = package.infolist()
            _check_members(infos)
            return {info.filename: _member(package, info) for info in infos}
    except _NO_ZIP as error:
        message = N_("This is no file of a template, or it was damaged on the way.")
        raise Invalid("package_damaged", message, field="file") from error


def _check_members(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(names) > MOST_FILES + 1 or len(set(names)) < len(names):
        message = N_("The file holds {count} parts: a template has at most {most}, each once.")
        raise Invalid("package_too_many", message, field="file", count=len(names), most=MOST_FILES + 1)
    for info in infos:
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        is_known = info.filename == _DEFINITION or _FILE_NAME.fullmatch(info.filename)
        if not is_known or is_link or info.flag_bits & _ENCRYPTED:
            message = N_("The file holds a part that no template has: {name}")
            raise Invalid("package_strange_part", message, field="file", name=ascii(info.filename)[:80])


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What the table of the file says of the length is not trusted: no more than the limit is ever unpacked."""
    limit = LARGEST_DEFINITION if info.filename == _DEFINITION else LARGEST_FILE
    with package.open(info) as member:
        content = member.read(limit + 1)
    if len(content) > limit:
        message = N_("A part of the file is larger than {most} kB: {name}")
        raise Invalid("package_part_too_large", message, field="file", most=limit // 1024, name=info.filename)
    return content


def _document(content: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(content.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        message = N_("The definition in the file cannot be read: it is not the JSON of a template.")
        raise Invalid("package_bad_json", message, field="file") from error
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise Invalid("package_other_format", N_("The file holds something else than a template."), field="file")
    version = document.get("version")
    if not isinstance(version, int) or version > VERSION:
        message = N_("The template was made with a newer version of the program. Update this one first.")
        raise Invalid("package_newer", message, field="file")
    return {"template": None, **document}


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("JSON has no NaN and no infinity")


def _files(members: Mapping[str, bytes], names: Mapping[str, Any]) -> tuple[list[CheckedFile], list[Invalid]]:
    files: list[CheckedFile] = []
    errors: list[Invalid] = []
    for member, content in members.items():
        sha256 = member.removeprefix(_FOLDER)
        name = str(names.get(sha256) or sha256[:8])[:80]
        try:
            file = checked_file(name, content)
        except Invalid as error:
            errors.append(error)
            continue
        if file.sha256 != sha256:
            message = N_("{file} was changed after the template was made.")
            errors.append(Invalid("package_altered_file", message, field="file", file=name))
        files.append(file)
    return files, errors


def fonts_of(package: Package) -> Iterator[str]:
    """The families that the texts are set in, an added font by the name of its file."""
    if package.template is not None:
        names = {file.sha256: file.name for file in package.files}
        faces = (getattr(element, "typeface", None) for element in package.template.elements())
        yield from sorted({names.get(face, str(face)) for face in faces if face is not None})
