"""What is being written or designed is kept as a draft, one write after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from desktop_app.changes import Outcome
from desktop_app.errors import CentreError
from ui.operations import Owner, run_command

if TYPE_CHECKING:
    from desktop_app.centre import Centre

Draft = TypeVar("Draft")
Row = TypeVar("Row")


class DraftKeeping(Generic[Draft, Row]):
    """``row`` is what is written to, as the centre has it; ``save`` writes a draft of it and reads the row anew.

    ``on_kept`` is told the row as it was before the write.
    """

    def __init__(
        self,
        owner: Owner,
        row: Row,
        kept: Draft,
        *,
        save: Callable[["Centre", Row, Draft], Outcome[Row]],
        on_kept: Callable[[Row], object],
        on_failed: Callable[[CentreError], object],
    ) -> None:
        self.row = row
        self._owner = owner
        self._save, self._on_kept, self._on_failed = save, on_kept, on_failed
        self._kept = self._wanted = kept
        self._is_writing = False
        self._then: Callable[[], object] | None = None

    def is_kept(self, draft: Draft) -> bool:
        """Whether nothing of it would be lost if it were read anew."""
        return not self._is_writing and draft == self._kept

    def keep(self, draft: Draft, then: Callable[[], object] | None = None) -> None:
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
        run_command(
            self._owner,
            lambda centre: self._save(centre, row, draft),
            lambda outcome: self._take(outcome.value, draft),
            self._fail,
        )

    def _take(self, row: Row, draft: Draft) -> None:
        before = self.row
        self.row, self._kept, self._is_writing = row, draft, False
        self._on_kept(before)
        self._go_on()

    def _fail(self, error: CentreError) -> None:
        self._is_writing = False
        self._then = None
        self._on_failed(error)
