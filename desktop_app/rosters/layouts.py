"""What was learnt of the layouts that senders use: which column is which, and what an unclear cell means there."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from db.models.rosters import SheetLayout
from db.unit_of_work import UnitOfWork
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import search_key
from desktop_app.rosters.reading import RosterTable

SENDERS_OFFERED = 20
# Old layouts of a sender are not kept for ever.
ANSWERS_KEPT = 500


@dataclass(frozen=True)
class Remembered:
    """``columns`` is field to column, from 0; ``answers`` are decisions by field and the text of the cell."""

    columns: Mapping[str, int]
    answers: Mapping[tuple[str, str], str]

    def fits(self, table: RosterTable) -> bool:
        """Whether the columns were chosen otherwise than they would be guessed, and are all there."""
        guessed = {field: column.index for field, column in table.columns.items()}
        return bool(self.columns) and dict(self.columns) != guessed and max(self.columns.values()) < table.width


def recalled_layout(unit: UnitOfWork, *, sender: str, layout: str) -> Remembered | None:
    """What the sender's last file of this layout was read by; a layout without a sender is remembered, too."""
    row = unit.session.scalar(
        select(SheetLayout).where(SheetLayout.sender == tidy(sender), SheetLayout.layout == layout)
    )
    if row is None:
        return None
    answers = {(field, text): answer for field, texts in row.answers.items() for text, answer in texts.items()}
    return Remembered(dict(row.columns), answers)


def remember_layout(
    unit: UnitOfWork, *, sender: str, table: RosterTable, answers: Mapping[tuple[str, str], str]
) -> None:
    """Keep how the file was read, for the sender's next one of the same layout."""
    name = tidy(sender)
    row = unit.session.scalar(select(SheetLayout).where(SheetLayout.sender == name, SheetLayout.layout == table.layout))
    if row is None:
        row = SheetLayout(sender=name, layout=table.layout)
        unit.session.add(row)
    by_field: dict[str, dict[str, str]] = {}
    for (field, text), answer in list(answers.items())[-ANSWERS_KEPT:]:
        by_field.setdefault(field, {})[text] = answer
    row.columns = {field: column.index for field, column in table.columns.items()}
    row.answers = by_field
    row.used_at = unit.now


def known_senders(unit: UnitOfWork, text: str = "", *, limit: int = SENDERS_OFFERED) -> tuple[str, ...]:
    """Senders whose name begins with or holds the text however it is spelt, the last used first."""
    rows = select(SheetLayout.sender).where(SheetLayout.sender != "").order_by(SheetLayout.used_at.desc())
    wanted = search_key(text)
    names = dict.fromkeys(unit.session.scalars(rows))
    return tuple([name for name in names if wanted in search_key(name)][:limit])
