"""Rules of who is due: what a line of the table of turns asks for, in days and in words, and why a person is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.due.records import DueReason, Turn
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n
from desktop_app.language.dates import short_date

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_YEARS = 60
STAGES = {"online": N_("the stage of 2024 online"), "offline": N_("the stage of 2024 in person")}


@dataclass(frozen=True)
class Bounds:
    """The days that a line's years come to. In the post after ``since_after`` and by ``since_by``.

    A category must end before ``ends_before``. None bounds nothing.
    """

    since_after: date | None
    since_by: date | None
    ends_before: date | None


@dataclass(frozen=True)
class TurnNames:
    """The words of the codes that lines of the table use, in the language in force."""

    staff_groups: Mapping[str, str]
    positions: Mapping[str, str]
    categories: Mapping[str, str]


def bounds(turn: Turn) -> Bounds:
    """Whole years on 1 January of the due year. Whoever came to the post only after that day is not meant."""
    year, least, most = turn.due_year, turn.post_years_min, turn.post_years_max
    left = turn.category_years_left_max
    is_by_post = least is not None or most is not None
    return Bounds(
        since_after=None if most is None else date(year - most - 1, 1, 1),
        since_by=date(year - (least or 0), 1, 1) if is_by_post else None,
        ends_before=None if left is None else date(year + left + 1, 1, 1),
    )


def check_turn(turn: Turn) -> None:
    """Raises Invalid naming the field."""
    _require_between(turn.due_year, FIRST_YEAR, LAST_YEAR, "due_year")
    for name in ("post_years_min", "post_years_max", "category_years_left_max"):
        years = getattr(turn, name)
        if years is not None:
            _require_between(years, 0, MOST_YEARS, name)
    least, most = turn.post_years_min, turn.post_years_max
    if least is not None and most is not None and least > most:
        raise Invalid("years_reversed", N_("The least years are more than the most."), field="post_years_max")
    if turn.stage_2024 is not None and turn.stage_2024 not in STAGES:
        raise Invalid("not_in_list", N_("Choose one from the list."), field="stage_2024")


def turn_words(turn: Turn, names: TurnNames) -> str:
    """For whom the line is, condition by condition."""
    conditions = [
        _listed((*_named(turn.staff_groups, names.staff_groups), *_named(turn.position_codes, names.positions))),
        _listed(_named(turn.category_codes, names.categories)),
        _(STAGES[turn.stage_2024]) if turn.stage_2024 in STAGES else "",
        _lifetime(turn.is_lifetime_category),
        _post_years(turn.post_years_min, turn.post_years_max),
        _years_left(turn.category_years_left_max),
    ]
    return "; ".join(filter(None, conditions)) or _("Everybody")


def why_due(
    reason: DueReason, *, turn: Turn | None, names: TurnNames, last_on: date | None, since: date | None, year: int
) -> str:
    """The sentence why a person is due in a year; ``since`` is the beginning of their service."""
    match reason:
        case DueReason.TURN if turn is not None:
            return _("Turn of {year}: {who}.", year=year, who=turn_words(turn, names))
        case DueReason.CYCLE if last_on is not None:
            return _("The last course ended on {day}.", day=short_date(last_on))
        case DueReason.SERVICE if since is not None:
            return _("No course is known; in service since {day}.", day=short_date(since))
        case _:
            return _("No course is known.")


def reason_name(reason: DueReason) -> str:
    match reason:
        case DueReason.TURN:
            return _("Table of turns")
        case DueReason.CYCLE:
            return _("Time since the last course")
        case DueReason.SERVICE:
            return _("First course by years of service")
        case DueReason.NEVER:
            return _("No course is known")


def require_year(year: int) -> None:
    """Raises Invalid for a year that no list is kept for."""
    _require_between(year, FIRST_YEAR, LAST_YEAR, "year")


def _require_between(number: int, lowest: int, highest: int, field: str) -> None:
    if not lowest <= number <= highest:
        raise Invalid(
            "rule_range",
            N_("Give a number from {lowest} to {highest}."),
            field=field,
            lowest=lowest,
            highest=highest,
        )


def _named(codes: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(code, code) for code in codes)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _lifetime(is_lifetime: bool | None) -> str:
    match is_lifetime:
        case None:
            return ""
        case True:
            return _("category for life")
        case False:
            return _("category for a term")


def _post_years(least: int | None, most: int | None) -> str:
    match least, most:
        case None, None:
            return ""
        case None, int():
            return _n("in the post up to {n} year", "in the post up to {n} years", most)
        case int(), None:
            return _n("in the post {n} year or more", "in the post {n} years or more", least)
        case _:
            return _("in the post {least} to {most} years", least=least, most=most)


def _years_left(most: int | None) -> str:
    if most is None:
        return ""
    return _n("{n} year of the category left or less", "{n} years of the category left or less", most)
