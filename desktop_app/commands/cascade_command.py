"""``cascade PROGRAMME``: the levels of a cascade, how far it has reached and who trains whom."""

from argparse import ArgumentParser, Namespace
from typing import Any

from desktop_app.cascades.records import Cascade, LevelFact
from desktop_app.cascades.service import cascade_by_code
from desktop_app.centre import Centre
from desktop_app.commands.command import Command, Report
from desktop_app.i18n import _, language
from desktop_app.language.numbers import number, percent
from desktop_app.progress import Progress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("programme", metavar="PROGRAMME", help="code of a programme with levels")


def run(centre: Centre, options: Namespace, _progress: Progress) -> Report:
    found = centre.read(cascade_by_code, code=options.programme)
    return Report(facts_of(found), lines_of(found))


def facts_of(found: Cascade) -> dict[str, Any]:
    return {
        "programme": found.code,
        "title": found.title,
        "levels": [_level_facts(level) for level in found.levels],
    }


def lines_of(found: Cascade) -> list[str]:
    """The report for a person at a console."""
    lines = [f"{found.code} · {found.title}"]
    for level in found.levels:
        lines.append(f"{level.place}. {_told(level)}")
        lines += [
            "   "
            + _(
                "{source}, {year}: {stated} stated, {difference} more than is proven.",
                source=stated.source,
                year=stated.year,
                stated=_shown(stated.count),
                difference=_shown(level.beyond(stated)),
            )
            for stated in level.stated
        ]
    return lines


def _level_facts(level: LevelFact) -> dict[str, Any]:
    return {
        "place": level.place,
        "role": level.role,
        "people": level.people,
        "named": level.named,
        "reported": level.reported,
        "planned": level.planned,
        "trained_by": level.trained_by or None,
        "fan_out": None if level.fan_out is None else round(level.fan_out, 1),
        "coverage": level.coverage,
        "stated": [
            {
                "count": stated.count,
                "source": stated.source,
                "year": stated.year,
                "difference": level.beyond(stated),
            }
            for stated in level.stated
        ],
    }


def _told(level: LevelFact) -> str:
    parts = [_("{role}: {people}", role=level.role, people=_shown(level.people))]
    if level.reported:
        parts.append(
            _("{named} by name, {reported} as a number", named=_shown(level.named), reported=_shown(level.reported))
        )
    if level.fan_out is not None:
        parts.append(_("{n} for each of the level before", n=number(level.fan_out, 1, language())))
    if level.planned:
        share = percent(level.people, level.planned, language()) or ""
        parts.append(_("{share} of {planned} planned", share=share, planned=_shown(level.planned)))
    return "; ".join(parts)


def _shown(people: int) -> str:
    return number(people, 0, language())


COMMAND = Command("levels of a cascade: who trains whom, and how far it has reached", add_arguments, run)
