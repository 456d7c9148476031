"""What is done with a questionnaire, on the shelf and in the editor alike."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop_app.changes import Outcome
from desktop_app.codes import free_code
from desktop_app.i18n import _, _n, language
from desktop_app.language.script import to_latin
from desktop_app.questionnaires.checking import DefinitionFault, definition_faults
from desktop_app.questionnaires.editing import Part, part_at
from desktop_app.questionnaires.editing import blank_questionnaire as blank
from desktop_app.questionnaires.model import Item, Questionnaire, text_in
from desktop_app.questionnaires.xlsform_writing import write_xlsform
from desktop_app.surveys.records import QuestionnaireRow, QuestionnaireState
from desktop_app.surveys.shelf import codes_taken, put_in_use, questionnaire, save_draft
from ui.files import WORKBOOK, choose_target, show_saved
from ui.icons import icon
from ui.navigation import Target
from ui.operations import Owner, run_command, run_long
from ui.pages.surveys.editor_texts import UZBEK
from ui.pages.surveys.editor_words import title_of
from ui.widgets.confirm import confirm
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

EDITOR = "questionnaire"
CODE_LENGTH = 24
LIST_HEIGHT = 260
REMARKS_SAID = 6
_APOSTROPHES, _NOT_IN_CODES = re.compile("[ʻʼ']"), re.compile("[^a-z0-9]+")


def saved_edition(centre: "Centre", row: QuestionnaireRow, draft: Questionnaire) -> Outcome[QuestionnaireRow]:
    """The draft, kept: what is in use stays as it is, of it a new edition is begun."""
    known = row.id if row.state is QuestionnaireState.DRAFT else None
    kept = centre.write(save_draft, draft=draft, questionnaire_id=known, version=row.version)
    return Outcome(centre.read(questionnaire, questionnaire_id=kept.value), kept.changes)


class FaultsDialog(FormDialog):
    """Why a questionnaire cannot be used yet; ``ask`` returns the fault to go to."""

    def __init__(self, owner: QWidget, faults: Sequence[DefinitionFault], questionnaire: Questionnaire) -> None:
        errors = sum(fault.is_error for fault in faults)
        super().__init__(
            owner,
            title=_n(
                "{n} thing must be put right before anybody is asked",
                "{n} things must be put right before anybody is asked",
                errors,
            ),
            save_text=_("Go there"),
            leave_text=_("Close"),
        )
        self._faults = sorted(faults, key=lambda fault: (not fault.is_error, fault.place))
        self.list = QListWidget()
        self.list.setMinimumHeight(LIST_HEIGHT)
        self.list.setWordWrap(True)
        for fault in self._faults:
            sign = icon("error", "bad") if fault.is_error else icon("warning", "warn")
            where = _where(part_at(questionnaire, fault.place))
            self.list.addItem(QListWidgetItem(sign, f"{where}: {fault.text}"))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.save())
        self.body.addWidget(self.list, 1)
        self.list.setFocus()

    def submit(self) -> None:
        self.finish(self._faults[max(self.list.currentRow(), 0)])


class TitleDialog(FormDialog):
    """``ask`` returns the title of a questionnaire that is begun."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, title=_("New questionnaire"), save_text=_("Begin"))
        self.add(TextField("title", _("Title"), is_required=True))

    def submit(self) -> None:
        self.finish(self.values()["title"])


def begin_questionnaire(owner: Owner) -> None:
    """Ask for a title, and go to the editor with the draft."""
    assert isinstance(owner, QWidget)
    title = TitleDialog.ask(owner)
    if title is not None:
        written_in = UZBEK if language() == "uz_Latn" else language()
        keep_draft(owner, blank("", {written_in: title}))


def keep_draft(owner: Owner, draft: Questionnaire) -> None:
    """Keep a new questionnaire under a free code made of its title, and go to the editor."""
    letters = _APOSTROPHES.sub("", to_latin(text_in(draft.title)).lower())
    wished = _NOT_IN_CODES.sub("-", letters).strip("-")[:CODE_LENGTH].strip("-") or EDITOR

    def keep(centre: "Centre") -> Outcome[int]:
        code = free_code(wished, centre.read(codes_taken))
        return centre.write(save_draft, draft=replace(draft, code=code))

    run_command(owner, keep, lambda outcome: edit(owner, outcome.value))


def edit(owner: Owner, questionnaire_id: int) -> None:
    owner.workspace.navigate(Target(EDITOR, questionnaire_id))


def bring_into_use(owner: Owner, row: QuestionnaireRow, on_done: Callable[[], object] | None = None) -> None:
    """Put an edition in use unless something is wrong with it; what is only worth saying is said before."""
    assert isinstance(owner, QWidget)
    faults = definition_faults(row.questionnaire)
    if any(fault.is_error for fault in faults):
        fault = FaultsDialog.ask(owner, faults, row.questionnaire)
        if fault is not None:
            owner.workspace.navigate(Target(EDITOR, (row.id, fault.place)))
        return
    if row.state is QuestionnaireState.IN_USE:
        owner.workspace.show_notice(_("This edition is in use already."))
        return
    if faults and not confirm(
        owner, _("Put it in use all the same?"), action=_("Put in use"), details=_told(faults, row)
    ):
        return

    def used(_outcome: Outcome[None]) -> None:
        title, edition = text_in(row.questionnaire.title), row.questionnaire.edition
        if on_done is not None:
            on_done()
        owner.workspace.show_notice(_("“{title}”, edition {edition}, is in use.", title=title, edition=edition))

    run_command(owner, lambda centre: centre.write(put_in_use, questionnaire_id=row.id), used)


def save_as_xlsform(owner: Owner, row: QuestionnaireRow) -> None:
    """As a workbook that ODK and Kobo open."""
    assert isinstance(owner, QWidget)
    asked = row.questionnaire
    out = choose_target(owner, _("Save as XLSForm"), name=text_in(asked.title), kind=WORKBOOK)
    if out is None:
        return

    def written(path: Path) -> None:
        show_saved(owner.workspace, path)

    run_long(owner, _("Writing the XLSForm"), lambda _centre, _progress: write_xlsform(out, asked), written)


def _told(faults: Sequence[DefinitionFault], row: QuestionnaireRow) -> str:
    lines = [f"{_where(part_at(row.questionnaire, fault.place))}: {fault.text}" for fault in faults[:REMARKS_SAID]]
    if len(faults) > REMARKS_SAID:
        lines.append(_n("and {n} more remark", "and {n} more remarks", len(faults) - REMARKS_SAID))
    return "\n".join(lines)


def _where(part: Part) -> str:
    return f"{part.code} {title_of(part)}" if isinstance(part, Item) else title_of(part)
