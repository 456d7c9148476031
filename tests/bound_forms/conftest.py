"""A centre with a small year, and the wild forms made for it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.centre import Centre
from desktop_app.language.script import to_cyrillic
from desktop_app.reference.service import districts, list_items, profile, regions
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.spreadsheets.grid_records import Grid
from tests.bound_forms import wild_forms
from tests.returns.year import fill_year


@pytest.fixture
def year(centre: Centre) -> Centre:
    fill_year(centre)
    return centre


@pytest.fixture
def wild(centre: Centre, tmp_path: Path) -> Callable[[str], Grid]:
    """A form by its name, as it is read."""
    own = centre.read(profile).region_code
    places = [place.names.uz for place in centre.read(districts, region_code=own)]
    in_cyrillic = list(map(to_cyrillic, places))
    groups = [item.names.uz for item in centre.read(list_items, "staff_group")]
    subjects = [item.names.uz for item in centre.read(list_items, "subject")][:12]
    channels = [item.names.uz for item in centre.read(list_items, "channel")]
    builds = {
        "districts": wild_forms.districts_cyrillic(in_cyrillic),
        "prefixed": wild_forms.districts_cyrillic(in_cyrillic),
        "regions": wild_forms.regions_latin([region.names.uz for region in centre.read(regions)]),
        "months": wild_forms.months(groups),
        "indicators": wild_forms.indicators_russian(),
        "subjects": wild_forms.subjects_with_women(subjects),
        "chart": wild_forms.with_chart_and_names(places),
        "channels": wild_forms.channels_and_groups(channels, groups),
        "growth": wild_forms.growth(in_cyrillic),
    }

    def read(name: str) -> Grid:
        path = wild_forms.made(tmp_path / f"{name}.xlsx", builds[name])
        return read_grid_file(wild_forms.with_prefix(path) if name == "prefixed" else path)

    return read
