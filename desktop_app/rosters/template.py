"""The form to hand out: a sheet that the sender fills in, with lists to choose from and instructions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.models.cohorts import Cohort
from db.unit_of_work import UnitOfWork
from desktop_app.errors import NotFound
from desktop_app.i18n import N_
from desktop_app.language.dates import short_date
from desktop_app.reference.service import districts, list_items, profile
from desktop_app.rosters.form_mark import FORM_MARK, FORM_SHEET, cohort_code_in, is_our_form
from desktop_app.spreadsheets.entry_form import EntryColumn, EntryForm, write_entry_form

__all__ = ["TemplatePlan", "cohort_code_in", "is_our_form", "template_plan", "write_template"]

ROWS_TO_FILL = 500
# The form goes to schools: it is in Uzbek whatever language is on the screen. Headers as the vocabulary knows them.
_SHEET, _HELP = "Roʻyxat", "Yoʻriqnoma"
_TITLE = "Tinglovchilar roʻyxati"
_COLUMNS: tuple[tuple[str, float, str], ...] = (
    ("Familiya, ism, sharif", 36, "Pasportdagidek, toʻliq: Karimova Dilnoza Rustam qizi"),
    ("JShShIR", 18, "14 ta raqam; katak matn shaklida, raqamlar yoʻqolmaydi"),
    ("Pasport seriyasi va raqami", 16, "AA 1234567 koʻrinishida"),
    ("Tugʻilgan sana", 14, "kun.oy.yil: 07.11.1990"),
    ("Telefon", 18, "+998 90 123 45 67"),
    ("Tuman", 24, "Roʻyxatdan tanlanadi"),
    ("Ish joyi", 30, "Muassasaning toʻliq nomi: 12-maktab"),
    ("Lavozimi", 28, "Roʻyxatdan tanlanadi"),
    ("Fani", 28, "Roʻyxatdan tanlanadi; fan oʻqituvchisi boʻlmasa, boʻsh qoldiriladi"),
    ("Malaka toifasi", 20, "Roʻyxatdan tanlanadi"),
    ("Pedagogik ish staji", 12, "Toʻliq yillar soni"),
    ("Tamomlagan OTM", 28, "Oliy taʼlim muassasasining nomi"),
    ("Tamomlagan yili", 12, "Toʻrt raqam: 2012"),
    ("Diplom boʻyicha mutaxassisligi", 26, "Diplomda yozilganidek"),
    ("Oxirgi malaka oshirgan sanasi", 16, "kun.oy.yil; boʻlmasa, boʻsh qoldiriladi"),
    ("Sertifikat raqami", 18, "Oxirgi kurs sertifikati"),
    ("Izoh", 24, ""),
)
_HELP_LINES = (
    "Har bir tinglovchi bitta qatorga yoziladi. Sarlavha qatori va ustunlar tartibi oʻzgartirilmaydi.",
    "Majburiy ustun – familiya, ism, sharif. JShShIR yozilsa, kishi adashmasdan topiladi.",
    "Kataklarni birlashtirmang, jami va imzo qatorlarini qoʻshmang.",
    "Faylni .xlsx shaklida saqlab yuboring.",
)


@dataclass(frozen=True)
class TemplatePlan:
    """What the form offers to choose from; ``cohort_code`` is empty for one that is for no cohort."""

    centre: str
    districts: Sequence[str]
    positions: Sequence[str]
    subjects: Sequence[str]
    categories: Sequence[str]
    cohort_code: str = ""
    cohort_line: str = ""


def template_plan(unit: UnitOfWork, *, cohort_id: int | None = None) -> TemplatePlan:
    """The centre's lists as they hold today. Raises NotFound for a cohort that is gone."""
    own = profile(unit)
    cohort = unit.session.get(Cohort, cohort_id) if cohort_id is not None else None
    if cohort_id is not None and cohort is None:
        raise NotFound("no_cohort", N_("This cohort is no longer there."))
    names = {
        name: [item.names.uz for item in list_items(unit, name, on=unit.today)]
        for name in ("position", "subject", "category")
    }
    return TemplatePlan(
        own.name,
        [place.names.uz for place in districts(unit, region_code=own.region_code)],
        names["position"],
        names["subject"],
        names["category"],
        cohort.code if cohort else "",
        f"{cohort.code}: {short_date(cohort.starts_on)} – {short_date(cohort.ends_on)}" if cohort else "",
    )


def write_template(path: Path, template: TemplatePlan) -> Path:
    """Write the form; returns the path really written."""
    choices = {
        "Tuman": template.districts,
        "Lavozimi": template.positions,
        "Fani": template.subjects,
        "Malaka toifasi": template.categories,
    }
    columns = [EntryColumn(header, width, hint, choices.get(header, ())) for header, width, hint in _COLUMNS]
    cohort = [f"Guruh: {template.cohort_line}"] if template.cohort_line else []
    form = EntryForm(
        sheet=_SHEET,
        heading=(_TITLE, template.centre, *cohort),
        columns=columns,
        rows=ROWS_TO_FILL,
        help_sheet=_HELP,
        help_lines=_HELP_LINES,
        mark_sheet=FORM_SHEET,
        mark=(FORM_MARK, template.cohort_code),
    )
    return write_entry_form(path, form, creator=template.centre)
