"""Making one institution of two: the look-alikes with their reasons, or one chosen by hand."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.i18n import _, _n
from desktop_app.institutions.merging import merge_institutions, part_institutions, suggestions
from desktop_app.institutions.records import InstitutionDraft, InstitutionFilter, InstitutionLine, LookAlike, Merged
from desktop_app.institutions.service import institution_ids, institution_lines
from ui.actions import Action, make_button
from ui.models.choices_model import Choice
from ui.operations import run_command, run_query
from ui.pages.institutions.columns import LOOK_ALIKE_COLUMNS
from ui.theme import GAP_S
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SIZE = (1180, 600)


class LookAlikesDialog(FormDialog):
    """Look-alikes one after the other; finishes with nothing, for each merging is told and undone by itself."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(
            owner,
            title=_("Institutions that may be one"),
            save_text=_("Make one of the two"),
            leave_text=_("Close"),
            intro=_(
                "People and former posts go over to the one that stays. The other spelling is understood from then on."
            ),
        )
        self.table: RecordTable[LookAlike] = RecordTable(
            self.workspace,
            "institutions.look_alikes",
            LOOK_ALIKE_COLUMNS,
            empty=EmptyState(_("No two institutions look alike."), icon="success"),
        )
        self.table.opened.connect(lambda _pair: self.save())
        self._pairs: list[LookAlike] = []
        swap = make_button(self, Action(_("The other one stays"), self.swap, icon="refresh", key="Ctrl+T"))
        row = QHBoxLayout()
        row.setSpacing(GAP_S)
        row.addWidget(swap)
        row.addStretch(1)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)
        self.resize(*SIZE)
        self._load()

    def swap(self) -> None:
        """Let the other one of the chosen pair stay."""
        pair = self.table.current()
        if pair is not None:
            self._show([pair if _key(each) != _key(pair) else _turned(each) for each in self._pairs])
            self.table.select(lambda each: _key(each) == _key(pair))

    def submit(self) -> None:
        pair = self.table.current()
        if pair is not None:
            kept_id, gone_id = pair.first.id, pair.second.id
            run_command(
                self,
                lambda centre: centre.write(merge_institutions, kept_id=kept_id, gone_id=gone_id),
                lambda outcome: self._merged(pair, outcome.value),
            )

    def _merged(self, pair: LookAlike, merged: Merged) -> None:
        self.banner.show_outcome(merged_text(pair.first.name, merged), undo=lambda: self._part(merged.merge_id))
        self._load()

    def _part(self, merge_id: int) -> None:
        run_command(self, lambda centre: centre.write(part_institutions, merge_id=merge_id), lambda _done: self._load())

    def _load(self) -> None:
        run_query(self, lambda centre: centre.read(suggestions), self._show, slot="pairs")

    def _show(self, pairs: list[LookAlike]) -> None:
        self._pairs = pairs
        self.table.set_rows(pairs)
        if self.table.current() is None:
            self.table.select(lambda _pair: True)
        self.save_button.setEnabled(bool(pairs))
        if pairs:
            self.table.view.setFocus()


class MergeDialog(FormDialog):
    """Another spelling of this institution, chosen by hand. Finishes with what was merged."""

    def __init__(self, owner: QWidget, draft: InstitutionDraft) -> None:
        super().__init__(
            owner,
            title=_("Another spelling of {name}", name=draft.name),
            save_text=_("Make one of the two"),
            intro=_("People and former posts go over to this one. The other spelling is understood from then on."),
        )
        self._draft = draft
        self.add(ChoiceField("gone_id", _("The same institution, written otherwise"), is_required=True))
        run_query(self, lambda centre: _candidates(centre, draft), self._offer)

    def submit(self) -> None:
        kept_id, gone_id = self._draft.id, self.field("gone_id").value
        run_command(
            self,
            lambda centre: centre.write(merge_institutions, kept_id=kept_id, gone_id=gone_id),
            lambda outcome: self.finish(outcome.value),
        )

    def _offer(self, lines: list[InstitutionLine]) -> None:
        field = self.field("gone_id")
        assert isinstance(field, ChoiceField)
        field.set_choices(
            [
                Choice(
                    line.id,
                    _n("{name} – {n} person", "{name} – {n} people", line.people, name=line.name),
                    " · ".join(filter(None, (line.district, line.kind))),
                    also=line.code,
                )
                for line in lines
            ]
        )
        self._before = self.values()


def merged_text(name: str, merged: Merged) -> str:
    return _n("{n} person went over to {name}.", "{n} people went over to {name}.", merged.people, name=name)


def _candidates(centre: "Centre", draft: InstitutionDraft) -> list[InstitutionLine]:
    """Those of the same district, and those that tell none."""
    wanted = [InstitutionFilter(district_code=code) for code in dict.fromkeys((draft.district_code, ""))]
    ids = [found for each in wanted for found in centre.read(institution_ids, each) if found != draft.id]
    return centre.read(institution_lines, list(dict.fromkeys(ids)))


def _key(pair: LookAlike) -> tuple[int, int]:
    return min(pair.first.id, pair.second.id), max(pair.first.id, pair.second.id)


def _turned(pair: LookAlike) -> LookAlike:
    return LookAlike(pair.second, pair.first, pair.reasons)
