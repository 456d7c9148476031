"""Timetables on paper and as calendar files: what can be had for a cohort, a trainer or a room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.i18n import N_, _
from desktop_app.timetable.printing import door_paper, group_paper, room_paper, trainer_paper, write_calendar
from desktop_app.whole_file import whole_bytes
from ui.actions import Action, make_button, open_under
from ui.files import PDF, FileKind, choose_target, show_saved
from ui.icons import icon
from ui.operations import run_long
from ui.pages.timetable.seen import Kind, Whose
from ui.printing import ask_printer, print_pdf

if TYPE_CHECKING:
    from desktop_app.centre import Centre

CALENDAR = FileKind(".ics", N_("Calendar files"))


@dataclass(frozen=True)
class Paper:
    """``words`` stand in the menu; ``title`` is the name of the file and of the job at the printer."""

    words: str
    title: str
    make: Callable[["Centre"], bytes]
    is_landscape: bool = True


def papers_of(whose: Whose, title: str, day: date) -> list[Paper]:
    """What can be printed: of a trainer or a room, around a day."""
    if whose.kind is Kind.COHORT:
        name = _("Timetable {name}", name=title)
        return [Paper(_("Timetable of the group"), name, lambda centre: group_paper(centre, cohort_id=whose.id))]
    make = trainer_paper if whose.kind is Kind.TRAINER else room_paper
    monday = day - timedelta(days=day.weekday())
    month = day.replace(day=1)
    found = [
        _between(make, whose, _("Timetable of the week"), title, monday, monday + timedelta(days=6)),
        _between(make, whose, _("Timetable of the month"), title, month, _last_of(month)),
    ]
    if whose.kind is Kind.ROOM:
        name = _("Door of {name} {day}", name=title, day=day.isoformat())
        words = _("Paper for the door, for the chosen day")
        door = Paper(words, name, lambda centre: door_paper(centre, room_id=whose.id, day=day), is_landscape=False)
        found.append(door)
    return found


class PapersButton:
    """A button with the papers of whatever is shown: ``what`` tells whose, its name and the day at hand."""

    def __init__(self, owner: Any, what: Callable[[], tuple[Whose, str, date] | None], *, group: str = "") -> None:
        self._owner = owner
        self._what = what
        action = Action(_("Print and files…"), self.show_menu, icon="print", key="Ctrl+P")
        self.button: QPushButton = make_button(owner, action, group=group)

    def show_menu(self) -> None:
        menu = self.menu()
        if menu is not None:
            open_under(self.button, menu)

    def menu(self) -> QMenu | None:
        found = self._what()
        if found is None:
            return None
        whose, title, day = found
        menu = QMenu(self.button)
        self._offer(menu, papers_of(whose, title, day))
        menu.addSeparator()
        menu.addAction(icon("calendar"), _("Calendar file for a telephone…"), lambda: self.save_calendar(whose, title))
        return menu

    def save(self, paper: Paper) -> None:
        """Ask where to, and write the paper there as PDF."""
        out = choose_target(self._owner, paper.words, name=paper.title, kind=PDF)
        if out is not None:
            workspace = self._owner.workspace
            run_long(
                self._owner,
                paper.title,
                lambda centre, _progress: whole_bytes(out, paper.make(centre)),
                lambda written: show_saved(workspace, written),
            )

    def print(self, paper: Paper) -> None:
        printer = ask_printer(self._owner, title=paper.title, is_landscape=paper.is_landscape)
        if printer is not None:
            run_long(
                self._owner,
                paper.title,
                lambda centre, _progress: paper.make(centre),
                lambda content: print_pdf(self._owner, content, printer=printer, title=paper.title),
            )

    def save_calendar(self, whose: Whose, title: str) -> None:
        """Ask where to, and write the lessons as an iCalendar file: of a cohort all, else from today on."""
        out = choose_target(self._owner, _("Calendar file"), name=title, kind=CALENDAR)
        if out is not None:
            workspace = self._owner.workspace
            since = date.min if whose.kind is Kind.COHORT else workspace.centre.clock.today()
            run_long(
                self._owner,
                _("Calendar file"),
                lambda centre, _progress: write_calendar(centre, out=out, since=since, **whose.facts),
                lambda written: show_saved(workspace, written),
            )

    def _offer(self, menu: QMenu, papers: Sequence[Paper]) -> None:
        for paper in papers:
            menu.addAction(icon("print"), _("{paper}: print…", paper=paper.words), _bound(self.print, paper))
            menu.addAction(icon("file-pdf"), _("{paper}: as PDF…", paper=paper.words), _bound(self.save, paper))


def _between(make: Callable[..., bytes], whose: Whose, words: str, title: str, first: date, last: date) -> Paper:
    name = f"{title} {first.isoformat()} – {last.isoformat()}"
    return Paper(words, name, lambda centre: make(centre, first=first, last=last, **whose.facts))


def _last_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _bound(act: Callable[[Paper], None], paper: Paper) -> Callable[[], None]:
    return lambda: act(paper)
