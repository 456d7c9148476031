"""Survey sheets as files: numbered first, then written; the numbers of a round are never given twice."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.errors import Invalid
from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES, N_, use
from desktop_app.progress import Progress
from desktop_app.questionnaires.model import Questionnaire
from desktop_app.reference.logo import logo
from desktop_app.reference.service import profile
from desktop_app.surveys.paper_document import PaperForm, survey_sheets_pdf
from desktop_app.surveys.records import SurveyForm
from desktop_app.surveys.rounds import load_round, survey_form
from desktop_app.whole_file import replace_whole

MOST_COPIES = 1_000
_SPARE_SHARE, _LEAST_SPARE = 0.05, 2


@dataclass(frozen=True)
class PrintWish:
    """``language`` is one of ``paper_languages``."""

    round_id: int
    copies: int
    language: str


def paper_languages(questionnaire: Questionnaire) -> dict[str, str]:
    """The languages that the questionnaire can be printed in and their names; Uzbek in both scripts."""
    codes: list[str] = []
    for code in questionnaire.languages:
        codes += ["uz_Latn", "uz_Cyrl"] if code == "uz" else [code]
    return {code: LANGUAGES.get(code, code) for code in dict.fromkeys(codes)}


def copies_for(people: int) -> int:
    """A sheet for everybody and a few to spare."""
    return people + max(_LEAST_SPARE, round(people * _SPARE_SHARE))


def issue_sheets(unit: UnitOfWork, *, round_id: int, copies: int) -> range:
    """Give out the next numbers of the round. Raises NotFound, Invalid."""
    if not 0 < copies <= MOST_COPIES:
        raise Invalid("copies", N_("Print between 1 and {most} sheets."), field="copies", most=MOST_COPIES)
    first = survey_form(unit, round_id=round_id).next_slip
    row = load_round(unit, round_id)
    row.printed = first + copies - 1
    unit.note("print", entity="survey_round", entity_id=round_id, facts={"first": first, "copies": copies})
    return range(first, first + copies)


def write_paper(centre: Centre, wish: PrintWish, *, out: Path, progress: Progress) -> Outcome[Path]:
    """Write the sheets into a file. Raises as ``issue_sheets`` does, StorageError, and Cancelled."""
    issued = _issued(centre, wish)

    def write(path: Path) -> None:
        with path.open("wb") as target:
            _write(centre, wish, issued.value, target, progress)

    return Outcome(replace_whole(out, write), issued.changes)


def paper_to_print(centre: Centre, wish: PrintWish, *, progress: Progress) -> Outcome[bytes]:
    """The sheets as PDF, for a printer; raises as ``write_paper``."""
    issued = _issued(centre, wish)
    target = io.BytesIO()
    _write(centre, wish, issued.value, target, progress)
    return Outcome(target.getvalue(), issued.changes)


def specimen(centre: Centre, *, questionnaire: Questionnaire, in_language: str, is_anonymous: bool = True) -> bytes:
    """One sheet without a number, to be looked at; the questionnaire must have the options of its lists in it."""
    form = PaperForm(questionnaire, in_language, is_anonymous=is_anonymous, centre=centre.read(profile).name)
    target = io.BytesIO()
    with use(_language_of_words(in_language)):
        survey_sheets_pdf(target, form, slips=[0], logo=centre.read(logo))
    return target.getvalue()


def _issued(centre: Centre, wish: PrintWish) -> Outcome[range]:
    return centre.write(issue_sheets, round_id=wish.round_id, copies=wish.copies)


def _write(centre: Centre, wish: PrintWish, slips: range, target: BinaryIO, progress: Progress) -> None:
    form = centre.read(survey_form, round_id=wish.round_id)
    with use(_language_of_words(wish.language)):
        survey_sheets_pdf(
            target,
            _paper(form, wish.language, centre.read(profile).name),
            slips=slips,
            logo=centre.read(logo),
            step=lambda place: progress.step(N_("Survey sheets"), place, len(slips)),
        )


def _paper(form: SurveyForm, language: str, centre_name: str) -> PaperForm:
    return PaperForm(form.questionnaire, language, form.round_id, form.title, form.is_anonymous, centre_name)


def _language_of_words(code: str) -> str:
    """The language of the program's own words on a form; a questionnaire may know more languages than the program."""
    return code if code in LANGUAGES else DEFAULT_LANGUAGE
