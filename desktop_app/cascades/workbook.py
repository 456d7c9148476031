"""Events and participation as workbooks: the form to fill in, and the table of regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.cascades.participation_records import ParticipationTable
from desktop_app.i18n import N_, _
from desktop_app.language.dates import short_date
from desktop_app.spreadsheets.entry_form import EntryColumn, EntryForm, write_entry_form
from desktop_app.spreadsheets.writing import ColumnPlan, Kind, SheetPlan, write_workbook

ROWS_TO_FILL = 500
MARK_SHEET, MARK = "mahorat_tadbir", ("mahorat", "events", "1")
# Headers that the vocabulary of events knows, in each language of the program, and their widths.
_COLUMNS = (
    (N_("Kind of event"), 24.0),
    (N_("Held on"), 13.0),
    (N_("District or city"), 24.0),
    (N_("Institution"), 34.0),
    (N_("Subject"), 24.0),
    (N_("Topic"), 34.0),
    (N_("Led by"), 32.0),
    (N_("Number present"), 12.0),
)


@dataclass(frozen=True)
class EventWords:
    """What the cells of the form offer."""

    kinds: Sequence[str]
    districts: Sequence[str]
    subjects: Sequence[str]


def write_event_form(path: Path, words: EventWords, *, creator: str) -> Path:
    """The form to hand out, with the centre's lists to choose from; returns the path really written."""
    choices = {
        N_("Kind of event"): words.kinds,
        N_("District or city"): words.districts,
        N_("Subject"): words.subjects,
    }
    hints = {
        N_("Held on"): _("The day: 28.12.2024"),
        N_("Institution"): _("The name or the number of the school or kindergarten"),
        N_("Led by"): _("Surname, given name and patronymic of whoever led it"),
        N_("Number present"): _("How many people took part"),
    }
    form = EntryForm(
        sheet=_("Events"),
        heading=(_("Professional development hours and days"), creator),
        columns=[
            EntryColumn(_(header), width, hints.get(header, ""), tuple(choices.get(header, ())))
            for header, width in _COLUMNS
        ],
        rows=ROWS_TO_FILL,
        help_sheet=_("Instructions"),
        help_lines=(
            _("Each row is one event: when and where it was held, who led it, how many took part."),
            _("What is the same in the rows below may be written once: the day, the district, the subject."),
        ),
        mark_sheet=MARK_SHEET,
        mark=MARK,
    )
    return write_entry_form(path, form, creator=creator)


def write_participation(path: Path, table: ParticipationTable, *, creator: str) -> Path:
    """The regions in the ministry's order with their total; returns the path really written."""
    title = _("Participation by region")
    columns = [
        ColumnPlan(_("No."), Kind.INTEGER, 6),
        ColumnPlan(_("Region"), width=38),
        ColumnPlan(_("Number present"), Kind.INTEGER, 20, number_format="#,##0"),
    ]
    rows = [(number, region.name, region.people) for number, region in enumerate(table.regions, 1)]
    days = _("{first} – {last}", first=short_date(table.starts_on), last=short_date(table.ends_on))
    sheet = SheetPlan(
        title,
        columns,
        rows,
        total_row=(None, _("Total"), table.total),
        is_landscape=False,
        heading=(title, f"{table.title} · {table.code}", days),
    )
    return write_workbook(path, [sheet], creator=creator)
