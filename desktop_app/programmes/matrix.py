"""The matrix of competences by modules: how much, 1 to 5, each module of a programme serves each competence."""

from collections.abc import Mapping

from sqlalchemy import select

from db.models.programmes import Module
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Invalid
from desktop_app.i18n import N_

WEIGHTS = range(1, 6)

Weights = Mapping[str, int]
"""By the code of the competence; what is not served is not there."""


def save_weights(unit: UnitOfWork, *, before: Mapping[int, Weights], after: Mapping[int, Weights]) -> None:
    """Change the weights of modules, by id. Raises Conflict where somebody else has changed them, Invalid."""
    rows = unit.session.scalars(select(Module).where(Module.id.in_(after))).all()
    if len(rows) < len(after):
        raise Conflict
    for row in rows:
        weights = {code: weight for code, weight in after[row.id].items() if weight}
        if not set(WEIGHTS) >= set(weights.values()):
            raise Invalid(
                "weight_range", N_("Give a number from {lowest} to {highest}."), lowest=0, highest=WEIGHTS[-1]
            )
        if dict(row.competences) != dict(before[row.id]):
            raise Conflict
        row.competences = weights
