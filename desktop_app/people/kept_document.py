"""What the centre keeps about a person, on paper: for the person who asks to see it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from desktop_app.accounts.field_words import field_name, is_silent
from desktop_app.accounts.record_words import sight_name, table_name
from desktop_app.documents.canvas import MM
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _
from desktop_app.people.kept import KeptFact, KeptSection
from desktop_app.people.letterhead import SIGNATURE_HEIGHT, letterhead, paper_title, signature
from desktop_app.people.records import Letterhead

# Tables of many short rows; of the others each row is told by itself, fact under fact.
IN_COLUMNS = {
    "mark": ("held_on", "cohort", "place_in_day", "mark", "marked_at"),
    "journal": ("at", "actor_name", "action", "entity", "changed"),
}
# Of a row of a workbook and of what an outcome rests on, the file for programs tells all.
_LEFT_TO_PROGRAMS = frozenset({"row", "outcome_facts", "code_text"})

CLOSING_HEIGHT = 14 * MM

Row = Sequence[KeptFact]


def kept_pdf(target: Path | BinaryIO, sections: Sequence[KeptSection], *, full_name: str, head: Letterhead) -> int:
    """Write every section in the language in force; returns the number of pages."""
    title = _("What is kept about a person")
    report = Report(target, title=title, footer=f"{head.centre} · {title}")
    letterhead(report, head)
    paper_title(report, title)
    report.facts([(_("Full name"), full_name)])
    report.paragraph(
        _(
            "Given at the person's own request, as the Law of the Republic of Uzbekistan “On personal data” provides: "
            "all that the centre's program holds about them, and who entered or changed it."
        )
    )
    for section in sections:
        report.heading(_title(section))
        if section.table in IN_COLUMNS:
            _table(report, section)
        else:
            for row in section.rows:
                report.facts([(field_name(fact.name), fact.shown) for fact in row if _is_told(section.table, fact)])
    # A signature alone on a sheet could be laid under any other.
    report.need(SIGNATURE_HEIGHT + CLOSING_HEIGHT)
    report.paragraph(
        _("What is wrong here is corrected, and what is kept without need is erased, at the person's written request.")
    )
    signature(report, head)
    return report.save()


def _title(section: KeptSection) -> str:
    if section.table == "person":
        return _("Card")
    return f"{table_name(section.table)} ({len(section.rows)})"


def _is_told(table: str, fact: KeptFact) -> bool:
    return fact.name not in _LEFT_TO_PROGRAMS and not is_silent(table, fact.name)


def _table(report: Report, section: KeptSection) -> None:
    names = IN_COLUMNS[section.table]
    columns = [Column(field_name(name)) for name in names]
    draw_table(report, columns, [[_cell(row, name) for name in names] for row in section.rows])


def _cell(row: Row, name: str) -> str:
    facts = {fact.name: fact for fact in row}
    if name == "changed":
        return _changed(facts)
    return facts[name].shown if name in facts else ""


def _changed(facts: Mapping[str, KeptFact]) -> str:
    """The fields that an entry of the journal tells of; of a look or of a list, what was seen or printed."""
    if "what" in facts:
        return facts["what"].shown
    said = {**_fields(facts.get("before")), **_fields(facts.get("after"))}
    if "before" not in facts and isinstance(said.get("what"), str):
        return sight_name(str(said["what"]))
    table = str(facts["entity"].value["code"])
    return ", ".join(dict.fromkeys(field_name(each) for each in said if not is_silent(table, each)))


def _fields(fact: KeptFact | None) -> dict[str, object]:
    return dict(fact.value) if fact is not None else {}
