"""Results of 30,000 and of 300,000 answer sheets of 40 items: any break-down within half a second."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, select

from db import engine as engines
from db.models.cohorts import Cohort, CohortState
from db.models.programmes import Module, Programme
from db.models.reference import ReferenceItem, Territory
from db.models.surveys import Questionnaire as QuestionnaireModel
from db.models.surveys import SurveyChannel, SurveyResponse, SurveyRound
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.paths import CentrePaths
from desktop_app.questionnaires.built_in import built_in
from desktop_app.questionnaires.definition import to_definition
from desktop_app.questionnaires.layout import DONT_KNOW_BYTE, Cell, layout_of
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Scale, Section, Source
from desktop_app.surveys.results import survey_figures
from tests.benchmarks.figure import Figure, median_seconds

SHEETS = (30_000, 300_000)
PEOPLE_OF_A_COHORT, PROGRAMMES, ITEMS = 27, 20, 40
LIMIT_MS, MILLISECONDS = 500, 1_000
FIRST_DAY = date(2024, 1, 8)
CODE = "bench"
# Whole sheets are drawn from so many different ones.
DIFFERENT = 5_000
BATCH = 20_000
COMPETENCES = ("B",)


def figures() -> Iterator[Figure]:
    before: dict[str, float] = {}
    for sheets in SHEETS:
        with _surveyed_centre(sheets) as centre:
            for name, asked in _ASKED.items():
                taken = median_seconds(
                    lambda asked=asked: centre.read(survey_figures, questionnaire_code=CODE, **asked)
                )
                growth = sheets // SHEETS[0] if name in before else None
                milliseconds = taken * MILLISECONDS
                yield Figure(name, sheets, milliseconds, "ms", before.get(name), ratio_limit=growth, limit=LIMIT_MS)
                before.setdefault(name, milliseconds)


_ASKED: dict[str, dict[str, Any]] = {
    "competences, all sheets": {"items": COMPETENCES},
    "competences by district": {"items": COMPETENCES, "by": "district"},
    "competences by subject": {"items": COMPETENCES, "by": "subject"},
    "competences by years of service": {"items": COMPETENCES, "by": "A7"},
    "competences by programme": {"items": COMPETENCES, "by": "programme"},
    "competences by month": {"items": COMPETENCES, "by": "month"},
    "competences by cohort": {"items": COMPETENCES, "by": "cohort"},
    "competences by district and years": {"items": COMPETENCES, "by": "district", "across": "A7"},
    "all 40 items, all sheets": {},
    "all 40 items by district": {"by": "district"},
    "all 40 items by programme": {"by": "programme"},
}


@contextmanager
def _surveyed_centre(sheets: int) -> Iterator[Centre]:
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            with engines.writing(centre.engine).begin() as connection:
                _fill(connection, sheets)
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def _questionnaire() -> Questionnaire:
    """The built-in one for teachers, with ratings until it has 40 items."""
    teachers = next(each for each in built_in() if each.code == "needs-teachers")
    more = ITEMS - len(list(teachers.items)) - len(teachers.competences) + 1
    scale = Scale("agree", {"uz": "Roziman"})
    ratings = [Item(f"R{number}", ItemKind.RATING, {"uz": f"{number}-fikr"}, scales=(scale,)) for number in range(more)]
    section = Section("R", {"uz": "Fikrlar"}, tuple(ratings))
    return Questionnaire(CODE, 1, teachers.title, teachers.languages, (*teachers.sections, section))


def _fill(connection: Connection, sheets: int) -> None:
    chance = random.Random(sheets)
    questionnaire = _questionnaire()
    kept = {"code": CODE, "edition": 1, "definition": to_definition(questionnaire)}
    (questionnaire_id,) = connection.execute(insert(QuestionnaireModel).values(kept)).inserted_primary_key
    connection.execute(insert(Programme), [_programme(number) for number in range(1, PROGRAMMES + 1)])
    connection.execute(insert(Module), [_module(number) for number in range(1, PROGRAMMES * 10 + 1)])
    cohorts = range(1, -(-sheets // PEOPLE_OF_A_COHORT) + 1)
    connection.execute(insert(Cohort), [_cohort(number) for number in cohorts])
    connection.execute(insert(SurveyRound), [_round(number, questionnaire_id) for number in cohorts])
    layout = layout_of(questionnaire)
    options = _options(connection)
    different = [
        b"".join(_answer(cell, options, chance).to_bytes(cell.width, "big") for cell in layout.cells)
        for _sheet in range(DIFFERENT)
    ]
    for start in range(0, sheets, BATCH):
        rows = [_response(number, chance.choice(different)) for number in range(start, min(start + BATCH, sheets))]
        connection.execute(insert(SurveyResponse), rows)


def _options(connection: Connection) -> dict[Source, list[int]]:
    """The numbers of the options that the lists of the centre have."""
    found = {Source.MODULES: list(range(1, PROGRAMMES * 10 + 1))}
    districts = connection.scalars(select(Territory.code).where(Territory.level == "district"))
    found[Source.DISTRICTS] = [int(code) for code in districts]
    for id_, list_name in connection.execute(select(ReferenceItem.id, ReferenceItem.list_name)):
        if list_name in set(map(str, Source)):
            found.setdefault(Source(list_name), []).append(id_)
    return found


def _answer(cell: Cell, options: dict[Source, list[int]], chance: random.Random) -> int:
    """One answer in ten is missing, one in thirty is "bilmayman" where there is such an answer."""
    if chance.random() < 0.1:
        return 0
    if cell.item.source is not Source.OWN:
        return chance.choice(options[cell.item.source])
    if cell.scale is not None:
        does_not_know = cell.item.has_dont_know and chance.random() < 1 / 30
        return DONT_KNOW_BYTE if does_not_know else chance.randint(1, len(cell.scale.values))
    return chance.randint(0, 1) if cell.option else chance.randint(1, len(cell.item.options))


def _programme(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "code": f"D-{number}",
        "title": f"{number}-dastur",
        "hours": 72,
        "staff_group": "PEDAGOG",
        "mode_code": "AJR",
    }


def _module(number: int) -> dict[str, Any]:
    programme, place = divmod(number - 1, 10)
    return {"id": number, "programme_id": programme + 1, "place": place + 1, "title": f"{number}-modul", "hours": 6}


def _cohort(number: int) -> dict[str, Any]:
    starts_on = FIRST_DAY + timedelta(weeks=number % 100)
    return {
        "id": number,
        "code": f"G-{number}",
        "programme_id": number % PROGRAMMES + 1,
        "state": CohortState.COMPLETED,
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=18),
    }


def _round(number: int, questionnaire_id: int) -> dict[str, Any]:
    return {
        "id": number,
        "questionnaire_id": questionnaire_id,
        "cohort_id": number,
        "opens_on": _cohort(number)["starts_on"],
        "made_at": datetime(2024, 1, 1, tzinfo=UTC),
    }


def _response(number: int, packed: bytes) -> dict[str, Any]:
    return {
        "round_id": number // PEOPLE_OF_A_COHORT + 1,
        "slip_number": number % PEOPLE_OF_A_COHORT + 1,
        "channel": SurveyChannel.PAPER,
        "packed": packed,
        "answered_at": datetime(2024, 1, 1, tzinfo=UTC),
    }
