"""A questionnaire as people will meet it: question by question on the screen, and on paper."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire, Source, text_in
from desktop_app.surveys.paper_printing import specimen
from desktop_app.surveys.rounds import list_options, with_options
from ui.models.choices_model import Choice
from ui.operations import Owner, run_query
from ui.pages.surveys.kiosk_screens import Tongue, tongues_of
from ui.pages.surveys.kiosk_sheet import SheetPage
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.chooser import Chooser
from ui.widgets.late_tabs import LateTabs
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import OneLine, Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SHARE_OF_WINDOW = 0.94


class PreviewDialog(QDialog):
    """Nothing that is answered here is kept."""

    def __init__(self, owner: QWidget, workspace: Workspace, questionnaire: Questionnaire) -> None:
        super().__init__(owner)
        self.workspace = workspace
        self.questionnaire = questionnaire
        self.setWindowTitle(_("Preview"))
        tongues = tongues_of(questionnaire)
        self.tongue = Chooser(_("Language"), [Choice(tongue, tongue.name) for tongue in tongues])
        spoken = Tongue(workspace.settings.language)
        self.tongue.choose(spoken)
        self.tongue.chosen.connect(lambda _tongue: self._show())
        self.tabs: LateTabs[QWidget] = LateTabs()
        self.tabs.add("screen", _("On the screen"), self._screen)
        self.tabs.add("paper", _("On paper"), partial(PdfPreview, workspace))
        self.tabs.made.connect(lambda _name: self._show())
        self.tabs.currentChanged.connect(lambda _place: self._show())
        self._lay_out()

    def _screen(self) -> SheetPage:
        clock = self.workspace.centre.clock
        sheet = SheetPage(self.questionnaire, now=clock.now, is_by_section=False)
        sheet.handed_in.connect(lambda _answers: self._show())
        return sheet

    def _lay_out(self) -> None:
        title = OneLine(Role.HEADING)
        title.setText(text_in(self.questionnaire.title))
        top = QHBoxLayout()
        top.setSpacing(GAP_M)
        top.addWidget(title, 1)
        top.addWidget(label(_("Language"), Role.MUTED))
        top.addWidget(self.tongue)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_S)
        foot.addWidget(label(_("Nothing that is answered here is kept."), Role.MUTED), 1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        outer.setSpacing(GAP_M)
        outer.addLayout(top)
        outer.addWidget(self.tabs, 1)
        outer.addLayout(foot)
        window = self.parentWidget().window().size()
        self.resize(window * SHARE_OF_WINDOW)

    def _show(self) -> None:
        """From the beginning, in the language that is chosen."""
        shown, tongue = self.tabs.content(), self.tongue.value
        if isinstance(shown, SheetPage):
            shown.begin({}, tongue)
        elif isinstance(shown, PdfPreview):
            run_query(
                self,
                lambda centre: specimen(centre, questionnaire=self.questionnaire, in_language=tongue.code),
                shown.show_pdf,
                slot="paper",
            )


def preview(owner: Owner, questionnaire: Questionnaire) -> None:
    """Show what people would be asked today."""
    assert isinstance(owner, QWidget)

    def show(filled: Questionnaire) -> None:
        if not any(True for _item in filled.items):
            owner.workspace.show_notice(_("There is nothing to look at yet: the questionnaire has no question."))
            return
        dialog = PreviewDialog(owner, owner.workspace, filled)
        dialog.exec()
        dialog.deleteLater()

    run_query(owner, lambda centre: with_lists(centre, questionnaire), show)


def with_lists(centre: "Centre", questionnaire: Questionnaire) -> Questionnaire:
    """With the options of the centre's lists as they are today; modules are those of no programme yet."""
    sources = {item.source for item in questionnaire.items if item.source} - {Source.MODULES}
    return with_options(questionnaire, {source.value: centre.read(list_options, source) for source in sources})
