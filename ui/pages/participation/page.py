"""Participation by region in a national course: typed or pasted in one go, adding up, in the ministry's order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.cascades.exchange import export_participation, participation_paper
from desktop_app.cascades.participation import participation, pasted_regions, save_participation
from desktop_app.cascades.participation_records import ParticipationTable, PastedRegions, RegionFact, Reported
from desktop_app.i18n import N_, _
from ui import formats
from ui.actions import Action
from ui.files import WORKBOOK, choose_target, show_saved
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_command, run_long, run_query
from ui.printing import ask_printer, draw_pages
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card
from ui.widgets.fields import TextField
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

MOST_PEOPLE = 1_000_000


@dataclass(frozen=True)
class Line:
    """A region as it stands on the screen; ``place`` counts from 1."""

    place: int
    region: RegionFact

    @property
    def difference(self) -> int | None:
        """By how many more were reported than are enrolled; None where nothing can be compared."""
        people = self.region.people
        return None if people is None or not self.region.enrolled else people - self.region.enrolled


class ParticipationPage(Page):
    """``open`` takes the id of a cohort."""

    changes_that_matter = frozenset({"participation", "enrolment", "cohort", "stated_figure"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Participation by region"))
        self._cohort_id = 0
        self.shown: ParticipationTable | None = None
        self.lines: tuple[Line, ...] = ()
        self.set_back(Target("cohorts"))
        self.set_primary(Action(_("Save"), self.save, icon="save", key="Ctrl+S"))
        self.add_secondary(Action(_("Paste"), self.paste, icon="copy", key="Ctrl+Shift+V"))
        self.add_secondary(Action(_("To Excel"), self.export, icon="file-excel", key="Ctrl+E"))
        self.add_secondary(Action(_("Print"), self.print_table, icon="print", key="Ctrl+P"))
        self.table: RecordTable[Line] = RecordTable(
            workspace, "participation", self._columns(), has_filter=False, is_sortable=False
        )
        self.table.add_row_action(Action(_("Paste"), self.paste, icon="copy", key="Ctrl+V"))
        self.source = TextField("source", _("Source"), placeholder="03-33-3532-son")
        self.source.edited.connect(self._keep)
        self.total = label("", Role.HEADING)
        self.told = label("", Role.MUTED, wrap=True)
        card = Card()
        card.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(GAP_M)
        row.addWidget(self.source, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.total, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        card.body.addWidget(self.told)
        self.body.addWidget(card, 1)

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            self._cohort_id = argument
            self.banner.clear()
            self.make_stale()

    def first_focus(self) -> QWidget | None:
        return self.table.view

    def refresh(self) -> None:
        cohort_id = self._cohort_id
        run_query(self, lambda centre: centre.read(participation, cohort_id=cohort_id), self._show, slot="refresh")

    def save(self) -> None:
        """Write the whole table; the banner brings back what stood there."""
        cohort_id, reported = self._cohort_id, self._reported()

        def put_back(before: Reported) -> None:
            run_command(self, lambda centre: centre.write(save_participation, before, cohort_id=cohort_id), self._saved)

        def saved(outcome: Any) -> None:
            self._saved(outcome)
            self.banner.show_outcome(_("The table is saved."), undo=lambda: put_back(outcome.value))

        run_command(self, lambda centre: centre.write(save_participation, reported, cohort_id=cohort_id), saved)

    def paste(self) -> None:
        """A table copied elsewhere: with the names of the regions, or the numbers alone from the cursor down."""
        text = QGuiApplication.clipboard().text()
        if any(letter.isalpha() for letter in text):
            run_query(self, lambda centre: centre.read(pasted_regions, text), self._take_pasted, slot="paste")
        else:
            self._take_numbers(text.split())

    def export(self) -> None:
        if not self._is_saved():
            return
        cohort_id, code = self._cohort_id, self.shown.code if self.shown else ""
        out = choose_target(
            self, _("To Excel"), name=_("Participation by region, {code}", code=code).replace("/", "-"), kind=WORKBOOK
        )
        if out is not None:
            run_long(
                self,
                _("Exporting to Excel"),
                lambda centre, _progress: export_participation(centre, cohort_id=cohort_id, out=out),
                lambda written: show_saved(self.workspace, written),
            )

    def print_table(self) -> None:
        printer = ask_printer(self, title=self.title, is_landscape=False) if self._is_saved() else None
        if printer is None:
            return
        cohort_id = self._cohort_id

        def work(centre: "Centre", progress: "Progress") -> int:
            return draw_pages(participation_paper(centre, cohort_id=cohort_id), printer, progress)

        run_long(self, _("Printing"), work)

    def _columns(self) -> tuple[Column[Line], ...]:
        return (
            Column("place", N_("No."), lambda line: line.place, width=56),
            Column("region", N_("Region"), lambda line: line.region.name, width=280, is_stretched=True),
            Column(
                "people",
                N_("Number present"),
                lambda line: line.region.people,
                width=140,
                align=Align.RIGHT,
                edit=self._typed,
            ),
            Column("enrolled", N_("Enrolled"), lambda line: line.region.enrolled or None, width=120, align=Align.RIGHT),
            Column(
                "difference",
                N_("Difference"),
                lambda line: line.difference,
                shown=lambda n: "" if n is None else f"{n:+d}".replace("-", "−") if n else "0",
                width=110,
                align=Align.RIGHT,
                tone=lambda line: Tone.WARN if line.difference else Tone.PLAIN,
            ),
        )

    def _typed(self, line: Line, text: str) -> bool:
        digits = "".join(text.split())
        if digits and (not digits.isdecimal() or int(digits) > MOST_PEOPLE):
            self.banner.show_warning(_("“{text}” cannot be read here.", text=text))
            return False
        self.banner.clear()
        self._put({line.region.code: int(digits) if digits else None})
        return True

    def _take_pasted(self, pasted: PastedRegions) -> None:
        self._put(pasted.people)
        if pasted.problems:
            self.banner.show_warning(" ".join(problem.text for problem in pasted.problems))
        else:
            self.banner.show_outcome(_("All {n} regions are pasted. Save them.", n=len(pasted.people)))

    def _take_numbers(self, numbers: Sequence[str]) -> None:
        first = max(self.table.view.currentIndex().row(), 0)
        codes = [line.region.code for line in self.lines[first:]]
        if len(numbers) > len(codes) or not all(number.isdecimal() for number in numbers):
            self.banner.show_warning(_("The clipboard holds no numbers of people for these regions."))
            return
        self._put({code: int(number) for code, number in zip(codes, numbers, strict=False)})

    def _put(self, people: "dict[str, int | None] | Any") -> None:
        self.lines = tuple(
            replace(line, region=replace(line.region, people=people.get(line.region.code, line.region.people)))
            for line in self.lines
        )
        self.table.update_rows(self.lines)
        self._keep()

    def _reported(self) -> Reported:
        """What stands on the screen."""
        people = {line.region.code: line.region.people for line in self.lines if line.region.people is not None}
        return Reported(people, self.source.value)

    @property
    def _place_of_draft(self) -> str:
        return f"participation of cohort {self._cohort_id}"

    def _keep(self) -> None:
        """What is typed outlives the page, and news from elsewhere, until it is saved."""
        self.workspace.drafts[self._place_of_draft] = self._reported()
        self._tell()

    def _is_saved(self) -> bool:
        """On paper goes what is saved: what is only on the screen is saved first."""
        if self._place_of_draft in self.workspace.drafts:
            self.banner.show_warning(_("The table is not saved yet: save it first."))
            return False
        return True

    def _saved(self, _outcome: object) -> None:
        self.workspace.drafts.pop(self._place_of_draft, None)
        self.refresh()

    def _show(self, found: ParticipationTable) -> None:
        self.shown = found
        self.set_back(Target("cohort", (found.cohort_id, "plan")))
        self.set_context(f"{found.code} · {found.title}")
        typed: Reported | None = self.workspace.drafts.get(self._place_of_draft)
        regions = found.regions
        if typed is not None:
            regions = tuple(replace(region, people=typed.people.get(region.code)) for region in regions)
        self.lines = tuple(Line(place, region) for place, region in enumerate(regions, 1))
        self.table.set_rows(self.lines)
        self.source.set_value(found.source if typed is None else typed.source)
        self._tell()

    def _tell(self) -> None:
        if self.shown is None:
            return
        now = replace(self.shown, regions=tuple(line.region for line in self.lines))
        self.total.setText(_("Total: {n}", n=formats.integer_text(now.total)))
        unsaved = [_("Not saved yet.")] if self._place_of_draft in self.workspace.drafts else []
        self.told.setText(" ".join([*unsaved, *sentences_of(now)]))


def sentences_of(table: ParticipationTable) -> list[str]:
    """What does not agree: regions without a number, with another one than are enrolled, another total stated."""
    sentences = []
    if table.missing:
        names = ", ".join(region.name for region in table.missing)
        sentences.append(_("Nothing is reported of: {names}.", names=names))
    if table.enrolled:
        sentences.append(
            _(
                "{enrolled} persons are enrolled, {elsewhere} of them from a region that is not known.",
                enrolled=formats.integer_text(table.enrolled),
                elsewhere=formats.integer_text(table.enrolled_elsewhere),
            )
            if table.enrolled_elsewhere
            else _("{enrolled} persons are enrolled.", enrolled=formats.integer_text(table.enrolled))
        )
    for stated in table.stated:
        facts = {"source": stated.source, "stated": formats.integer_text(stated.count)}
        beyond = stated.count - table.total
        if beyond:
            difference = formats.integer_text(abs(beyond))
            sentence = (
                N_("{source} states {stated}: {difference} more than the rows make.")
                if beyond > 0
                else N_("{source} states {stated}: {difference} fewer than the rows make.")
            )
            sentences.append(_(sentence, difference=difference, **facts))
        else:
            sentences.append(_("{source} states as many.", source=stated.source))
    return sentences
