"""What is being designed is kept as a draft, one write after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.certificate_templates.model import Template
from desktop_app.certificate_templates.shelf import TemplateRow, save_draft, template
from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from ui.operations import Owner, run_command

if TYPE_CHECKING:
    from desktop_app.centre import Centre


class DraftKeeping:
    """``row`` is the draft as the centre has it."""

    def __init__(
        self,
        owner: Owner,
        row: TemplateRow,
        *,
        on_kept: Callable[[], object],
        on_failed: Callable[[CentreError], object],
    ) -> None:
        self.row = row
        self._owner = owner
        self._on_kept, self._on_failed = on_kept, on_failed
        self._kept = self._wanted = row.template
        self._is_writing = False
        self._then: Callable[[], object] | None = None

    def is_kept(self, draft: Template) -> bool:
        return not self._is_writing and draft == self._kept

    def keep(self, draft: Template, then: Callable[[], object] | None = None) -> None:
        """Keep it unless it is kept already; ``then`` is called when all is."""
        self._wanted, self._then = draft, then or self._then
        if not self._is_writing:
            self._go_on()

    def _go_on(self) -> None:
        draft, row = self._wanted, self.row
        if draft == self._kept:
            then, self._then = self._then, None
            if then is not None:
                then()
            return
        self._is_writing = True

        def save(centre: "Centre") -> Outcome[TemplateRow]:
            kept = centre.write(save_draft, draft=draft, template_id=row.id, version=row.version)
            return Outcome(centre.read(template, template_id=kept.value), kept.changes)

        run_command(self._owner, save, lambda outcome: self._take(outcome.value, draft), self._fail)

    def _take(self, row: TemplateRow, draft: Template) -> None:
        self.row, self._kept, self._is_writing = row, draft, False
        self._on_kept()
        self._go_on()

    def _fail(self, error: CentreError) -> None:
        self._is_writing = False
        self._then = None
        self._on_failed(error)
