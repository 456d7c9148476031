"""What somebody typed stays text in letters, mails, orders, answers of a survey, and files that go back to a sender."""

import email
from dataclasses import replace
from datetime import date
from email.policy import default
from pathlib import Path

import docx
import openpyxl
import pytest

from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.papers.document import pdf_file
from desktop_app.papers.records import (
    Addressee,
    AnnexMark,
    Column,
    Dating,
    Facts,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Resolution,
    Signatures,
    Table,
    Title,
)
from desktop_app.papers.word import word_file
from desktop_app.questionnaires.model import Option, Questionnaire
from desktop_app.questionnaires.xlsform_reading import read_xlsform
from desktop_app.questionnaires.xlsform_writing import write_xlsform
from desktop_app.reference.records import Profile
from desktop_app.reference.service import profile
from desktop_app.returns.covering_letter import covering_letter
from desktop_app.returns.mail import Enclosure, mail_draft
from desktop_app.rosters.problems import RowState
from desktop_app.rosters.service import preview_file, return_file
from desktop_app.surveys.answers_export import ExportWishes, export_answers
from desktop_app.surveys.printing import save_results
from desktop_app.surveys.sorting import EVERYTHING
from desktop_app.surveys.themes import open_questions
from desktop_app.surveys.themes_reading import open_answers_of
from desktop_app.surveys.themes_workbook import write_answers
from tests import factories
from tests.poison import MARKS_UP, PAYLOADS, WORD
from tests.surveys.forms import answered_round, form
from tests.test_payload_fields import texts_of

TEXTS = tuple(text.format(m=f"ZZ{place}Y0Z") for place, text in enumerate((*PAYLOADS, *MARKS_UP)))
EVERY = {str(place) for place in range(len(TEXTS))}
# Headers that a draft has; a name with a line break in it must not add another.
HEADERS = {"X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type"}


def told_in(file: Path) -> set[str]:
    """Which of the texts stand in it; fails where one would be done instead of read."""
    return set(WORD.findall(texts_of(file)))


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_no_words_of_an_order_become_a_field_or_a_link(tmp_path: Path, kind: str) -> None:
    papers = [
        Paper(
            text,
            "uz_Latn",
            (
                Letterhead(text, text),
                Dating(text),
                Addressee(text),
                Title(text),
                Paragraph(text),
                Resolution(text),
                Table((Column(text, 1), Column(text, 1)), ((text, text),)),
                Facts(((text, text),)),
                Note(text),
                Signatures(((text, text),)),
                AnnexMark(1),
                Paragraph(text),
            ),
            number=text,
        )
        for text in TEXTS
    ]
    file = tmp_path / f"buyruq.{kind}"
    file.write_bytes(word_file(papers) if kind == "docx" else pdf_file(papers))
    assert told_in(file) == EVERY


def test_a_mail_draft_and_its_letter_hold_only_text(centre: Centre, tmp_path: Path) -> None:
    own = centre.read(profile)
    for place, text in enumerate(TEXTS):
        message = email.message_from_bytes(_draft(own, text), policy=default)
        assert set(message.keys()) == HEADERS
        kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
        assert [kind.partition("/")[0] for kind in kinds] == ["text", "application", "application"]
        assert kinds[0] == "text/plain"
        for attached in message.iter_attachments():
            name = attached.get_filename() or ""
            assert name.isprintable(), repr(name)
        letter = tmp_path / f"xat{place}.docx"
        letter.write_bytes([*message.iter_attachments()][1].get_content())
        docx.Document(str(letter))
        assert told_in(letter) == {str(place)}


def _draft(own: Profile, text: str) -> bytes:
    named = replace(own, name=text, director=text, phone=text, address=text)
    enclosed = Enclosure(
        f"{text}.xlsx", b"", 2026, 10, (text,), 0, 0, "0" * 64, prepared_by=text, number=2, reason=text
    )
    letter = covering_letter(enclosed, centre=named, sent_to=text, dated_on=date(2026, 11, 21))
    return mail_draft(replace(enclosed, letter=(f"{text}.docx", letter)), centre=named, to="vazirlik@example.uz")


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_passes_for_an_address(centre: Centre, text: str) -> None:
    own = centre.read(profile)
    with pytest.raises(Invalid):
        mail_draft(Enclosure("r.xlsx", b"", 2026, 10, (), 0, 0, "", ""), centre=own, to=text)


def test_an_xlsform_holds_no_formula(tmp_path: Path) -> None:
    asked = _asked_in_payloads()
    file = write_xlsform(tmp_path / "anketa.xlsx", asked)
    assert told_in(file) == EVERY
    assert read_xlsform(file).questionnaire is not None


def _asked_in_payloads() -> Questionnaire:
    """A questionnaire whose every word is one of the texts."""
    made = form()
    texts = iter(TEXTS * 20)
    sections = tuple(
        replace(
            section,
            title={"uz": next(texts)},
            items=tuple(
                replace(
                    item,
                    text={"uz": next(texts)},
                    hint={"uz": next(texts)},
                    options=tuple(Option(option.code, {"uz": next(texts)}) for option in item.options),
                )
                for item in section.items
            ),
        )
        for section in made.sections
    )
    return replace(made, title={"uz": next(texts)}, sections=sections)


def test_what_was_answered_stays_text_in_every_export_of_a_survey(centre: Centre, tmp_path: Path) -> None:
    sheets = [{"B1.importance": 5, "B1.level": 1, "F1": text} for text in TEXTS]
    round_id = answered_round(centre, *sheets)
    for ending in ("xlsx", "csv"):
        for has_labels in (True, False):
            wishes = ExportWishes(has_labels=has_labels)
            out = tmp_path / f"javoblar{has_labels}.{ending}"
            assert told_in(export_answers(centre, out=out, round_id=round_id, wishes=wishes).file) == EVERY
    question = next(
        each for each in centre.read(open_questions) if each.item == "F1" and "small" in each.questionnaire_code
    )
    answers = centre.read(open_answers_of, questionnaire_code="small", item="F1")
    assert told_in(write_answers(centre, question=question, answers=answers, out=tmp_path / "ochiq.xlsx")) == EVERY
    where = {"questionnaire_code": "small", "where": EVERYTHING, "by": None}
    told = save_results(centre, **where, about=TEXTS[1], out=tmp_path / "natija.xlsx")
    assert told_in(told) == {"1"}


def test_a_roster_goes_back_with_its_comments_and_no_formula(centre: Centre, tmp_path: Path) -> None:
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    source = tmp_path / "royxat.csv"
    quoted = ['"' + text.replace('"', '""') + '"' for text in TEXTS]
    lines = [";".join((f"Karimova {place}", text, text, text, text)) for place, text in enumerate(quoted)]
    heads = f"F.I.Sh.;JShShIR;Tugʻilgan sana;Telefon;Izoh {quoted[0][1:-1]}"
    source.write_text("\n".join((heads, *lines)), encoding="utf-8-sig", newline="")
    found = preview_file(centre, path=source, cohort_id=cohort.id)
    assert RowState.REJECTED in {row.state for row in found.rows}
    back = return_file(centre, source=source, target=tmp_path / "javob.xlsx", preview=found)
    assert told_in(back) == EVERY
    cells = [cell for sheet in openpyxl.load_workbook(back) for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert any(cell.comment is not None for cell in cells)
