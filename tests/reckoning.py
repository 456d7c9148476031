"""A query that tells how often it was really asked: what is remembered is not asked again."""

from dataclasses import dataclass, field

from sqlalchemy import func, select

from db.models.people import Person
from db.unit_of_work import UnitOfWork


@dataclass
class Reckoning:
    """How many people there are, and for what it was counted."""

    asked: list[int] = field(default_factory=list)

    def count(self, unit: UnitOfWork, *, plus: int = 0) -> int:
        self.asked.append(plus)
        return (unit.session.scalar(select(func.count(Person.id))) or 0) + plus
