"""The designer of a template: a draft is kept at every pause, what is or was in use is only looked at."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desktop_app.certificate_templates.checking import problems_of_template
from desktop_app.certificate_templates.designing import Material, material, opened
from desktop_app.certificate_templates.model import Template, text_in
from desktop_app.certificate_templates.shelf import TemplateRow, asked_files, save_draft, template
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError, Conflict
from desktop_app.i18n import _, _n, language
from ui.actions import Action
from ui.draft_keeping import DraftKeeping
from ui.navigation import Target
from ui.operations import run_query
from ui.pages.templates.acts import add_file, begin_edition, bring_into_use
from ui.pages.templates.columns import DRAFT
from ui.pages.templates.desk import Desk
from ui.pages.templates.preview_dialog import PreviewDialog
from ui.widgets.page import Page
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

SAVE_AFTER_MS = 700
SHELF = Target("templates")


def _saved(centre: "Centre", row: TemplateRow, draft: Template) -> Outcome[TemplateRow]:
    kept = centre.write(save_draft, draft=draft, template_id=row.id, version=row.version)
    return Outcome(centre.read(template, template_id=kept.value), kept.changes)


class DesignerPage(Page):
    """``open(id)`` shows an edition, ``open((id, name))`` with an element of it chosen."""

    changes_that_matter = frozenset({"certificate_template"})

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, title=_("Template"))
        self.set_back(SHELF)
        self.desk = Desk(self, self.title)
        self.body.addWidget(self.desk, 1)
        self.row: TemplateRow | None = None
        self._keeping: DraftKeeping[Template, TemplateRow] | None = None
        self._wanted: tuple[int, str] = (0, "")
        self._has_failed = False
        self._files_asked: frozenset[str] = frozenset()
        self._save_soon = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._save_soon.timeout.connect(self._pause)
        self.desk.changed.connect(self._note_change)
        self.desk.font_wanted.connect(lambda: self._add_file(is_font=True))
        self.desk.picture_wanted.connect(lambda: self._add_file(is_font=False))
        self._offer_actions()

    def open(self, argument: object) -> None:
        template_id, element = argument if isinstance(argument, tuple) else (argument, "")
        if self.row is not None and self.row.id == template_id:
            self.desk.choose((element,) if element else ())
            return
        self._save()
        self._wanted = (cast(int, template_id), element)
        self.row = self._keeping = None
        self.make_stale()

    def here(self) -> object:
        return self._wanted[0]

    def first_focus(self) -> QWidget | None:
        return self.desk.canvas

    def refresh(self) -> None:
        wanted = self._wanted[0]
        if wanted:
            run_query(self, lambda centre: _opened(centre, wanted), self._read, slot="refresh")

    def hideEvent(self, event: QHideEvent) -> None:
        self._save()
        super().hideEvent(event)

    @property
    def is_draft(self) -> bool:
        return self.row is not None and self.row.state == DRAFT

    def _read(self, found: tuple[TemplateRow, Material]) -> None:
        """Show it; while it is being designed here only if somebody else has changed it and nothing would be lost."""
        row, files = found
        keeping = self._keeping
        if self.row is not None and row.id == self.row.id:
            is_ours = keeping is not None and (
                keeping.row.version == row.version or not keeping.is_kept(self.desk.template)
            )
            if row.state == self.row.state and (is_ours or row == self.row):
                return
        self.row = row
        self._files_asked = frozenset(asked_files(row.template))
        self._keeping = None
        if self.is_draft:
            self._keeping = DraftKeeping(
                self, row, row.template, save=_saved, on_kept=self._tell_kept, on_failed=self._not_kept
            )
        self.desk.start(row.template, files, is_read_only=not self.is_draft)
        if self._wanted[1]:
            self.desk.choose((self._wanted[1],))
        self._offer_actions()
        self._tell_state()
        self._say_why_read_only(row)

    def _offer_actions(self) -> None:
        """A draft is put in use; of anything else what can be changed is made."""
        if self.row is None or self.is_draft:
            forward = Action(
                _("Put in use"), self._bring_into_use, icon="check", key="Ctrl+Return", right="edit_templates"
            )
        else:
            words = _("Copy…") if self.row.is_built_in else _("Make a new edition")
            forward = Action(words, self._begin_edition, icon="edit", key="Ctrl+Return")
        self.set_actions((forward, Action(_("Preview"), self._preview, icon="search", key="Ctrl+P")))

    def _say_why_read_only(self, row: TemplateRow) -> None:
        if self.is_draft:
            self.banner.clear()
        elif row.is_built_in:
            words = _("This template came with the program and stays as it is. Make a copy to change it.")
            self.banner.show_warning(words, link=(_("Copy…"), self._begin_edition))
        else:
            words = _("This edition is or was in use and stays as it is: what you change is a new edition.")
            self.banner.show_warning(words, link=(_("Make a new edition"), self._begin_edition))

    def _note_change(self) -> None:
        self._need_files()
        self._tell_state()
        self._save_soon.start()

    def _need_files(self) -> None:
        """Pasted or undone to: a picture may be one that was not asked for yet."""
        asked = frozenset(asked_files(self.desk.template))
        if asked - self._files_asked:
            self._files_asked = asked
            self._fetch_material()

    def _fetch_material(self) -> None:
        chosen = self.desk.template
        run_query(self, lambda centre: centre.read(material, chosen=chosen), self.desk.adopt, slot="material")

    def _add_file(self, *, is_font: bool) -> None:
        add_file(self, is_font=is_font, on_kept=self._use_file)

    def _use_file(self, sha256: str) -> None:
        self.banner.clear()
        self.desk.use_file(sha256)

    def _pause(self) -> None:
        self.desk.pause()
        self._save()

    def _save(self) -> None:
        if self._keeping is not None:
            self._save_soon.stop()
            self._keeping.keep(self.desk.template)

    def _tell_state(self) -> None:
        if self.row is None:
            return
        self.set_title(text_in(self.desk.template.title, language()) or _("Template"))
        words = [_("Edition {edition}", edition=self.row.template.edition)]
        if self.row.issues:
            words.append(_n("{n} issue to a cohort", "{n} issues to cohorts", self.row.issues))
        if self._keeping is not None and self._keeping.is_kept(self.desk.template):
            words.append(_("the draft is saved"))
        self.set_context(" · ".join(words))

    def _tell_kept(self, _before: TemplateRow) -> None:
        assert self._keeping is not None
        self.row = self._keeping.row
        self._tell_state()
        if self._has_failed:
            self._has_failed = False
            self.banner.clear()

    def _not_kept(self, error: CentreError) -> None:
        link = (_("Read it anew"), self._read_anew) if isinstance(error, Conflict) else None
        self.banner.show_error(error.text, link=link)
        self._has_failed = True

    def _read_anew(self) -> None:
        self.row = self._keeping = None
        self.banner.clear()
        self.refresh()

    def _preview(self) -> None:
        if self.row is not None:
            PreviewDialog.show_template(self, self.desk.template)

    def _begin_edition(self) -> None:
        if self.row is not None:
            begin_edition(self, self.row)

    def _bring_into_use(self) -> None:
        keeping = self._keeping
        if keeping is not None:
            self._save_soon.stop()
            keeping.keep(self.desk.template, then=lambda: bring_into_use(self, keeping.row, self._used))

    def _used(self) -> None:
        if self.row is not None:
            self.workspace.navigate(Target(SHELF.page, self.row.id))


def _opened(centre: "Centre", template_id: int) -> tuple[TemplateRow, Material]:
    """Laid out once in the worker: the fonts are loaded by then, and the window need not wait for them."""
    row, files = centre.read(opened, template_id=template_id)
    problems_of_template(row.template, files.files)
    return row, files
