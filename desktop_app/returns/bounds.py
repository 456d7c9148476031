"""Between what bounds a return's figures need no word, by the rules of the month's last day."""

from datetime import date

from db.unit_of_work import UnitOfWork
from desktop_app.inspection.shares import Bounds
from desktop_app.reference.service import rules_on


def bounds_on(unit: UnitOfWork, day: date) -> Bounds:
    rules = rules_on(unit, day)
    return Bounds(
        good_low=rules.return_good_low,
        good_high=rules.return_good_high,
        outlier_low=rules.return_outlier_low,
        outlier_high=rules.return_outlier_high,
        copy_least=rules.return_copy_least,
        jump_times=rules.return_jump_times,
    )
