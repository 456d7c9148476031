"""Badges of a cohort: for whom, how large, in which language; and a look at the sheets before they are printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.attendance.badge_codes import shown_code
from desktop_app.attendance.badge_records import SIZE_NAMES, BadgeLook, BadgeOwner, BadgeSize
from desktop_app.attendance.badges import badge_owners, badges_to_print, preview_badges
from desktop_app.changes import Outcome
from desktop_app.cohorts.service import cohort
from desktop_app.i18n import N_, _
from desktop_app.whole_file import whole_bytes
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import run_query
from ui.pages.attendance_desk.print_form import PrintForm, language_field
from ui.pages.attendance_desk.spot import Spot
from ui.theme import GAP_M
from ui.widgets.fields import ChoiceField
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

FORM_WIDTH, PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 480, 560
OWNER_COLUMNS: tuple[Column[BadgeOwner], ...] = (
    Column("name", N_("Full name"), lambda row: row.name, width=220, is_stretched=True),
    Column("code", N_("Badge"), lambda row: shown_code(row.code), width=140),
)


@dataclass(frozen=True)
class BadgeJob:
    """Whose badges are to be printed; no ``enrolment_ids``: everybody's."""

    cohort_id: int
    enrolment_ids: tuple[int, ...]
    look: BadgeLook
    name: str
    is_landscape: bool = False

    def previewed(self, centre: "Centre") -> bytes:
        return preview_badges(centre, cohort_id=self.cohort_id, look=self.look, enrolment_ids=self.enrolment_ids)

    def printed(self, centre: "Centre", _progress: "Progress") -> Outcome[bytes]:
        return badges_to_print(centre, cohort_id=self.cohort_id, look=self.look, enrolment_ids=self.enrolment_ids)

    def written(self, centre: "Centre", progress: "Progress", *, out: Path) -> Outcome[Path]:
        made = self.printed(centre, progress)
        return Outcome(whole_bytes(out, made.value), made.changes)


class BadgeDialog(PrintForm):
    """Finishes with a BadgeJob and whether it is for a file. At first everybody is chosen."""

    def __init__(self, owner: QWidget, *, cohort_id: int) -> None:
        super().__init__(owner, title=_("Badges"), preview_width=PREVIEW_WIDTH, preview_height=PREVIEW_HEIGHT)
        self._cohort_id, self._cohort_code = cohort_id, ""
        self.people: RecordTable[BadgeOwner] = RecordTable(
            self.workspace, "badges.people", OWNER_COLUMNS, filter_hint=_("Name or code")
        )
        self._lay_out_form()
        # Left to itself a window takes two thirds of a narrow screen, and the preview is cut off.
        self.resize(self.sizeHint())
        run_query(
            self,
            lambda centre: (
                centre.read(cohort, cohort_id=cohort_id).code,
                centre.read(badge_owners, cohort_id=cohort_id),
            ),
            self._show_people,
        )

    def job(self) -> BadgeJob:
        chosen = tuple(owner.enrolment_id for owner in self.people.selected())
        look = BadgeLook(self.field("size").value, self.field("language").value or "")
        return BadgeJob(self._cohort_id, chosen, look, _("Badges of cohort {cohort}", cohort=self._cohort_code))

    def _lay_out_form(self) -> None:
        form = QVBoxLayout()
        form.setSpacing(GAP_M)
        form.addWidget(self.people, 1)
        form.addWidget(label(_("Those chosen are printed; Ctrl+A chooses all."), Role.SMALL))
        sizes = [Choice(size, _(name)) for size, name in SIZE_NAMES.items()]
        self.add_row(ChoiceField("size", _("Size"), sizes, is_required=True), place=form)
        self.add_row(language_field(), place=form)
        self.field("size").set_value(BadgeSize.SMALL)
        for name in ("size", "language"):
            self.field(name).edited.connect(self._look)
        self.people.selection_changed.connect(self._look)
        self.lay_out(form, width=FORM_WIDTH)

    def _show_people(self, found: tuple[str, list[BadgeOwner]]) -> None:
        self._cohort_code, owners = found
        self.people.set_rows(owners)
        self.people.select_every(lambda _owner: True)
        self._look()

    def _look(self) -> None:
        """Show the sheets as they would be; without anybody chosen those of everybody."""
        if self.field("size").problem():
            return
        self.show_paper(self.job().previewed)


def ask_badges(panel: Any, spot: Spot) -> None:
    """The act "Badges" of the register."""
    BadgeDialog.ask(panel, cohort_id=spot.cohort_id)
