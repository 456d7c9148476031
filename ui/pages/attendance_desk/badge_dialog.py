"""Badges of a cohort: for whom, how large, in which language; and a look at the sheets before they are printed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.attendance.badge_codes import shown_code
from desktop_app.attendance.badge_records import SIZE_NAMES, BadgeLook, BadgeOwner, BadgeSize
from desktop_app.attendance.badges import badge_owners, badges_to_print, preview_badges
from desktop_app.changes import Outcome
from desktop_app.cohorts.service import cohort
from desktop_app.errors import CentreError
from desktop_app.i18n import LANGUAGES, N_, _
from desktop_app.whole_file import whole_bytes
from ui.actions import Action, make_button
from ui.files import PDF, choose_target, show_saved
from ui.models.choices_model import Choice
from ui.models.table_model import Column
from ui.operations import Owner, run_long, run_query
from ui.pages.attendance_desk.spot import Spot
from ui.printing import ask_printer, print_pdf
from ui.theme import GAP_L, GAP_M
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from desktop_app.progress import Progress

FORM_WIDTH, PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 480, 560
# A paper that people wear is in a language of the country.
OFFERED = ("uz_Latn", "uz_Cyrl", "ru")
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


class BadgeDialog(FormDialog):
    """Finishes with a BadgeJob and whether it is for a file. At first everybody is chosen."""

    def __init__(self, owner: QWidget, *, cohort_id: int) -> None:
        super().__init__(owner, title=_("Badges"), save_text=_("Print…"))
        self._cohort_id, self._cohort_code = cohort_id, ""
        self.people: RecordTable[BadgeOwner] = RecordTable(
            self.workspace, "badges.people", OWNER_COLUMNS, filter_hint=_("Name or code")
        )
        self.preview = PdfPreview(self.workspace, is_whole=True)
        self.preview.setMinimumSize(PREVIEW_WIDTH, PREVIEW_HEIGHT)
        self._as_file = make_button(self, Action(_("As PDF…"), self.ask_file, icon="file-pdf", key="Ctrl+S"))
        self.add_button(self._as_file)
        self._lay_out()
        # Left to itself a window takes two thirds of a narrow screen, and the preview is cut off.
        self.resize(self.sizeHint())
        for button in (self.save_button, self._as_file):
            button.setEnabled(False)
        run_query(
            self,
            lambda centre: (
                centre.read(cohort, cohort_id=cohort_id).code,
                centre.read(badge_owners, cohort_id=cohort_id),
            ),
            self._show_people,
        )

    @classmethod
    def ask(cls, owner: Owner, *args: Any, **kwargs: Any) -> Any:
        """Show the form, then print or write what was chosen, with ``owner`` to tell about it."""
        chosen = super().ask(owner, *args, **kwargs)
        if chosen is not None:
            job, is_file = chosen
            (_save if is_file else _print)(owner, job)
        return chosen

    def submit(self) -> None:
        self.finish((self.job(), False))

    def ask_file(self) -> None:
        """The same for a file."""
        self.finish((self.job(), True))

    def job(self) -> BadgeJob:
        chosen = tuple(owner.enrolment_id for owner in self.people.selected())
        look = BadgeLook(self.field("size").value, self.field("language").value or "")
        return BadgeJob(self._cohort_id, chosen, look, _("Badges of cohort {cohort}", cohort=self._cohort_code))

    def is_changed(self) -> bool:
        """Nothing is lost by leaving: nothing was typed that would have to be typed again."""
        return False

    def _lay_out(self) -> None:
        form = QVBoxLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(GAP_M)
        form.addWidget(self.people, 1)
        form.addWidget(label(_("Those chosen are printed; Ctrl+A chooses all."), Role.SMALL))
        sizes = [Choice(size, _(name)) for size, name in SIZE_NAMES.items()]
        languages = [Choice("", _("Language of documents")), *(Choice(code, LANGUAGES[code]) for code in OFFERED)]
        self.add_row(ChoiceField("size", _("Size"), sizes, is_required=True), place=form)
        self.add_row(ChoiceField("language", _("Language"), languages), place=form)
        self.field("size").set_value(BadgeSize.SMALL)
        self.field("language").set_value("")
        for name in ("size", "language"):
            self.field(name).edited.connect(self._look)
        self.people.selection_changed.connect(self._look)
        around = QWidget()
        around.setFixedWidth(FORM_WIDTH)
        around.setLayout(form)
        sides = QHBoxLayout()
        sides.setSpacing(GAP_L)
        sides.addWidget(around)
        sides.addWidget(self.preview, 1)
        self.body.addLayout(sides, 1)

    def _show_people(self, found: tuple[str, list[BadgeOwner]]) -> None:
        self._cohort_code, owners = found
        self.people.set_rows(owners)
        self.people.select_every(lambda _owner: True)
        self._look()

    def _look(self) -> None:
        """Show the sheets as they would be; without anybody chosen those of everybody."""
        if self.field("size").problem():
            return
        job = self.job()
        run_query(
            self,
            lambda centre: preview_badges(
                centre, cohort_id=job.cohort_id, look=job.look, enrolment_ids=job.enrolment_ids
            ),
            self._show_preview,
            self._show_no_preview,
            slot="preview",
        )

    def _show_preview(self, content: bytes) -> None:
        self.banner.clear()
        self.preview.show_pdf(content)
        for button in (self.save_button, self._as_file):
            button.setEnabled(True)

    def _show_no_preview(self, error: CentreError) -> None:
        self.preview.clear()
        self.banner.show_warning(error.text)
        for button in (self.save_button, self._as_file):
            button.setEnabled(False)


def ask_badges(panel: Any, spot: Spot) -> None:
    """The act "Badges" of the register."""
    BadgeDialog.ask(panel, cohort_id=spot.cohort_id)


def _print(owner: Owner, job: BadgeJob) -> None:
    printer = ask_printer(owner, title=job.name, is_landscape=False)
    if printer is not None:
        run_long(
            owner,
            job.name,
            lambda centre, _progress: _written(centre, job),
            lambda outcome: print_pdf(owner, outcome.value, printer=printer, title=job.name),
        )


def _save(owner: Owner, job: BadgeJob) -> None:
    out = choose_target(owner, job.name, name=job.name, kind=PDF)
    if out is None:
        return

    def write(centre: "Centre", _progress: "Progress") -> Path:
        return whole_bytes(out, _written(centre, job).value)

    run_long(owner, job.name, write, lambda file: show_saved(owner.workspace, file))


def _written(centre: "Centre", job: BadgeJob) -> Outcome[bytes]:
    return badges_to_print(centre, cohort_id=job.cohort_id, look=job.look, enrolment_ids=job.enrolment_ids)
