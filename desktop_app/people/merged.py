"""Cards that are no longer there because they were made one with others, for whoever kept their numbers."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from db.among import among
from db.models.duplicates import PersonMerge
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _
from desktop_app.language.names import PersonName, full_name

_PARTS = ("surname", "given_name", "patronymic")
_SENTENCE = N_("{name}: the card was made one with that of {other}. Part the two first.")


@dataclass(frozen=True)
class MergedCard:
    """``name`` is what the card said that is gone, ``other`` what the one said that was kept."""

    person_id: int
    name: str
    other: str

    @property
    def text(self) -> str:
        """In the language in force."""
        return _(_SENTENCE, name=self.name, other=self.other)


def merged_cards(unit: UnitOfWork, person_ids: Collection[int]) -> list[MergedCard]:
    """Those of the cards that were made one with others, and were not parted again."""
    merges = select(PersonMerge).where(PersonMerge.undone_at.is_(None)).order_by(PersonMerge.gone_id)
    return [
        MergedCard(row.gone_id, _name(row, "gone"), _name(row, "kept"))
        for condition in among(unit.session, [PersonMerge.gone_id], set(person_ids))
        for row in unit.session.scalars(merges.where(condition))
    ]


def _name(row: PersonMerge, side: str) -> str:
    return full_name(PersonName(*(row.before[side][part] for part in _PARTS)))
