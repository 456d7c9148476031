"""``cascade PROGRAMME`` as a night job uses it."""

import json
from pathlib import Path

import pytest

from db.models.plan import StatedFigure
from db.models.programmes import CascadeLevel
from desktop_app.__main__ import main
from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from tests import factories

ROLES = ("Master-trener", "Mentor", "Yetakchi oʻqituvchi", "Fan oʻqituvchisi")
PEOPLE = (127, 792, 20_167, 92_000)


@pytest.fixture
def folder(centre_paths: CentrePaths) -> Path:
    """A centre with the four levels of order 317; a paper states more of the last one."""
    centre = open_centre(centre_paths)
    planned = (*PEOPLE[:3], None)
    levels = [
        CascadeLevel(place=place, role=role, planned_people=number)
        for place, (role, number) in enumerate(zip(ROLES, planned, strict=True), 1)
    ]
    taught = factories.write(centre, factories.programme(code="KASKAD", levels=levels)).id
    for level, people in enumerate((127, 792, 20_160, 92_000), 1):
        values = {"programme_id": taught, "cascade_level": level, "people": people}
        factories.write(centre, factories.training_event(**values))
    stated = {"what": "cascade_level", "key": "KASKAD:4", "year": 2024, "count": 92_500, "source": "Hisobot"}
    factories.write(centre, StatedFigure(**stated))
    centre.is_changed_since_backup = False
    centre.close()
    return centre_paths.folder


def told(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["cascade", *arguments, "--data", str(folder)])
    return code, capsys.readouterr().out


def test_the_levels_are_told_with_fan_out_and_coverage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = told(folder, capsys, "KASKAD", "--json")
    levels = json.loads(out)["levels"]
    assert code == 0
    assert [level["role"] for level in levels] == list(ROLES)
    assert [level["people"] for level in levels] == [127, 792, 20_160, 92_000]
    assert [level["trained_by"] for level in levels] == [None, *ROLES[:3]]
    assert [level["fan_out"] for level in levels] == [None, 6.2, 25.5, 4.6]
    assert [level["coverage"] for level in levels] == [100.0, 100.0, 99.96, None]
    assert levels[3]["stated"] == [{"count": 92_500, "source": "Hisobot", "year": 2024, "difference": 500}]


def test_a_person_reads_it_as_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = told(folder, capsys, "kaskad")
    assert code == 0
    assert "Fan oʻqituvchisi: 92\u00a0000" in out
    assert "Hisobot" in out


@pytest.mark.parametrize("programme", ["NONE", ""])
def test_an_unknown_programme_ends_as_not_found(
    folder: Path, capsys: pytest.CaptureFixture[str], programme: str
) -> None:
    code, _out = told(folder, capsys, programme, "--json")
    assert code == main(["timetable", "--cohort", "NONE", "--data", str(folder), "--json"])
    assert code != 0
