"""The form of consent: its seven particulars, one sheet a person in either script, and who needs none gets none."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.accounts.journal import JournalFilter, journal_page
from desktop_app.centre import Centre
from desktop_app.documents.fonts import Face, missing_glyphs
from desktop_app.errors import Cancelled, Refused
from desktop_app.people.consents import give_consent
from desktop_app.people.printing import MOST_FORMS, consent_form, save_consent_forms
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person
from desktop_app.progress import Progress

LONG = PersonDraft(
    surname="Abdurahmonova-Gʻulomjonova",
    given_name="Muhabbatxon-Oʻgʻiloy",
    patronymic="Saʼdullaxoʻja qizi",
    birth_date=date(1985, 3, 12),
    document="AA 1234567",
    workplace="12-sonli davlat ixtisoslashtirilgan umumiy oʻrta taʼlim maktab-internati",
    district_code="1706207",
    position_code="DIR_MM",
    phone="+998901234567, +998331234567",
)


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


@pytest.fixture
def person_id(centre: Centre) -> int:
    return centre.write(save_person, LONG).value


def another(centre: Centre, surname: str) -> int:
    return centre.write(save_person, PersonDraft(surname=surname, given_name="Nilufar")).value


def test_the_form_names_the_operator_the_person_and_the_data(centre: Centre, person_id: int) -> None:
    (page,) = pages_of(consent_form(centre, person_id=person_id))
    for words in ("STIR", "Abdurahmonova-Gʻulomjonova", "1985-yil 12-mart", "AA 1234567", "+998 33 123 45 67"):
        assert words in page
    for particular in (
        "1. Maqsadlar",
        "2. Maʼlumotlar",
        "4. Muddat",
        "uchinchi shaxslarga",
        "chet davlatga",
        "qaytarib",
    ):
        assert particular in page
    assert page.count("rozi emasman") == 3


@pytest.mark.parametrize("language", ["uz_Latn", "uz_Cyrl", "ru"])
def test_the_longest_form_is_one_sheet_in_every_language(centre: Centre, person_id: int, language: str) -> None:
    (page,) = pages_of(consent_form(centre, person_id=person_id, in_language=language))
    assert ("Муҳаббатхон-Ўғилой" in page) is (language != "uz_Latn")
    assert missing_glyphs(page, Face.SANS) == ""


def test_many_forms_go_into_one_file_and_into_the_journal(centre: Centre, person_id: int, tmp_path: Path) -> None:
    asked = [person_id, another(centre, "Karimova"), another(centre, "Aliyeva")]
    centre.write(give_consent, person_id=asked[1], given_on=date(2026, 9, 1), form="paper")
    saved = save_consent_forms(centre, asked, out=tmp_path / "rozilik.pdf", progress=Progress())

    pages = pages_of(saved.file.read_bytes())
    assert (saved.people, saved.consented, len(pages)) == (2, 1, 2)
    assert "Aliyeva" in pages[1]
    (entry, *_rest) = centre.read(journal_page, JournalFilter(entity="list"), offset=0, limit=1)
    assert entry.action == "print"
    assert {"paper": "consent form", "people": 2}.items() <= {
        change.field: change.after for change in entry.changes
    }.items()


def test_the_forms_may_be_asked_for_everybody(centre: Centre, person_id: int, tmp_path: Path) -> None:
    centre.write(give_consent, person_id=person_id, given_on=date(2026, 9, 1), form="paper")
    with pytest.raises(Refused, match="nobody_to_ask"):
        save_consent_forms(centre, [person_id], out=tmp_path / "rozilik.pdf", progress=Progress())
    saved = save_consent_forms(centre, [person_id], out=tmp_path / "rozilik.pdf", progress=Progress(), is_for_all=True)
    assert saved.people == 1


def test_too_many_forms_or_a_cancel_leave_no_file(centre: Centre, person_id: int, tmp_path: Path) -> None:
    out, stopped = tmp_path / "rozilik.pdf", Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        save_consent_forms(centre, [person_id], out=out, progress=stopped)
    with pytest.raises(Refused, match="too_many_forms"):
        save_consent_forms(centre, range(1, MOST_FORMS + 2), out=out, progress=Progress())
    assert list(tmp_path.glob("*rozilik*")) == []
