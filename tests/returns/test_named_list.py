"""The list of names: whole, for its password alone, marked, and told in the journal."""

import hashlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import openpyxl
import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app.centre import Centre
from desktop_app.errors import Invalid, StorageError
from desktop_app.returns.named_list import NamedList, count_named, opened, write_named_list
from tests.returns.year import OCTOBER, fill_year

PASSWORD = "oq terakli koʻcha"


@pytest.fixture
def named(centre: Centre, tmp_path: Path) -> NamedList:
    fill_year(centre)
    return write_named_list(centre, **OCTOBER, out=tmp_path / "ismlar.xlsx", password=PASSWORD)


def test_the_password_opens_it_and_nothing_else_does(named: NamedList) -> None:
    encrypted = named.file.read_bytes()
    with pytest.raises(BadZipFile):
        ZipFile(BytesIO(encrypted))
    with pytest.raises(Invalid, match="wrong_password"):
        opened(encrypted, PASSWORD + " ")
    assert "Abdullayeva".encode("utf-16-le") not in encrypted
    assert b"Abdullayeva" not in encrypted
    (sheet,) = openpyxl.load_workbook(BytesIO(opened(encrypted, PASSWORD))).worksheets
    numbered = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(numbered) == named.people == 10
    assert {row[2] for row in numbered} == {"Abdullayeva Zilola Rustam qizi"}


def test_it_is_encrypted_as_excel_does_it_with_aes(named: NamedList) -> None:
    content = named.file.read_bytes()
    assert b'cipherAlgorithm="AES"' in content
    assert b'keyBits="256"' in content


def test_it_is_marked_in_its_heading_and_on_every_page(named: NamedList) -> None:
    sheet = openpyxl.load_workbook(BytesIO(opened(named.file.read_bytes(), PASSWORD))).worksheets[0]
    assert "shaxsga doir maʼlumotlar" in " ".join(str(cell.value) for cell in sheet["A"][:6])
    assert "shaxsga doir maʼlumotlar" in sheet.oddFooter.left.text


def test_the_journal_knows_how_many_names_went_and_in_which_file(centre: Centre, named: NamedList) -> None:
    query = select(JournalEntry).where(JournalEntry.action == "export", JournalEntry.entity == "person")
    entry = centre.read(lambda unit: unit.session.scalars(query).one())
    assert entry.after["people"] == 10
    assert entry.after["sha256"] == named.sha256 == hashlib.sha256(named.file.read_bytes()).hexdigest()
    assert "Abdullayeva" not in str(entry.after)


def test_the_warning_before_it_says_how_many_it_will_name(centre: Centre, named: NamedList) -> None:
    assert centre.read(count_named, **OCTOBER) == named.people


def test_a_short_password_is_refused(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="password_too_short"):
        write_named_list(centre, **OCTOBER, out=tmp_path / "n.xlsx", password="qisqa")
    assert list(tmp_path.glob("*.xlsx")) == []


def test_nothing_unencrypted_is_left_anywhere(centre: Centre, tmp_path: Path) -> None:
    before = set(centre.paths.folder.iterdir())
    with pytest.raises(StorageError):
        write_named_list(centre, **OCTOBER, out=tmp_path / "nowhere" / "n.xlsx", password=PASSWORD)
    assert set(centre.paths.folder.iterdir()) == before
