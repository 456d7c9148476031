"""A page with everything of the frame on it, to look at and to test before and beside the real pages."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.documents.chart_parts import ChartStyle
from desktop_app.documents.charts import Bar, bars
from desktop_app.documents.primitives import Drawing, TextWidth
from desktop_app.i18n import _
from ui.actions import Action
from ui.models.table_model import Column
from ui.navigation import Hit, PageSpec, Target
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card, StatTile
from ui.widgets.chart_view import ChartView
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, DateField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.step_path import Step, StepPath, StepState
from ui.workspace import Workspace


@dataclass(frozen=True)
class Course:
    code: str
    title: str
    starts_on: date
    people: int
    state: str
    tone: Tone


COURSES = tuple(
    Course(f"RS-26-{number:02}", title, date(2026, 11, 2 + number), 21 + number * 3, state, tone)
    for number, (title, state, tone) in enumerate(
        [
            ("Raqamli savodxonlik asoslari", "Oʻqimoqda", Tone.ACCENT),
            ("Inklyuziv taʼlim", "Tayyor", Tone.GOOD),
            ("Пробное занятие по русскому языку", "Kutmoqda", Tone.MUTED),
            ("Boshlangʻich sinfda matematika", "Kam davomat", Tone.BAD),
            ("Ғоялар ва лойиҳалар", "Qisman", Tone.WARN),
            ("Aniq fanlar oʻqitish metodikasi", "Oʻqimoqda", Tone.ACCENT),
        ],
        start=1,
    )
)
COLUMNS: tuple[Column[Course], ...] = (
    Column("code", "Code", lambda course: course.code, width=110),
    Column("title", "Programme", lambda course: course.title, is_stretched=True),
    Column("starts_on", "Starts on", lambda course: course.starts_on, width=120),
    Column("people", "People", lambda course: course.people, width=90),
    Column("state", "State", lambda course: course.state, tone=lambda course: course.tone, width=150),
)
STEPS = tuple(
    Step(title.lower(), title, state, note)
    for title, state, note in (
        ("Reja", StepState.DONE, "72 soat"),
        ("Qabul", StepState.DONE, "30 nafar"),
        ("Soʻrovnoma", StepState.PARTIAL, "21 / 30"),
        ("Jadval", StepState.DONE, "36 ta"),
        ("Davomat", StepState.CURRENT, "2 kun yoʻq"),
        ("Yakun", StepState.PROBLEM, "3 nafar kam"),
        ("Sertifikat", StepState.WAITING, ""),
        ("Hisobot", StepState.WAITING, ""),
    )
)


class DemoPage(Page):
    changes_that_matter = frozenset({"staff"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title="Guruhlar")
        self.opened_with: list[object] = []
        self.refreshed = 0
        self.set_context("2026-yil noyabr oyi · 6 ta guruh")
        self.set_primary(Action("Yangi guruh", lambda: DemoForm.ask(self), icon="plus", key="Ctrl+N"))
        self.add_secondary(Action("Excelga", lambda: None, icon="file-excel"))
        self.path = StepPath()
        self.path.set_steps(STEPS)
        self.body.addWidget(self.path)
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP_M)
        tiles.addWidget(StatTile("Faol guruhlar", "18", "3 tasi shu hafta tugaydi", tone=Tone.WARN, icon="cohort"))
        tiles.addWidget(StatTile("Tinglovchilar", "512", "oʻtgan oydan 46 nafar koʻp", tone=Tone.GOOD, icon="people"))
        tiles.addWidget(StatTile("Oʻrtacha davomat", "91,4%", "", icon="attendance", on_click=lambda: None))
        tiles.addWidget(StatTile("Sertifikatlar", "1 284", "37 tasi chop etilmagan", icon="certificate"))
        self.body.addLayout(tiles)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        card = Card("Guruhlar")
        self.table = RecordTable(workspace, "demo", COLUMNS, rows=COURSES, empty=EmptyState("Hali guruh yoʻq."))
        card.body.addWidget(self.table)
        row.addWidget(card, 5)
        chart_card = Card("Tumanlar boʻyicha")
        chart_card.body.addWidget(ChartView(_chart))
        chart_card.body.addStretch(1)
        row.addWidget(chart_card, 3)
        self.body.addLayout(row, 1)

    def refresh(self) -> None:
        self.refreshed += 1

    def open(self, argument: object) -> None:
        self.opened_with.append(argument)

    def first_focus(self) -> QWidget | None:
        return self.table.view


class DemoForm(FormDialog):
    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, title="Yangi guruh", intro="Guruh kodi hujjatlarda koʻrinadi.")
        self.add_row(TextField("code", "Kod", is_required=True), IntegerField("people", "Oʻrinlar", highest=60))
        self.add(ChoiceField("region", "Hudud"))
        self.add(DateField("starts_on", "Boshlanish sanasi", is_required=True, default_year=2026))


class SecondPage(Page):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title="Second")
        self.show_empty(EmptyState("Hali odam yoʻq.", Action("Odam qoʻshish", lambda: None, icon="plus"), "people"))


def find(_centre: object, text: str) -> list[Hit]:
    return [
        Hit(course.title, course.code, _("Cohort"), Target("demo", course.code))
        for course in COURSES
        if text.lower() in course.title.lower()
    ]


def _chart(width: float, text_width: TextWidth, style: ChartStyle) -> Drawing:
    rows = [Bar("Chirchiq shahri", 42, "42"), Bar("Qibray tumani", 31, "31"), Bar("Oʻrta Chirchiq tumani", 18, "18")]
    return bars(rows, width=width, text_width=text_width, style=style)


HERE = "tests.ui.demo_page"
PAGES = (
    PageSpec("demo", "Cohorts", "cohort", f"{HERE}:DemoPage", "Ctrl+1"),
    PageSpec("second", "People", "people", f"{HERE}:SecondPage", "Ctrl+2"),
)
SEARCHES = (f"{HERE}:find",)
