"""What the report on 2024 says of plan and channels, entered as data: out comes what is arithmetically true."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.__main__ import main
from desktop_app.centre import Centre
from desktop_app.language.numbers import percent
from desktop_app.organisations.records import OrganisationDraft, PermitPaper
from desktop_app.organisations.service import check_requirement, grant_permit, organisation_card, save_organisation
from desktop_app.paths import CentrePaths
from desktop_app.plan.fact import plan_fact
from desktop_app.plan.figures import save_channel_figure
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import save_plan_line
from desktop_app.plan.stated import StatedEntry, What, save_stated_figure, stated_figures
from tests.opening import at_work
from tests.report_of_2024 import (
    LEADERS_PLANNED,
    LEADERS_TRAINED,
    ORDER_DATE,
    ORDER_NUMBER,
    REPORT,
    TEACHERS_PLANNED,
    TEACHERS_REPORTED,
    YEAR,
    train_own_teachers,
)

ORDER = {"order_number": ORDER_NUMBER, "order_date": ORDER_DATE}
PERMITTED = [
    "Orzu qanoti",
    "Turon international school group",
    "Tafakkur charxpalagi",
    "Md-soft",
    "Ziyo Muallim Pedagoglar Rivojlanish Markazi",
    "Marcos Soft",
    "Repetitor-test",
    "Smart eduspace",
]


@pytest.fixture(scope="module")
def entered(template_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report entered into a centre, closed: every test works on its own copy."""
    folder = shutil.copytree(template_database.parent, tmp_path_factory.mktemp("report") / "centre")
    with at_work(CentrePaths(folder)) as made:
        _enter(made)
    return folder


def _enter(centre: Centre) -> None:
    for channel, people in TEACHERS_PLANNED.items():
        centre.write(save_plan_line, PlanEntry(YEAR, 12, channel, "PEDAGOG", people, **ORDER))
    centre.write(save_plan_line, PlanEntry(YEAR, 12, "AMI", "RAHBAR", LEADERS_PLANNED, **ORDER))
    for channel, people in TEACHERS_REPORTED.items():
        centre.write(save_channel_figure, FigureEntry(YEAR, 12, channel, "PEDAGOG", people, REPORT))
    centre.write(save_channel_figure, FigureEntry(YEAR, 12, "AMI", "RAHBAR", LEADERS_TRAINED, REPORT))
    train_own_teachers(centre)


@pytest.fixture
def reported(entered: Path, tmp_path: Path) -> Iterator[Centre]:
    with at_work(CentrePaths(shutil.copytree(entered, tmp_path / "reported"))) as opened:
        yield opened


def test_the_figures_of_2024_come_out_as_they_are(reported: Centre) -> None:
    fact = reported.read(plan_fact, year=YEAR)
    groups = {(line.channel, line.group): line for line in fact.groups}
    told = {key: (line.plan, line.actual, line.percent) for key, line in groups.items()}
    assert told == {
        ("PMM", "PEDAGOG"): (291_145, 298_921, 102.7),
        ("UKT", "PEDAGOG"): (75_099, 180_764, 240.7),
        ("OTM_NOTM", "PEDAGOG"): (122_586, 8_903, 7.3),
        ("AMI", "RAHBAR"): (9_729, 6_553, 67.4),
    }
    leaders, teachers = fact.staff_groups
    assert (leaders.group, leaders.plan, leaders.actual, leaders.percent) == ("RAHBAR", 9_729, 6_553, 67.4)
    assert (teachers.plan, teachers.actual, teachers.difference) == (488_830, 488_588, -242)
    assert teachers.percent == 99.95
    assert percent(488_588, 488_830) == "99,95%"

    stated = {
        (What.CHANNEL_TOTAL, ".PEDAGOG"): 488_994,
        (What.PLAN_TOTAL, ".PEDAGOG"): 488_830,
        (What.CHANNEL_TOTAL, "AMI.RAHBAR"): 6_553,
        (What.CHANNEL_TOTAL, "PMM"): 298_921,
    }
    for (what, key), count in stated.items():
        reported.write(save_stated_figure, StatedEntry(what, key, YEAR, count, REPORT))
    found = {(each.entry.what, each.entry.key): each for each in reported.read(stated_figures, year=YEAR)}
    assert {key: each.difference for key, each in found.items()} == dict.fromkeys(stated, 0) | {
        (What.CHANNEL_TOTAL, ".PEDAGOG"): 406
    }
    assert found[What.CHANNEL_TOTAL, ".PEDAGOG"].proven == 488_588


def test_the_command_tells_the_teachers_of_all_channels_with_what_is_missing(
    reported: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = reported.paths.folder
    reported.close()
    assert main(["plan", "--data", str(folder), "--year", str(YEAR), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (teachers,) = (group for group in told["groups"] if group["group"] == "PEDAGOG")
    wanted = {"plan": 488_830, "actual": 488_588, "difference": -242, "percent": 99.95}
    assert {name: teachers[name] for name in wanted} == wanted
    assert sum(line["actual"] for line in told["lines"]) == told["total"]["actual"] == 488_588 + 6_553
    assert main(["plan", "--data", str(folder), "--year", str(YEAR), "--language", "en"]) == 0
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Teaching staff: 488 588 of 488 830  99.95%  242 short of the plan" in text
    assert "488 994" not in text


def test_eight_organisations_where_nine_are_stated(centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    for number, name in enumerate(PERMITTED, start=1):
        _permit(centre, name, number)
    entry = StatedEntry(What.ORGANISATIONS_PERMITTED, "", YEAR, 9, REPORT)
    centre.write(save_stated_figure, entry)
    (found,) = centre.read(stated_figures, year=YEAR)
    assert (found.proven, found.difference) == (8, 1)
    folder = centre.paths.folder
    centre.close()
    assert main(["plan", "--data", str(folder), "--year", str(YEAR), "--json"]) == 0
    (stated,) = json.loads(capsys.readouterr().out)["stated"]
    assert stated == {
        "what": "organisations_permitted",
        "key": "",
        "stated": 9,
        "proven": 8,
        "difference": 1,
        "source": REPORT,
    }


def _permit(centre: Centre, name: str, number: int) -> None:
    draft = OrganisationDraft(name, "NODAVLAT", applied_on=date(YEAR, 3, 1))
    organisation_id = centre.write(save_organisation, draft).value
    card = centre.read(organisation_card, organisation_id=organisation_id)
    for requirement in card.requirements:
        centre.write(check_requirement, organisation_id=organisation_id, requirement_code=requirement.code, is_met=True)
    version = centre.read(organisation_card, organisation_id=organisation_id).draft.version
    permit = PermitPaper(f"R-{number}", date(YEAR, 5, 20))
    centre.write(grant_permit, organisation_id=organisation_id, version=version, permit=permit)
