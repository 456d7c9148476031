"""Scenes of cascades, events and participation for ``tests.screens``."""

from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter
from PySide6.QtWidgets import QWidget

from desktop_app.cascades.event_records import EventDraft
from desktop_app.cascades.events import report_people
from desktop_app.cascades.exchange import preview_events
from desktop_app.cascades.participation import participation, save_participation
from desktop_app.cascades.participation_records import Reported
from desktop_app.cascades.register import row_names
from desktop_app.cohorts.service import cohorts
from ui.find_person import FindPersonDialog
from ui.pages.cascades.page import THIN, CascadesPage
from ui.pages.events.edit_dialog import EventDialog
from ui.pages.events.grid_dialog import GridDialog
from ui.pages.events.import_dialog import FileDialog, PreviewDialog, Seen
from ui.pages.events.lists import EventLists, read_lists
from ui.pages.events.page import REGISTER, SUMS, EventsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.screens import Stage

DISTRICT = "1727228"
NUMBERS = (47, 26, 32, 20, 12, 33, 35, 60, 41, 47, 35, 66, 34, 38)


def _cascades(stage: "Stage") -> CascadesPage:
    page = stage.page("cascades")
    assert isinstance(page, CascadesPage)
    stage.settle()
    return page


def opened(stage: "Stage") -> QWidget:
    page = _cascades(stage)
    for _level in range(3):
        page.tree.expandAll()
        stage.settle()
    return page


def thin(stage: "Stage") -> QWidget:
    page = _cascades(stage)
    page.tabs.choose(THIN)
    page.chain._go_to(1)
    stage.settle()
    return page


def _events(stage: "Stage") -> EventsPage:
    page = stage.page("events")
    assert isinstance(page, EventsPage)
    stage.settle()
    return page


def _lists(stage: "Stage") -> EventLists:
    return read_lists(stage.workspace.centre)


def sums(stage: "Stage") -> QWidget:
    page = _events(stage)
    page.tabs.choose(SUMS)
    stage.settle()
    return page


def with_list(stage: "Stage") -> QWidget:
    """An event that reports two more than its list names."""
    page = _events(stage)
    page.tabs.choose(REGISTER)
    page.table.filter_box.setText("fasilitatorlik")
    stage.settle()
    page.table.select(lambda line: line.listed > 0)
    line = page.table.current()
    assert line is not None
    stage.workspace.centre.write(report_people, event_id=line.id, people=line.listed + 2)
    page.make_stale()
    stage.settle()
    return page


def adding(stage: "Stage") -> QWidget:
    return EventDialog(_events(stage), _lists(stage))


def grid(stage: "Stage") -> QWidget:
    dialog = GridDialog(_events(stage), _lists(stage))
    dialog.field("district_code").set_value(DISTRICT)
    dialog.field("kind_code").set_value("KRS")
    dialog.field("held_on").set_value(stage.workspace.centre.clock.today())
    dialog.field("subject_code").set_value("MAT")
    dialog.field("leader").set_value("Karimova Zilola")
    dialog._ask_for_institutions()
    stage.settle()
    for row, people in zip(dialog.rows, ("12", "15", "9"), strict=False):
        dialog._edit("people")(row, people)
    return dialog


def choosing_file(stage: "Stage") -> QWidget:
    return FileDialog(_events(stage), _lists(stage))


def importing(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    path = Path(centre.paths.folder) / "tadbirlar-noyabr.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tadbirlar")
        rows = [
            ("T/r", "Tadbir", "Sana", "Maktab", "Fan", "Yetakchi", "Ishtirokchilar soni"),
            (1, "KRS", "01.11.2026", "1-maktab", "Matematika", "Karimova Zilola", 14),
            (2, "KRS", "01.11.2026", "99-maktab", "Fizika", "Botirov Anvar", 11),
            (3, "KRK", "kecha", "2-maktab", "Fizika", "Botirov Anvar", 11),
            (4, "KRS", "01.11.2026", "99-maktab", "Fizika", "Botirov Anvar", 12),
            ("Jami", "", "", "", "", "", 50),
        ]
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    seen = preview_events(centre, path, defaults=EventDraft(district_code=DISTRICT))
    path.unlink()
    return PreviewDialog(_events(stage), Seen(seen, centre.read(row_names, seen.rows)))


def choosing_person(stage: "Stage") -> QWidget:
    dialog = FindPersonDialog(
        _events(stage), title="Kim olib bordi", save_text="Tanlash", table_name="people of an event"
    )
    dialog.find_box.setText("yus")
    stage.settle()
    return dialog


def regions(stage: "Stage") -> QWidget:
    centre = stage.workspace.centre
    cohort_id = centre.read(cohorts).rows[0].id
    table = centre.read(participation, cohort_id=cohort_id)
    people = {region.code: number for region, number in zip(table.regions, NUMBERS, strict=True)}
    people.pop(table.regions[8].code)
    centre.write(save_participation, Reported(people, "03-33-3532-son xat"), cohort_id=cohort_id)
    page = stage.page("participation", cohort_id)
    stage.settle()
    return page


SCENES: "dict[str, Callable[[Stage], QWidget | None]]" = {
    "cascade-tree": opened,
    "cascade-thin": thin,
    "events-sums": sums,
    "events-list": with_list,
    "event-new": adding,
    "events-grid": grid,
    "events-file": choosing_file,
    "events-import": importing,
    "events-person": choosing_person,
    "participation-table": regions,
}
