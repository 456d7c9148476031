"""Doubles: cards that may mean one person are reviewed, made one, and parted again if that was wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.doubles.records import PairFilter, PairState, ScanOutcome
from desktop_app.doubles.rules import QUEUE_FROM
from desktop_app.doubles.scan import is_out_of_date, scan, scanned_at
from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from desktop_app.reference.service import districts, profile
from ui import formats
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.operations import run_long, run_query
from ui.pages.doubles.columns import SURE_FROM
from ui.pages.doubles.merged_panel import MergedPanel
from ui.pages.doubles.other_card_dialog import OtherCardDialog
from ui.pages.doubles.review_panel import ReviewPanel
from ui.theme import GAP_S
from ui.widgets.chooser import Chooser
from ui.widgets.empty_state import EmptyState
from ui.widgets.late_tabs import LateTabs
from ui.widgets.page import Page
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

REVIEW, DIFFERENT, MERGED = "review", "different", "merged"


@dataclass(frozen=True)
class Standing:
    """When all cards were compared last, whether any was changed since, and the centre's own districts."""

    scanned_at: datetime | None
    is_out_of_date: bool
    districts: tuple[Choice, ...]


class DoublesPage(Page):
    """``open((1, 2))`` shows those two cards, ``open(1)`` asks with which other card the first is to be merged."""

    changes_that_matter = frozenset({"duplicate_pair", "person", "territory"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Doubles"))
        self._is_scanning = False
        self._standing: Standing | None = None
        self.district = Chooser(_("District"), [Choice(None, _("All districts"))])
        self.score = Chooser(
            _("Score"),
            [
                Choice(0, _("All scores")),
                Choice(QUEUE_FROM + 10, _("From {score}", score=QUEUE_FROM + 10)),
                Choice(SURE_FROM, _("From {score}", score=SURE_FROM)),
            ],
        )
        self._wanted = PairFilter()
        self.review = ReviewPanel(self, PairState.OPEN)
        self.tabs: LateTabs[ReviewPanel | MergedPanel] = LateTabs()
        self.scan_action = Action(_("Compare all cards"), self.scan, icon="refresh", key="Ctrl+R", right="merge_people")
        self._scan = self.add_secondary(self.scan_action)
        self._lay_out()
        for chooser in (self.district, self.score):
            chooser.chosen.connect(lambda _value: self._narrow())
        self.review.counted.connect(lambda _count: self._tell())

    def open(self, argument: object) -> None:
        match argument:
            case (int() as first_id, int() as second_id):
                self.tabs.choose(REVIEW)
                self.review.pin(first_id, second_id)
            case int() as person_id:
                other_id = OtherCardDialog.ask(self, person_id)
                if other_id is not None:
                    self.tabs.choose(REVIEW)
                    self.review.pin(person_id, other_id)

    def first_focus(self) -> QWidget | None:
        return self.review.first_focus()

    def refresh(self) -> None:
        run_query(self, _standing, self._show_standing, slot="refresh")

    def scan(self) -> None:
        """Compare all cards in the background; the queue is shown anew when it is done."""
        if self._is_scanning:
            return
        self._is_scanning = True
        self._scan.setEnabled(False)
        run_long(self, _("Comparing all cards"), scan, self._scanned, self._not_scanned, is_aside=True)

    def _lay_out(self) -> None:
        self.tabs.add(REVIEW, _("To review"), lambda: self.review)
        self.tabs.add(DIFFERENT, _("Different people"), self._make_different)
        self.tabs.add(MERGED, _("Merged"), lambda: MergedPanel(self))
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        for chooser in (self.district, self.score):
            row.addWidget(chooser)
        self.tabs.setCornerWidget(corner)
        self.body.addWidget(self.tabs, 1)

    def _make_different(self) -> ReviewPanel:
        made = ReviewPanel(self, PairState.DIFFERENT)
        made.show_nothing(EmptyState(_("Nobody was said to be somebody else yet."), None, "people"))
        made.narrow(self._wanted)
        return made

    def _narrow(self) -> None:
        self._wanted = PairFilter(district_code=self.district.value, score_from=self.score.value)
        self.review.narrow(self._wanted)
        different = self.tabs.contents.get(DIFFERENT)
        if isinstance(different, ReviewPanel):
            different.narrow(self._wanted)

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self.district.set_choices([Choice(None, _("All districts")), *standing.districts])
        if standing.scanned_at is None and not self._is_scanning:
            self.scan()
        self._tell()

    def _tell(self) -> None:
        """How many pairs there are, and how fresh that is."""
        standing = self._standing
        if standing is None or standing.scanned_at is None:
            words = _("The cards are compared for the first time.")
            self.review.show_nothing(EmptyState(words, None, "refresh"))
            self.set_context(words if self._is_scanning else "")
            return
        told = [_n("{n} pair to review", "{n} pairs to review", self.review.model.rowCount())]
        told.append(_("compared on {moment}", moment=formats.moment_text(standing.scanned_at)))
        if standing.is_out_of_date:
            told.append(_("cards were changed since"))
        self.set_context(" · ".join(told))
        is_narrowed = self.district.value is not None or bool(self.score.value)
        words = _("No pair fits what is chosen.") if is_narrowed else _("No card looks like another one.")
        self.review.show_nothing(EmptyState(words, None if is_narrowed else self.scan_action, "success"))

    def _scanned(self, outcome: Outcome[ScanOutcome]) -> None:
        self._end_scan()
        found = outcome.value
        told = _n(
            "{people} cards compared: {n} pair to review.",
            "{people} cards compared: {n} pairs to review.",
            found.pairs,
            people=formats.integer_text(found.people),
        )
        if found.crowded:
            told += " " + _(
                "{count} cards share a birth date, a phone or a workplace with so many that each was compared with "
                "its nearest only.",
                count=formats.integer_text(found.crowded),
            )
        self.banner.show_outcome(told)

    def _not_scanned(self, error: CentreError) -> None:
        self._end_scan()
        self.banner.show_warning(error.text)

    def _end_scan(self) -> None:
        self._is_scanning = False
        self._scan.setEnabled(True)
        self.make_stale()


def _standing(centre: "Centre") -> Standing:
    own = centre.read(profile).region_code
    places = [place for place in centre.read(districts) if place.parent_code == own]
    return Standing(
        centre.read(scanned_at),
        centre.read(is_out_of_date),
        tuple(Choice(place.code, place.names.text) for place in places),
    )
