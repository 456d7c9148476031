"""Events from Excel and the forms for them; the table of regions as a workbook and on paper."""

import io
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.cascades.document import participation_pdf
from desktop_app.cascades.event_reading import EventLists, read_events, read_lists, read_table
from desktop_app.cascades.event_records import Entered, EventDraft, EventPreview
from desktop_app.cascades.events import enter_events, judge_events
from desktop_app.cascades.participation import participation
from desktop_app.cascades.workbook import EventWords, write_event_form, write_participation
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.i18n import language, use
from desktop_app.language.paper_names import in_script_of, signature_name
from desktop_app.progress import Progress
from desktop_app.reference.service import districts, list_items, profile
from desktop_app.spreadsheets.headers import TableProposal


def preview_events(
    centre: Centre, path: Path, *, defaults: EventDraft, progress: Progress | None = None
) -> EventPreview:
    """What the file would enter; ``defaults`` holds for rows that do not say it. Raises WorkbookRejected."""
    table = read_table(path, progress=progress)
    lists: EventLists = centre.read(read_lists, table)
    return _preview(centre, path.name, table, lists, defaults)


def enter_preview(centre: Centre, seen: EventPreview) -> Outcome[Entered]:
    """Enter the new events of the file in one step. Raises Conflict when the register changed since the preview."""
    return centre.write(enter_events, seen.read, source=seen.file_name, expected=seen.rows)


def write_form(centre: Centre, *, out: Path) -> Path:
    """The form of events to hand out. Raises StorageError."""
    return write_event_form(out, centre.read(_words), creator=centre.read(profile).name)


def export_participation(centre: Centre, *, cohort_id: int, out: Path) -> Path:
    """The table of regions as a workbook, in the language of the centre's documents. Raises NotFound, StorageError."""
    own = centre.read(profile)
    with use(own.document_language):
        written = write_participation(out, centre.read(participation, cohort_id=cohort_id), creator=own.name)
    _note(centre, "export", cohort_id)
    return written


def participation_paper(centre: Centre, *, cohort_id: int) -> bytes:
    """The table of regions as PDF, in the language of the centre's documents. Raises NotFound."""
    own = centre.read(profile)
    paper = io.BytesIO()
    with use(own.document_language):
        table = centre.read(participation, cohort_id=cohort_id)
        director = signature_name(language(), own.director)
        participation_pdf(paper, table, centre=in_script_of(language(), own.name), director=director)
    _note(centre, "print", cohort_id)
    return paper.getvalue()


def _preview(
    centre: Centre, file_name: str, table: TableProposal, lists: EventLists, defaults: EventDraft
) -> EventPreview:
    read = tuple(read_events(table, lists, defaults))
    return EventPreview(
        file_name=file_name,
        sheet=table.sheet.name,
        header_row=table.header_row,
        columns={name: column.header for name, column in table.columns.items()},
        rows=tuple(centre.read(judge_events, read)),
        read=read,
    )


def _words(unit: UnitOfWork) -> EventWords:
    places = districts(unit, region_code=profile(unit).region_code)
    return EventWords(
        kinds=tuple(item.names.text for item in list_items(unit, "event_kind", on=unit.today)),
        districts=tuple(place.names.text for place in places if place.holds_on(unit.today)),
        subjects=tuple(item.names.text for item in list_items(unit, "subject", on=unit.today)),
    )


def _note(centre: Centre, action: str, cohort_id: int) -> None:
    facts = {"what": "participation"}
    centre.write(lambda unit: unit.note(action, entity="cohort", entity_id=cohort_id, facts=facts))
