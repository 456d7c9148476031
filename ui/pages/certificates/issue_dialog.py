"""The look before the first paper: who gets one, from which number, and what stands in the way."""

from collections.abc import Collection
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.accounts.approvals import Act
from desktop_app.certificates.book import KINDS
from desktop_app.certificates.preflight import Doubt, Preflight, ReadyKind, preflight
from desktop_app.certificates.records import PaperKind
from desktop_app.certificates.service import ALL_KINDS, IssueWish, issue_certificates
from desktop_app.i18n import LANGUAGES, _, _n
from ui import formats
from ui.actions import Action, make_button
from ui.asked_form import take_up
from ui.models.choices_model import Choice
from ui.navigation import Target
from ui.operations import run_command, run_query
from ui.theme import GAP_S, Tone
from ui.widgets.fields import ChoiceField, DateField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.text import Role, label
from ui.widgets.tone import PillLabel

MOST_SHOWN = 12


def issue_text(kinds: Collection[str]) -> str:
    """What a button that issues papers of these kinds, one a person, says."""
    if _are_certificates(kinds):
        return _n("Issue {n} certificate", "Issue {n} certificates", len(kinds))
    return _n("Issue {n} paper", "Issue {n} papers", len(kinds))


def issued_text(kinds: Collection[str]) -> str:
    """What is said once they are issued."""
    if _are_certificates(kinds):
        return _n("{n} certificate issued.", "{n} certificates issued.", len(kinds))
    return _n("{n} paper issued.", "{n} papers issued.", len(kinds))


def _are_certificates(kinds: Collection[str]) -> bool:
    return set(kinds) <= {PaperKind.CERTIFICATE.value}


def _ready_text(ready: ReadyKind) -> str:
    return _(
        "{kind}: {count}, from number {number} on, by the template “{template}”.",
        kind=_(KINDS[ready.kind]),
        count=formats.integer_text(ready.count),
        number=ready.first_number,
        template=ready.template,
    )


class IssueDialog(FormDialog):
    """Finishes with the IssueResult, or with the Target of what has to be mended first."""

    def __init__(self, owner: QWidget, cohort_id: int) -> None:
        super().__init__(owner, title=_("Issue certificates"), save_text=_("Issue certificates"))
        self._cohort_id = cohort_id
        languages = [Choice(code, name) for code, name in LANGUAGES.items()]
        self.add_row(
            DateField("issued_on", _("Date of issue"), is_required=True),
            ChoiceField("language", _("Language of the paper"), languages, is_required=True),
        )
        self.field("issued_on").set_value(self.workspace.centre.clock.today())
        for name in ("issued_on", "language"):
            self.field(name).edited.connect(self._look)
        self.facts = label("", Role.STRONG, wrap=True)
        self.body.addWidget(self.facts)
        self._doubts = QVBoxLayout()
        self._doubts.setSpacing(GAP_S)
        self.body.addLayout(self._doubts)
        self.save_button.setEnabled(False)
        self._look()
        take_up(self, act=Act.ISSUE, entity="cohort", entity_id=cohort_id, then=self._look)

    def submit(self) -> None:
        wish = self._wish()
        run_command(
            self,
            lambda centre: centre.write(
                issue_certificates,
                cohort_id=wish.cohort_id,
                kinds=ALL_KINDS,
                issued_on=wish.issued_on,
                language=wish.language,
            ),
            lambda outcome: self.finish(outcome.value),
        )

    def _wish(self) -> IssueWish:
        day, language = self.field("issued_on").value, self.field("language").value
        return IssueWish(self._cohort_id, ALL_KINDS, day, language or "")

    def _look(self) -> None:
        wish = self._wish()
        self.save_button.setEnabled(False)
        run_query(self, lambda centre: centre.read(preflight, wish=wish), self._show, slot="preflight")

    def _show(self, found: Preflight) -> None:
        if not self.field("language").value:
            self.field("language").set_value(found.language)
        self.save_button.setText(issue_text([each.kind for each in found.ready]))
        self.save_button.setEnabled(found.may_issue)
        lines = [_ready_text(each) for each in found.kinds] if found.may_issue else [_("Nothing can be issued yet.")]
        self.facts.setText("\n".join(lines))
        self._clear()
        for doubt in found.doubts[:MOST_SHOWN]:
            self._doubts.addWidget(self._line(doubt))
        more = len(found.doubts) - MOST_SHOWN
        if more > 0:
            self._doubts.addWidget(label(_n("{n} more like these.", "{n} more like these.", more), Role.MUTED))
        if not found.doubts:
            self._doubts.addWidget(label(_("Nothing stands in the way."), Role.MUTED))

    def _line(self, doubt: Doubt) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_S)
        row.addWidget(PillLabel(_("Error"), Tone.BAD) if doubt.is_error else PillLabel(_("Please check"), Tone.WARN))
        row.addWidget(label(doubt.text, wrap=True), 1)
        target = self._target(doubt)
        if target is not None:
            row.addWidget(make_button(line, Action(_("Go there"), partial(self.finish, target))))
        return line

    def _target(self, doubt: Doubt) -> Target | None:
        match doubt.way_out:
            case "admission" | "attendance" | "completion":
                return Target("cohort", (self._cohort_id, doubt.way_out))
            case "person":
                return Target("person", doubt.person_id)
            case "settings" | "templates" | "series":
                return Target(doubt.way_out)
            case _:
                return None

    def _clear(self) -> None:
        while (item := self._doubts.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
