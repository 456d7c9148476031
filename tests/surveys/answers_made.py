"""A short questionnaire on the shelf, and files of answers to it drawn as tables of text."""

from pathlib import Path

from db.models.surveys import SurveyAnswer, SurveyResponse
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.questionnaires.layout import Value
from desktop_app.questionnaires.model import (
    IMPORTANCE,
    LEVEL,
    Item,
    ItemKind,
    MatrixRow,
    Option,
    Questionnaire,
    Scale,
    Section,
)
from desktop_app.spreadsheets.records import Cell, Sheet, SheetRow, Workbook
from desktop_app.surveys.answers_importing import judged
from desktop_app.surveys.answers_records import AnswerRow, AnswersPreview, Wanted
from desktop_app.surveys.shelf import put_in_use, save_draft
from desktop_app.surveys.taking import sheet, sheets

CODE = "sinov"

COMPUTER = Item(
    "q1",
    ItemKind.ONE,
    {"uz": "Kompyuteringiz bormi?", "ru": "Есть ли у вас компьютер?"},
    is_required=True,
    options=(Option("yes", {"uz": "Ha", "ru": "Да"}), Option("no", {"uz": "Yoʻq", "ru": "Нет"})),
)
TOOLS = (
    Option("pc", {"uz": "Kompyuter, noutbuk", "ru": "Компьютер, ноутбук"}),
    Option("board", {"uz": "Doska", "ru": "Доска"}),
    Option("phone", {"uz": "Telefon", "ru": "Телефон"}),
)
USED = Item(
    "q2",
    ItemKind.SEVERAL,
    {"uz": "Nimadan foydalanasiz?", "ru": "Чем вы пользуетесь?"},
    options=(*TOOLS, Option("other", {"uz": "Boshqa", "ru": "Другое"})),
    other="other",
)
YEARS = Item("q3", ItemKind.INTEGER, {"uz": "Stajingiz", "ru": "Ваш стаж"}, least=0, most=60)
MARK = Item(
    "q4",
    ItemKind.RATING,
    {"uz": "Kurs yoqdimi?", "ru": "Понравился ли курс?"},
    scales=(Scale("five", {}, ends={1: {"uz": "umuman yoʻq"}, 5: {"uz": "juda yoqdi", "ru": "очень"}}),),
)
WHY = Item("q5", ItemKind.TEXT, {"uz": "Nima uchun?", "ru": "Почему?"}, relevant="${q1} = 'no'")
DAY = Item("q6", ItemKind.DATE, {"uz": "Qaysi kuni?", "ru": "В какой день?"})
ORDER = Item("q7", ItemKind.RANK, {"uz": "Tartiblang", "ru": "Расставьте"}, options=TOOLS)
COMPETENCES = Item(
    "B",
    ItemKind.MATRIX,
    {"uz": "Baholang", "ru": "Оцените"},
    scales=(
        Scale(IMPORTANCE, {"uz": "Muhimligi", "ru": "Важность"}),
        Scale(LEVEL, {"uz": "Darajam", "ru": "Мой уровень"}),
    ),
    rows=(
        MatrixRow("B1", {"uz": "Dars rejasi", "ru": "План урока"}),
        MatrixRow("B2", {"uz": "Baholash", "ru": "Оценивание"}),
    ),
    has_dont_know=True,
)
ITEMS = (COMPUTER, USED, YEARS, MARK, WHY, DAY, ORDER, COMPETENCES)


def small_form(*items: Item, code: str = CODE) -> Questionnaire:
    sections = (Section("s", {"uz": "Savollar"}, items or ITEMS),)
    return Questionnaire(code, 1, {"uz": "Sinov soʻrovi", "ru": "Пробный опрос"}, ("uz", "ru"), sections)


def on_shelf(centre: Centre, *items: Item, code: str = CODE) -> int:
    """The next edition of the questionnaire, in use."""

    def write(unit: UnitOfWork) -> int:
        made = save_draft(unit, draft=small_form(*items, code=code))
        put_in_use(unit, questionnaire_id=made)
        return made

    return centre.write(write).value


def answers_file(table: str, *, mark: tuple[Cell, ...] = (), sha256: str = "1") -> Workbook:
    """A line is a row, the first one that of the heads, and "|" divides the cells."""
    lines = [line.split("|") for line in table.strip().splitlines()]
    rows = [SheetRow(number, tuple(cell.strip() or None for cell in line)) for number, line in enumerate(lines, 1)]
    marked = [Sheet("mahorat", (SheetRow(1, mark),), is_hidden=True)] if mark else []
    return Workbook("javoblar.xlsx", sha256, "xlsx", (Sheet("Javoblar", tuple(rows)), *marked))


def seen(centre: Centre, table: str, **wanted: object) -> AnswersPreview:
    return judged(centre, answers_file(table), wanted=Wanted(**{"questionnaire": CODE, **wanted}))


def read_row(preview: AnswersPreview, number: int) -> AnswerRow:
    return next(row for row in preview.rows if row.number == number)


def codes(row: AnswerRow) -> list[str]:
    return [found.code for found in row.problems]


def kept_answers(centre: Centre, round_id: int) -> list[dict[str, Value]]:
    """The answers of every sheet of a round, in the order of their numbers."""
    found = [centre.read(sheet, response_id=each.id) for each in reversed(centre.read(sheets, round_id=round_id))]
    return [dict(each.answers) for each in found]


def count_kept(centre: Centre) -> tuple[int, int]:
    """The sheets and the open answers of the whole centre."""
    return centre.read(
        lambda unit: (unit.session.query(SurveyResponse).count(), unit.session.query(SurveyAnswer).count())
    )


def saved_csv(path: Path, table: str) -> Path:
    lines = [";".join(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path
