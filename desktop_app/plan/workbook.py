"""The plan as a workbook: the form to fill in, and the lines in force in the same columns."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.plan.records import PlanEntry
from desktop_app.plan.words import PlanNames
from desktop_app.spreadsheets.entry_form import EntryColumn, EntryForm, write_entry_form
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook

ROWS_TO_FILL = 300
MARK_SHEET, MARK = "mahorat_reja", ("mahorat", "plan", "1")
# Headers that the vocabulary of plans knows, in each language of the program.
_COLUMNS = (
    ColumnPlan(N_("Month"), Kind.INTEGER, 8, number_format="0"),
    ColumnPlan(N_("Channel"), width=40),
    ColumnPlan(N_("Staff group"), width=22),
    ColumnPlan(N_("Programme"), width=16),
    ColumnPlan(N_("Subject"), width=30),
    ColumnPlan(N_("District or city"), width=24),
    ColumnPlan(N_("Number of people"), Kind.INTEGER, 12),
    ColumnPlan(N_("Order number"), width=16),
    ColumnPlan(N_("Order date"), Kind.DATE, 13),
    ColumnPlan(N_("Note"), width=30),
)


def write_plan_form(path: Path, names: PlanNames, *, year: int, creator: str) -> Path:
    """The form to hand out, with the centre's lists to choose from; returns the path really written."""
    form = EntryForm(
        sheet=_("Plan"),
        heading=(_("Annual plan of {year}", year=year), creator),
        columns=_entry_columns(names),
        rows=ROWS_TO_FILL,
        help_sheet=_("Instructions"),
        help_lines=(
            _("Each row plans a number of people of one staff group in one month through one channel."),
            _("An empty district, subject or programme means all of them; the parts of a total lie within it."),
        ),
        mark_sheet=MARK_SHEET,
        mark=MARK,
    )
    return write_entry_form(path, form, creator=creator)


def write_lines(
    path: Path, lines: Sequence[PlanEntry], names: PlanNames, *, year: int, day: date, creator: str
) -> Path:
    """The lines in the columns of the form, so that they can be read in again."""
    codes = {programme_id: name.partition(" · ")[0] for programme_id, name in names.programmes.items()}
    rows = [
        (
            line.stated_month,
            names.channels.get(line.channel_code, line.channel_code),
            names.staff_groups.get(line.staff_group, line.staff_group),
            codes.get(line.programme_id, "") if line.programme_id is not None else "",
            names.subjects.get(line.subject_code or "", line.subject_code or ""),
            names.districts.get(line.district_code or "", line.district_code or ""),
            line.people,
            line.order_number,
            line.order_date,
            line.note,
        )
        for line in lines
    ]
    title = _("Annual plan of {year}", year=year)
    columns = [ColumnPlan(_(each.header), each.kind, each.width, "", each.number_format) for each in _COLUMNS]
    plan = SheetPlan(title, columns, rows, heading=(title, _("As of {day}", day=short_date(day))), freeze_columns=1)
    return write_workbook(path, [plan], creator=creator)


def _entry_columns(names: PlanNames) -> list[EntryColumn]:
    choices: dict[str, Sequence[str]] = {
        N_("Month"): [str(month) for month in range(1, 13)],
        N_("Channel"): list(names.channels.values()),
        N_("Staff group"): list(names.staff_groups.values()),
        N_("Programme"): [name.partition(" · ")[0] for name in names.programmes.values()],
        N_("Subject"): list(names.subjects.values()),
        N_("District or city"): list(names.districts.values()),
    }
    hints = {
        N_("Month"): _("A number from 1 to 12 or the name of the month; empty where only the year is planned"),
        N_("Programme"): _("The code of the programme; empty for all"),
        N_("Order number"): _("The order that the row rests on"),
    }
    return [
        EntryColumn(
            _(each.header),
            each.width,
            hints.get(each.header, ""),
            tuple(choices.get(each.header, ())),
        )
        for each in _COLUMNS
    ]
