"""A template given away as a file and taken in, and files made to break that."""

import io
import json
import random
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db.models.certificates import TemplateFile, TemplateState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificate_templates.definition import to_definition
from desktop_app.certificate_templates.exchange import (
    LARGEST_PACKAGE,
    VERSION,
    Package,
    fonts_of,
    packed,
    packed_template,
    read_package,
    take_in,
)
from desktop_app.certificate_templates.model import PictureElement, Place
from desktop_app.certificate_templates.shelf import keep_file, save_draft, shelf, template
from desktop_app.errors import Invalid
from tests.certificate_templates.made import HOLDER, font, picture, text
from tests.certificate_templates.made import template as made

GERB, FACE = picture(), font()
RICH = made(
    PictureElement("gerb", Place(10, 10, 20, 20), file=GERB.sha256), replace(HOLDER, typeface=FACE.sha256), text("Soʻz")
)


def document(**parts: object) -> dict[str, Any]:
    return {"format": "mahorat-template", "version": VERSION, "template": to_definition(made(HOLDER)), **parts}


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return target.getvalue()


def read(tmp_path: Path, content: bytes) -> Package:
    file = tmp_path / "namuna.mtemplate"
    file.write_bytes(content)
    return read_package(file)


def codes(package: Package) -> list[str]:
    assert all(error.text for error in package.errors)
    return [error.code for error in package.errors]


def test_a_template_arrives_as_it_left_with_its_files(centre: Centre, tmp_path: Path) -> None:
    def store(unit: UnitOfWork) -> int:
        for file in (GERB, FACE):
            keep_file(unit, file=file)
        return save_draft(unit, draft=RICH)

    content = centre.read(packed_template, template_id=centre.write(store).value)
    package = read(tmp_path, content)
    assert package.template == RICH
    assert package.errors == ()
    assert {(file.sha256, file.name) for file in package.files} == {
        (GERB.sha256, "gerb.png"),
        (FACE.sha256, "Yozuv.ttf"),
    }
    assert list(fonts_of(package)) == ["Yozuv.ttf", "serif"]
    assert packed(package.template, package.files) == content


def test_what_was_taken_in_is_in_use_and_not_kept_twice(centre: Centre, tmp_path: Path) -> None:
    package = read(tmp_path, packed(RICH, (GERB, FACE)))
    first = centre.write(take_in, package=package).value
    assert centre.write(take_in, package=package).value == first
    row = centre.read(template, template_id=first)
    assert (row.template, row.state) == (RICH, TemplateState.IN_USE)
    assert centre.read(lambda unit: unit.session.scalar(select(func.count()).select_from(TemplateFile))) == 2


def test_another_template_under_a_taken_name_gets_its_own(centre: Centre, tmp_path: Path) -> None:
    for draft in (made(HOLDER), made(text("Soʻz"))):
        centre.write(take_in, package=read(tmp_path, packed(draft, ())))
    assert {row.template.code for row in centre.read(shelf)} >= {"sinov", "sinov-2"}


def test_nothing_of_a_bad_file_is_kept(centre: Centre, tmp_path: Path) -> None:
    package = read(tmp_path, packed(RICH, (GERB,)))
    assert codes(package) == ["font_missing"]
    before = centre.read(shelf)
    with pytest.raises(Invalid, match="font_missing"):
        centre.write(take_in, package=package)
    assert centre.read(shelf) == before


def test_unknown_fields_and_elements_are_named(tmp_path: Path) -> None:
    faulty = read(tmp_path, packed(made(text("{nmae} {course|shout}"), text("{pinfl}", name="other")), ()))
    assert [(error.code, error.field) for error in faulty.errors] == [
        ("template_unknown_field", "words"),
        ("template_unknown_field", "other"),
    ]
    strange = to_definition(made(HOLDER))
    strange["sides"][0]["elements"].append({"type": "video", "id": "film"})
    package = read(tmp_path, zipped({"template.json": json.dumps(document(template=strange))}))
    assert [(error.code, error.field) for error in package.errors] == [("template_unknown_element", "film")]


def test_a_file_of_a_newer_program_is_refused_with_a_sentence(tmp_path: Path) -> None:
    assert codes(read(tmp_path, zipped({"template.json": json.dumps(document(version=VERSION + 1))}))) == [
        "package_newer"
    ]


def linked() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        link = zipfile.ZipInfo(f"files/{GERB.sha256}")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr("template.json", json.dumps(document()))
        package.writestr(link, "/etc/passwd")
    return target.getvalue()


def lying_about_lengths() -> bytes:
    """A member that says it has ten bytes and unpacks to thirty megabytes."""
    raw = bytearray(zipped({"template.json": b"a" * 30_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(signature) + offset
        raw[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(raw)


def encrypted() -> bytes:
    raw = bytearray(zipped({"template.json": json.dumps(document())}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    return bytes(raw)


def with_elements(count: int) -> bytes:
    strange = to_definition(made()) | {"sides": [{"elements": [0] * count}]}
    return zipped({"template.json": json.dumps(document(template=strange))})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "package_damaged"),
        (b"PK\x03\x04 and so on", "package_damaged"),
        (packed(RICH, (GERB, FACE))[:5000], "package_damaged"),
        (b"\0" * (LARGEST_PACKAGE + 1), "package_too_large"),
        (zipped({"template.json": b" " * 30_000_000}), "package_part_too_large"),
        (zipped({"template.json": b"{}", f"files/{'a' * 64}": b"\0" * 30_000_000}), "package_part_too_large"),
        (lying_about_lengths(), "package_damaged"),
        (encrypted(), "package_strange_part"),
        (linked(), "package_strange_part"),
        (zipped({"template.json": "{}", "../../etc/cron.d/x": "x"}), "package_strange_part"),
        (zipped({"template.json": "{}", "/etc/passwd": "x"}), "package_strange_part"),
        (zipped({"template.json": "{}", "files\\..\\x": "x"}), "package_strange_part"),
        (zipped({"template.json": "{}", "files/": ""}), "package_strange_part"),
        (zipped({f"files/{number:064x}": "x" for number in range(22)}), "package_too_many"),
        (zipped({f"files/{GERB.sha256}": GERB.content}), "package_bad_json"),
        (zipped({"template.json": "{"}), "package_bad_json"),
        (zipped({"template.json": b"\xff\xfe"}), "package_bad_json"),
        (zipped({"template.json": '{"version": NaN}'}), "package_bad_json"),
        (zipped({"template.json": '{"version": -Infinity}'}), "package_bad_json"),
        (zipped({"template.json": '{"version": ' + "9" * 5000 + "}"}), "package_bad_json"),
        (zipped({"template.json": "[" * 200_000}), "package_bad_json"),
        (zipped({"template.json": "[" * 200_000 + "]" * 200_000}), "package_bad_json"),
        (zipped({"template.json": "[]"}), "package_other_format"),
        (zipped({"template.json": '{"format": "xlsform"}'}), "package_other_format"),
        (zipped({"template.json": json.dumps(document(version="1"))}), "package_newer"),
        (zipped({"template.json": json.dumps(document(template=None))}), "template_shape"),
        (with_elements(300_000), "template_too_many"),
        (zipped({"template.json": json.dumps(document()), f"files/{GERB.sha256}": b"MZ"}), "not_a_picture_or_font"),
        (zipped({"template.json": json.dumps(document()), f"files/{'a' * 64}": GERB.content}), "package_altered_file"),
    ],
)  # fmt: skip
def test_a_file_made_to_break_the_import_is_refused_with_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    package = read(tmp_path, content)
    assert codes(package) == [code]
    assert package.files == ()


def test_the_same_part_twice_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("template.json", json.dumps(document()))
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("template.json", "{}")
    assert codes(read(tmp_path, target.getvalue())) == ["package_too_many"]


def test_no_damage_by_chance_gets_through_as_an_error_of_the_program(tmp_path: Path) -> None:
    """Bytes of a good file turned at random: it is read, or refused with a sentence."""
    chance = random.Random(11)
    good = packed(RICH, (GERB,))
    for _time in range(150):
        raw = bytearray(good)
        for _byte in range(chance.randint(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        codes(read(tmp_path, bytes(raw)))
