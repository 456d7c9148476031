"""The recovery sheet: both copies carry the code as letters and as a QR code; the file tells it nowhere else."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.documents.qr import read_codes
from desktop_app.i18n import LANGUAGES, set_language
from desktop_app.protection.document import save_recovery_sheet
from desktop_app.protection.recovery_code import groups_of, new_code, tidied


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_copies_carry_the_code_twice(tmp_path: Path, language: str) -> None:
    set_language(language)
    code = new_code()
    file = save_recovery_sheet(tmp_path / "sheet.pdf", code, centre="Buxoro", made_on=date(2026, 11, 22))
    assert [(found.page, tidied(found.text)) for found in read_codes(file)] == [(1, code), (2, code)]
    document = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert all(group in text for text in texts for group in groups_of(code))
    assert not any(group in value for group in groups_of(code) for value in document.get_metadata_dict().values())
    document.close()
    assert len(texts) == 2


def test_the_sheet_is_closed_to_other_users_of_the_pc(tmp_path: Path) -> None:
    file = save_recovery_sheet(tmp_path / "sheet.pdf", new_code(), centre="Buxoro", made_on=date(2026, 11, 22))
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_code_is_read_back_and_no_mistyped_letter_is_taken() -> None:
    for _each in range(50):
        code = new_code()
        assert tidied(code) == code
        for place in range(0, len(code), 3):
            wrong = code[:place] + ("7" if code[place] != "7" else "8") + code[place + 1 :]
            assert tidied(wrong) != code


def test_letters_of_a_cyrillic_keyboard_are_read_as_those_they_look_like() -> None:
    code = next(each for each in iter(new_code, "") if set("ABEHKMPCTX") & set(each))
    assert tidied(code.translate(str.maketrans("ABEHKMPCTX", "АВЕНКМРСТХ"))) == code
