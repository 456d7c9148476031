"""Participation by region on paper."""

from pathlib import Path
from typing import BinaryIO

from desktop_app.cascades.participation_records import ParticipationTable
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _, language
from desktop_app.language.dates import short_date
from desktop_app.language.numbers import number
from desktop_app.language.paper_names import in_script_of

NOTHING = "–"


def participation_pdf(target: Path | BinaryIO, table: ParticipationTable, *, centre: str, director: str) -> int:
    """Write the table in the language in force, regions in the ministry's order; returns the number of pages."""
    title = _("Participation by region")
    report = Report(target, title=title, footer=f"{centre} · {title}")
    report.title(title, below=centre)
    report.facts(
        [
            (_("Course"), in_script_of(language(), table.title)),
            (_("Days"), _("{first} – {last}", first=short_date(table.starts_on), last=short_date(table.ends_on))),
            (_("Source"), in_script_of(language(), table.source) or NOTHING),
        ]
    )
    columns = [
        Column(_("No."), is_number=True, width_mm=12),
        Column(_("Region")),
        Column(_("Number present"), is_number=True),
    ]
    rows = [
        [str(place), region.name, NOTHING if region.people is None else _figure(region.people)]
        for place, region in enumerate(table.regions, 1)
    ]
    draw_table(report, columns, rows, total=["", _("Total"), _figure(table.total)])
    report.signatures([(_("Director"), director)])
    return report.save()


def _figure(people: int) -> str:
    return number(people, 0, language())
