"""The made-up plan and the figures of other channels, near what the persons prove."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from db.base import Base
from db.models.plan import ChannelFigure, PlanLine
from db.unit_of_work import UnitOfWork
from desktop_app.demo.channels import fill_channels

STAFF_GROUPS = ("RAHBAR", "MUTAXASSIS", "PEDAGOG")
# Of the centre's own plan: what other channels are asked to train, and what they come to.
OTHER_CHANNELS = {"UKT": (0.26, 1.6), "OTM_NOTM": (0.42, 0.4), "AMI": (0.05, 0.9)}

Finished = Mapping[tuple[date, str, str], int]


def write_plan(unit: UnitOfWork, rng: Random, finished: Finished) -> None:
    """The plan of every year with people in it, and the work of the other channels."""
    for table, rows in plan_lines(rng, finished, today=unit.today).items():
        unit.insert_many(table, rows, reason="demonstration")
    fill_channels(unit)


def plan_lines(rng: Random, finished: Finished, *, today: date) -> dict[type[Base], list[dict[str, Any]]]:
    """Plan by month, staff group and district for every year with people in it; ``finished`` counts by those."""
    years = sorted({month.year for month, _group, _district in finished} | {today.year})
    lines = [
        _line(month, "PMM", group, district, max(1, round(people * rng.uniform(0.75, 1.3) + rng.choice((-1, 0, 1)))))
        for (month, group, district), people in sorted(finished.items())
    ]
    lines += list(_rest_of_the_year(lines, today))
    figures = []
    for year in years:
        for month_number in range(1, 13):
            month = date(year, month_number, 1)
            for group in STAFF_GROUPS:
                own = sum(line["people"] for line in lines if _is_of(line, month, group))
                for channel, (share, done) in OTHER_CHANNELS.items():
                    planned = round(own * share)
                    if not planned:
                        continue
                    lines.append(_line(month, channel, group, None, planned))
                    if month < today.replace(day=1):
                        figures.append(_figure(month, channel, group, round(planned * done * rng.uniform(0.8, 1.2))))
    return {PlanLine: lines, ChannelFigure: figures}


def _rest_of_the_year(lines: Sequence[Mapping[str, Any]], today: date) -> Iterator[dict[str, Any]]:
    """The months to come are planned like the month before the last."""
    pattern = [line for line in lines if (line["year"], line["month"]) == (today.year, max(1, today.month - 2))]
    for month in range(today.month + 1, 13):
        for line in pattern:
            yield {**line, "month": month}


def _is_of(line: Mapping[str, Any], month: date, group: str) -> bool:
    return (line["year"], line["month"], line["staff_group"], line["channel_code"]) == (
        month.year,
        month.month,
        group,
        "PMM",
    )


def _line(month: date, channel: str, group: str, district: str | None, people: int) -> dict[str, Any]:
    return {
        "year": month.year,
        "month": month.month,
        "channel_code": channel,
        "staff_group": group,
        "district_code": district,
        "people": people,
        "order_number": "577-sonli" if month.year == 2024 else f"{480 + month.year % 100}-sonli",
        "order_date": date(month.year - 1, 12, 28),
    }


def _figure(month: date, channel: str, group: str, people: int) -> dict[str, Any]:
    return {
        "year": month.year,
        "month": month.month,
        "channel_code": channel,
        "staff_group": group,
        "people": people,
        "source": f"{month.month:02d}-{month.year} xat",
    }
