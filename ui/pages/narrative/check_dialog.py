"""A text of the office's own: what does not add up in it, and each typed number beside the figures of the year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import shorten

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.centre import Centre
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _
from desktop_app.inspection.model import Document, Severity
from desktop_app.inspection.reading import document_of_text, read_document
from desktop_app.narrative.typed import CheckedText, Standing, TypedNumber, check_words
from ui import formats
from ui.actions import Action, make_button
from ui.files import WORD, choose_source
from ui.models.table_model import Align, Column
from ui.notices import Banner
from ui.operations import run_query
from ui.pages.narrative.figure_behind import show_behind
from ui.theme import GAP_S, Tone
from ui.widgets.chosen_text import chosen_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.list_window import lay_out_list
from ui.widgets.record_table import RecordTable
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIZE = QSize(1280, 640)
# More of a paragraph of Word would take the place of the list.
MOST_QUOTED = 300


@dataclass(frozen=True)
class CheckedLine:
    """A line of the list: a finding of the rules, or a number of the text."""

    kind: str
    tone: Tone
    place: str
    text: str
    said: str
    true: str
    number: TypedNumber | None = None


_NUMBERS = {
    Standing.DIFFERS: (N_("Differs"), Tone.BAD),
    Standing.UNBOUND: (N_("Bound to nothing"), Tone.MUTED),
    Standing.AGREES: (N_("Agrees"), Tone.GOOD),
}
COLUMNS: tuple[Column[CheckedLine], ...] = (
    Column("kind", N_("Kind"), lambda line: line.kind, width=170, tone=lambda line: line.tone),
    Column("place", N_("Place in the file"), lambda line: line.place, width=130),
    Column("text", N_("What was found"), lambda line: line.text, is_stretched=True, is_told_whole=True),
    Column("said", N_("Stated"), lambda line: line.said, width=130, align=Align.RIGHT),
    Column("true", N_("Should be"), lambda line: line.true, width=130, align=Align.RIGHT),
)


def lines_of(checked: CheckedText) -> Iterator[CheckedLine]:
    """What is wrong first; numbers that nothing keeps true before those that agree."""
    for finding in checked.findings:
        is_error = finding.severity is Severity.ERROR
        kind, tone = (_("Error"), Tone.BAD) if is_error else (_("Warning"), Tone.WARN)
        yield CheckedLine(kind, tone, finding.place, finding.text, finding.said, finding.true)
    for standing, (kind, tone) in _NUMBERS.items():
        for number in checked.numbers:
            if number.standing is standing:
                told = " · ".join(filter(None, (number.what, number.around)))
                yield CheckedLine(_(kind), tone, number.place, told, number.said, number.true, number)


class CheckDialog(QDialog):
    def __init__(self, owner: QWidget, workspace: Workspace, month: date) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self._month = month
        self._lines_by_place: dict[str, str] = {}
        self.setWindowTitle(_("Check my text"))
        self.resize(SIZE)
        self.banner = Banner(self)
        words = _("Paste a text or choose a Word document: every number in it is put beside the figures of the year.")
        self.table = RecordTable(workspace, "narrative.check", COLUMNS, empty=EmptyState(words, icon="check"))
        self.told = label(_("Figures of the year up to {day}.", day=formats.date_text(_last_day(month))), Role.MUTED)
        lay_out_list(self, _("Check my text"), self.table, self.told).setAutoDefault(False)
        self._add_tools()
        self.table.opened.connect(self.open_figure)
        # From the list behind a figure one leaves for a person or a cohort: this window lies over it.
        workspace.navigation_requested.connect(self.accept)

    def open_figure(self, line: CheckedLine) -> None:
        """Whoever stands behind the figure that a number was held against."""
        number = line.number
        if number is None or number.asked is None:
            self.banner.show_warning(_("No list stands behind this one."))
            return
        self.banner.clear()
        title = f"{number.what}: {number.true}"
        show_behind(self, self.workspace, title=title, asked=number.asked, month=self._month)

    def paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.banner.show_warning(_("The clipboard holds no text. Copy the text first."))
            return
        self._check(_("the pasted text"), lambda: document_of_text(text))

    def choose(self) -> None:
        source = choose_source(self, _("Choose a file…"), kind=WORD)
        if source is not None:
            self.check_file(source)

    def check_file(self, source: Path) -> None:
        self._check(source.name, lambda: read_document(source))

    def _add_tools(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(GAP_S)
        paste = Action(_("Paste the text"), self.paste, icon="copy", key="Ctrl+V")
        choose = Action(_("Choose a file…"), self.choose, icon="folder", key="Ctrl+O")
        # In the filter of the list Ctrl+V would fill in the filter.
        self.paste_button = make_button(self, paste, is_primary=True)
        self.paste_button.setFocus()
        tools.addWidget(self.paste_button)
        tools.addWidget(make_button(self, choose))
        tools.addStretch(1)
        tools.addWidget(label(_("Enter on a number of ours shows who stands behind it."), Role.MUTED))
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertLayout(1, tools)
        outer.insertWidget(2, self.banner)
        outer.insertWidget(outer.count() - 1, chosen_text(self.table, self._told_of))

    def _check(self, name: str, read: Callable[[], Document]) -> None:
        year, month = self._month.year, self._month.month

        def ask(centre: Centre) -> tuple[Document, CheckedText]:
            document = read()
            return document, centre.read(check_words, document=document, year=year, month=month)

        def show(found: tuple[Document, CheckedText]) -> None:
            self._show(name, *found)

        self.banner.clear()
        run_query(self, ask, show, self._tell, slot="check")

    def _told_of(self, line: CheckedLine) -> str:
        """All that is said of a line of the list, and the words of the text that it is about: nobody counts lines."""
        said = shorten(self._lines_by_place.get(line.place, ""), MOST_QUOTED, placeholder="…")
        return "\n".join((line.text, f"{line.place}: “{said}”")) if said else line.text

    def _show(self, name: str, document: Document, checked: CheckedText) -> None:
        self._lines_by_place = {line.place: line.text for line in document.lines}
        self.table.set_empty(EmptyState(_("The text holds no number, and nothing is wrong with it."), icon="success"))
        lines = list(lines_of(checked))
        self.table.filter_box.clear()
        self.table.set_rows(lines)
        counts = {standing: sum(each.standing is standing for each in checked.numbers) for standing in Standing}
        self.told.setText(
            _(
                "{name}: findings {findings}; numbers: differ {differs}, agree {agrees}, bound to nothing {unbound}",
                name=name,
                findings=len(checked.findings),
                differs=counts[Standing.DIFFERS],
                agrees=counts[Standing.AGREES],
                unbound=counts[Standing.UNBOUND],
            )
        )
        (self.table.view if lines else self.paste_button).setFocus()
        self.table.select_place(0)

    def _tell(self, error: CentreError) -> None:
        self.banner.show_error(error.text)


def _last_day(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
