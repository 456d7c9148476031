"""The balance act of a period, as it is printed and signed."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.blanks.balance import balance_act
from desktop_app.i18n import LANGUAGES, _
from desktop_app.orders.templates import PAPER_LANGUAGES
from desktop_app.papers.records import Paper
from desktop_app.reference.service import profile
from ui.actions import Action
from ui.models.choices_model import Choice
from ui.operations import run_query
from ui.pages.blanks.paper_actions import PaperActions
from ui.theme import GAP_M, GAP_XL, GAP_XS
from ui.widgets.chooser import Chooser
from ui.widgets.fields import DateField, TextField
from ui.widgets.tab_page import TabPanel
from ui.widgets.text import Role, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIDE_WIDTH = 240


class BalancePanel(TabPanel):
    changes_that_matter = frozenset({"blank", "blank_receipt", "centre_profile"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        today = workspace.centre.clock.today()
        self.since, self.until = DateField("since", _("From")), DateField("until", _("To"))
        for field, day in ((self.since, date(today.year, 1, 1)), (self.until, today)):
            field.set_value(day)
            field.edited.connect(self.make_stale)
        self.number = TextField("number", _("Number of the act"))
        self.number.edited.connect(self.make_stale)
        self.language = Chooser(_("Language of the paper"), [Choice(code, LANGUAGES[code]) for code in PAPER_LANGUAGES])
        self.language.chosen.connect(lambda _code: self.make_stale())
        self._is_language_chosen = False
        self.paper = PaperActions(workspace, name=_("Act of balance of blanks"), entity="blank")
        self._lay_out()
        self.setFocusProxy(self.since)

    def actions_of_page(self) -> Sequence[Action]:
        return self.paper.actions()

    def refresh(self) -> None:
        if not self._is_language_chosen:
            self._is_language_chosen = True
            run_query(self, lambda centre: centre.read(profile).document_language, self._begin_in)
            return
        since, until = self.since.value, self.until.value
        if since is None or until is None:
            return
        language, number = self.language.value, self.number.value

        def make(centre: "Centre") -> Paper:
            return centre.read(balance_act, since=since, until=until, paper_language=language, act_number=number)

        self.until.show_error("" if since <= until else _("The last day comes before the first one."))
        if since <= until:
            self.paper.show_paper(make)

    def _begin_in(self, language: str) -> None:
        self.language.choose(language)
        self.refresh()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(GAP_M)
        for part in (self.since, self.until, self.number):
            part.setFixedWidth(SIDE_WIDTH)
            side.addWidget(part)
        language = QVBoxLayout()
        language.setSpacing(GAP_XS)
        language.addWidget(label(self.language.accessibleName(), Role.MUTED))
        language.addWidget(self.language)
        self.language.setFixedWidth(SIDE_WIDTH)
        side.addLayout(language)
        side.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_XL)
        outer.addLayout(side)
        outer.addWidget(self.paper.preview, 1)
