"""The register of organisations: who asked, who has the permit, and whether a stated count equals the list."""

from dataclasses import dataclass

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.i18n import N_, _, _n
from desktop_app.organisations.records import OrganisationLine, PermitStanding
from desktop_app.organisations.service import KINDS, organisations, permits_given
from desktop_app.plan.stated import StatedFact, What, stated_figures
from desktop_app.reference.records import ListItem
from desktop_app.reference.service import list_items
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.models.table_model import Align, Column
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.organisations.dialogs import OrganisationDialog
from ui.pages.organisations.words import STANDINGS, standing_text, standing_tone
from ui.theme import GAP_M, Tone
from ui.widgets.card import Card, StatTile
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.record_table import RecordTable
from ui.workspace import Workspace

YEARS_BACK = 5
# Under this name the page keeps what is shown, while a new language makes it anew.
SEEN = "organisations seen"


@dataclass(frozen=True)
class Found:
    lines: list[OrganisationLine]
    given: int
    stated: list[StatedFact]
    kinds: list[ListItem]


class OrganisationsPage(Page):
    """``open(2024)`` goes to a year."""

    changes_that_matter = frozenset(
        {"training_organisation", "permit_check", "organisation_figure", "stated_figure", "reference_item"}
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Training organisations"))
        this_year = workspace.centre.clock.today().year
        self._found = Found([], 0, [], [])
        self.set_back(Target("plan"))
        self.year_box = Chooser(
            _("Year"), [Choice(year, str(year)) for year in range(this_year, this_year - YEARS_BACK - 1, -1)]
        )
        self.year_box.chosen.connect(lambda _year: self.refresh())
        self.standing_box = Chooser(
            _("State"),
            [Choice(None, _("All states")), *(Choice(each, _(words)) for each, (words, _tone) in STANDINGS.items())],
        )
        self.standing_box.chosen.connect(lambda _standing: self._show_rows())
        self.permitted_tile, self.given_tile, self.stated_tile, self.review_tile = (
            StatTile(_("Have the permit now"), icon="certificate"),
            StatTile(_("Given the permit in the year"), icon="check"),
            StatTile(_("A paper states"), icon="list", on_click=self.show_stated),
            StatTile(_("Wait for a decision"), icon="clock"),
        )
        self.table: RecordTable[OrganisationLine] = RecordTable(
            workspace,
            "organisations",
            self._columns(),
            empty=EmptyState(
                _("No organisation is in the register yet."),
                Action(_("New application"), self.add, icon="plus", right="edit_organisations"),
                "building",
            ),
        )
        self.table.tools.insertWidget(1, self.standing_box)
        self.table.tools.insertWidget(2, self.year_box)
        self.table.opened.connect(lambda line: self.workspace.navigate(Target("organisation", line.id)))
        self.set_primary(Action(_("New application"), self.add, icon="plus", key="Ctrl+N", right="edit_organisations"))
        self.add_secondary(Action(_("Stated and proven"), self.show_stated, icon="check", key="Ctrl+T"))
        tiles = QHBoxLayout()
        tiles.setSpacing(GAP_M)
        for tile in (self.permitted_tile, self.given_tile, self.stated_tile, self.review_tile):
            tiles.addWidget(tile, 1)
        card = Card()
        card.body.addWidget(self.table, 1)
        self.body.addLayout(tiles)
        self.body.addWidget(card, 1)
        if SEEN in workspace.drafts:
            text, standing = workspace.drafts[SEEN]
            self.table.filter_box.setText(text)
            self.standing_box.choose(standing)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.workspace.drafts[SEEN] = self.table.filter_box.text(), self.standing_box.value

    @property
    def year(self) -> int:
        return int(self.year_box.value)

    def open(self, argument: object) -> None:
        if isinstance(argument, int):
            years = sorted({argument, *(choice.value for choice in self.year_box.choices)}, reverse=True)
            self.year_box.set_choices([Choice(year, str(year)) for year in years])
            self.year_box.choose(argument)
            self.make_stale()

    def here(self) -> object:
        return self.year

    def first_focus(self) -> QWidget | None:
        return self.table.filter_box

    def refresh(self) -> None:
        year = self.year

        def look(centre: Centre) -> Found:
            stated = [
                each
                for each in centre.read(stated_figures, year=year)
                if each.entry.what is What.ORGANISATIONS_PERMITTED
            ]
            return Found(
                centre.read(organisations, year=year),
                centre.read(permits_given, year=year),
                stated,
                centre.read(list_items, KINDS),
            )

        run_query(self, look, self._show, slot="refresh")

    def add(self) -> None:
        made: int | None = OrganisationDialog.ask(self, self._found.kinds)
        if made is not None:
            self.workspace.navigate(Target("organisation", made))

    def show_stated(self) -> None:
        self.workspace.navigate(Target("plan", (self.year, "stated")))

    def _show(self, found: Found) -> None:
        self._found = found
        waiting = sum(line.standing in (PermitStanding.APPLIED, PermitStanding.UNDER_REVIEW) for line in found.lines)
        permitted = sum(line.standing is PermitStanding.PERMITTED for line in found.lines)
        self.set_context(_n("{n} organisation in the register", "{n} organisations in the register", len(found.lines)))
        self.permitted_tile.set_figure(formats.integer_text(permitted))
        self.given_tile.set_figure(formats.integer_text(found.given), _("in {year}, by the register", year=self.year))
        self.review_tile.set_figure(formats.integer_text(waiting), "", Tone.WARN if waiting else Tone.MUTED)
        self._show_stated(found.stated)
        self._show_rows()

    def _show_stated(self, stated: list[StatedFact]) -> None:
        """A stated count equals the list, or the difference is told."""
        if not stated:
            self.stated_tile.set_figure(formats.NOTHING, _("No count is entered"))
            return
        worst = max(stated, key=lambda each: abs(each.difference or 0))
        note = (
            _("difference {difference}: {source}", difference=f"{worst.difference:+d}", source=worst.entry.source)
            if worst.difference
            else _("as the list says")
        )
        tone = Tone.BAD if worst.difference else Tone.GOOD
        self.stated_tile.set_figure(formats.integer_text(worst.entry.count), note, tone)

    def _show_rows(self) -> None:
        wanted = self.standing_box.value
        self.table.set_rows([line for line in self._found.lines if wanted in (None, line.standing)])

    def _columns(self) -> tuple[Column[OrganisationLine], ...]:
        def tone(line: OrganisationLine) -> Tone:
            return standing_tone(line.standing)

        def checked(line: OrganisationLine) -> str:
            return _("{met} met of {checked}", met=line.met, checked=line.checked) if line.checked else ""

        def permit(line: OrganisationLine) -> str:
            days = (formats.date_text(line.permit_from), formats.date_text(line.permit_until))
            return ", ".join(part for part in (line.permit_number, " – ".join(filter(None, days))) if part)

        return (
            Column("name", N_("Name"), lambda line: line.name, width=200, is_stretched=True),
            Column("kind", N_("Kind"), lambda line: line.kind, width=170, is_told_whole=True),
            Column("review", N_("Review"), checked, width=120, sort=lambda line: line.met),
            Column("standing", N_("State"), lambda line: standing_text(line.standing), width=210, tone=tone),
            Column("permit", N_("Permit"), permit, width=220, sort=lambda line: str(line.permit_from or "")),
            Column("people", N_("Trained"), lambda line: line.people, width=112, align=Align.RIGHT),
        )
