"""The 14 regions before there is a database to ask: read from the list that a new centre is filled with."""

import csv
from importlib.resources import files

from desktop_app.reference.records import Names
from ui.models.choices_model import Choice


def region_choices() -> list[Choice]:
    """The regions in the ministry's order, in the current language."""
    source = files("resources") / "reference" / "territories.csv"
    with source.open("r", encoding="utf-8", newline="") as lines:
        regions = [row for row in csv.DictReader(lines) if row["level"] == "region"]
    regions.sort(key=lambda row: int(row["report_order"]))
    return [Choice(row["code"], _name(row).text) for row in regions]


def _name(row: dict[str, str]) -> Names:
    return Names(row["name_uz"], row["name_ru"], row["name_en"], row["name_cyrl"])
