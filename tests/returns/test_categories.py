"""1-PMM by category: whom we know by name is divided and no plan is, and a return of before is held to what it had."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from db.models.cohorts import Enrolment
from db.models.people import Person
from db.models.returns import ReturnSnapshot
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.clock import FixedClock
from desktop_app.errors import Invalid, Refused
from desktop_app.inspection.service import inspect_file
from desktop_app.returns.checking import approve_return, check_return
from desktop_app.returns.drift import figures_since, people_since
from desktop_app.returns.evidence import Evidence
from desktop_app.returns.figures import digest_of, lines_of, value_of
from desktop_app.returns.kept_people import pack, unpack
from desktop_app.returns.record_rules import check_carry, check_same_as_last_month
from desktop_app.returns.records import Form, Line, Row
from desktop_app.returns.rules import check_sums
from desktop_app.returns.service import behind_cell, compose_return, write_return
from desktop_app.returns.states import kept_return
from tests.conftest import NOW
from tests.returns.sent import another_finishes, approved_return, as_sent, explain_all, fill_explained_year
from tests.returns.test_rules import rules_of
from tests.returns.year import OCTOBER

CATEGORIES = {1: "OLIY", 3: "OLIY", 4: "I", 6: "I"}
PEDAGOGS = "PMM.PEDAGOG"


def state_categories(centre: Centre, stated: dict[int, str]) -> None:
    def state(unit: UnitOfWork) -> None:
        for enrolment_id, category in stated.items():
            unit.session.get_one(Enrolment, enrolment_id).category_code = category

    centre.write(state)


@pytest.fixture
def year(centre: Centre) -> Centre:
    fill_explained_year(centre)
    state_categories(centre, CATEGORIES)
    return centre


def plan_of(centre: Centre) -> Form:
    return centre.read(compose_return, **OCTOBER).form("1-PMM")


def categories_of(form: Form, group: str = PEDAGOGS) -> dict[str, tuple[Any, Any]]:
    found = {row.code.removeprefix(f"{group}."): row.values for row in form.children(group)}
    return {code: (values["month_actual"], values["year_actual"]) for code, values in found.items()}


def as_before_the_categories(centre: Centre) -> list[Line]:
    """What is kept, as the program kept it when 1-PMM had none of these rows; returns its lines."""

    def take_back(unit: UnitOfWork) -> list[Line]:
        kept = unit.session.scalars(select(ReturnSnapshot)).one()
        told = [line for line in kept.figures["lines"] if line["row"].count(".") < 2]
        assert len(told) < len(kept.figures["lines"])
        lines = [Line(**line) for line in told]
        digest = digest_of(lines, centre_code="TV", year=kept.year, month=kept.month)
        kept.figures = {name: each for name, each in kept.figures.items() if name != "edition"} | {
            "lines": told,
            "digest": digest,
        }
        return lines

    return centre.write(take_back).value


def test_the_people_of_a_group_stand_by_category_and_who_states_none_too(year: Centre) -> None:
    form = plan_of(year)
    assert categories_of(form) == {"OLIY": (1, 2), "I": (1, 1), "UNKNOWN": (1, 2)}
    assert categories_of(form, "PMM.UNKNOWN") == {"UNKNOWN": (1, 1)}
    assert list(check_sums(form)) == []


def test_the_row_of_who_states_no_category_is_there_when_everybody_states_one(year: Centre) -> None:
    assert categories_of(plan_of(year), "PMM.RAHBAR") == {"I": (1, 1), "UNKNOWN": (0, 0)}


def test_nobody_is_not_divided_nor_whom_others_report(year: Centre) -> None:
    form = plan_of(year)
    assert categories_of(form, "PMM.MUTAXASSIS") == {}
    assert {row.code.partition(".")[0] for row in form.rows if form.is_subpart(row)} == {"PMM"}


def test_no_plan_is_divided_and_no_percentage_given(year: Centre) -> None:
    form = plan_of(year)
    row = form.row(f"{PEDAGOGS}.OLIY")
    assert {code for code, value in row.values.items() if value is not None} == {"month_actual", "year_actual"}
    assert value_of(row, form.column("percent")) is None
    assert not any(row.texts.values())


def test_a_category_that_does_not_fit_into_its_group_is_told(year: Centre) -> None:
    form = plan_of(year)

    def with_one_more(row: Row) -> Row:
        return replace(row, values={**row.values, "year_actual": 3}) if row.code == f"{PEDAGOGS}.OLIY" else row

    wrong = replace(form, rows=tuple(map(with_one_more, form.rows)))
    assert rules_of(check_sums(wrong)) == [("SUM", f"1-PMM/{PEDAGOGS}/year_actual")]


def test_behind_a_category_stand_as_many_people_as_it_counts(year: Centre) -> None:
    form = plan_of(year)
    for row in filter(form.is_subpart, form.rows):
        for column in ("month_actual", "year_actual"):
            found = year.read(behind_cell, **OCTOBER, form="1-PMM", row=row.code, column=column)
            assert (found.total, len(found.rows)) == (row.values[column],) * 2, row.code


def test_nothing_is_listed_behind_the_plan_of_a_category(year: Centre) -> None:
    with pytest.raises(Invalid) as refused:
        year.read(behind_cell, **OCTOBER, form="1-PMM", row=f"{PEDAGOGS}.OLIY", column="plan_year")
    assert refused.value.code == "figure_without_data"


def test_the_file_numbers_and_adds_up_the_categories_and_leaves_the_plan_as_it_is(year: Centre, tmp_path: Path) -> None:
    made = write_return(year, **OCTOBER, out=tmp_path / "hisobot.xlsx")
    sheet = openpyxl.load_workbook(made.file)["1-PMM"]
    form = made.content.form("1-PMM")
    rows = {cells[0].value: cells for cells in sheet.iter_rows() if cells[0].value}
    at = [row.code for row in form.children("PMM")].index(PEDAGOGS) + 1
    group, first, last = rows[f"1.{at}"], rows[f"1.{at}.1"], rows[f"1.{at}.3"]
    plan, actual = (2 + form.columns.index(form.column(code)) for code in ("plan_year", "year_actual"))
    assert group[plan].value == 12
    assert first[plan].value == "–"
    assert group[actual].value == f"=SUM({first[actual].coordinate}:{last[actual].coordinate})"
    assert first[1].alignment.indent > group[1].alignment.indent
    assert (rows["1"][1].font.bold, group[1].font.bold) == (True, False)


def test_a_look_through_the_file_finds_nothing_in_its_own_sums(year: Centre, tmp_path: Path) -> None:
    made = write_return(year, **OCTOBER, out=tmp_path / "hisobot.xlsx")
    assert inspect_file(made.file, today=NOW.date()) == []


def test_a_return_kept_before_there_were_categories_has_not_changed(year: Centre) -> None:
    as_sent(year)
    as_before_the_categories(year)
    year.clock = FixedClock(NOW + timedelta(days=1))
    assert year.read(figures_since, snapshot_id=1) == []
    with pytest.raises(Refused) as refused:
        check_return(year, **OCTOBER, reason="Sabab bor")
    assert refused.value.code == "nothing_to_correct"


def test_what_came_with_people_since_is_told_of_a_return_of_before_too(year: Centre) -> None:
    as_sent(year)
    as_before_the_categories(year)
    person_id = another_finishes(year)
    year.write(lambda unit: setattr(unit.session.get_one(Person, person_id), "position_code", "DIR"))
    told = {(each.row, each.column): (each.said, each.now) for each in year.read(figures_since, snapshot_id=1)}
    assert told["DIR", "came"] == (None, 1)
    assert told[PEDAGOGS, "year_actual"] == (5, 6)
    assert not [row for row, _column in told if row.count(".") == 2]


def test_a_category_that_came_with_somebody_is_told_of_a_return_that_had_categories(year: Centre) -> None:
    as_sent(year)
    state_categories(year, {7: "II"})
    told = {(each.row, each.column): (each.said, each.now) for each in year.read(figures_since, snapshot_id=1)}
    assert told[f"{PEDAGOGS}.II", "year_actual"] == (None, 1)
    assert told[f"{PEDAGOGS}.UNKNOWN", "year_actual"] == (2, 1)
    named = {each.row: each.row_title for each in year.read(figures_since, snapshot_id=1)}
    assert named[f"{PEDAGOGS}.UNKNOWN"] == "Pedagog kadrlar · Toifasi koʻrsatilmagan"


def test_who_states_another_category_since_is_named_where_the_return_kept_it(year: Centre) -> None:
    as_sent(year)
    state_categories(year, {7: "II"})
    (moved,) = year.read(people_since, snapshot_id=1).people
    assert (moved.before and moved.before.category_code, moved.now and moved.now.category_code) == (None, "II")

    def forget_categories(unit: UnitOfWork) -> None:
        kept = unit.session.scalars(select(ReturnSnapshot)).one()
        kept.people = pack([person[:-1] for person in unpack(kept.people or b"")])

    year.write(forget_categories)
    assert year.read(people_since, snapshot_id=1).changed == 0


def test_a_return_checked_before_there_were_categories_is_approved_as_it_is(year: Centre) -> None:
    checked = check_return(year, **OCTOBER)
    as_before_the_categories(year)
    kept = year.read(kept_return, snapshot_id=checked.id)
    assert approve_return(year, snapshot_id=kept.id, version=kept.version).number == 0


def test_the_correction_of_a_return_of_before_lists_no_categories(year: Centre, tmp_path: Path) -> None:
    as_sent(year)
    said = as_before_the_categories(year)
    another_finishes(year)
    explain_all(year)
    made = write_return(year, **OCTOBER, out=tmp_path / "hisobot.xlsx", reason="Bir kishi qoldi")
    assert categories_of(made.content.form("1-PMM"))["UNKNOWN"] == (2, 3)
    book = openpyxl.load_workbook(made.file)
    (listed,) = (book[name] for name in book.sheetnames if name not in {"1-PMM"} and "arq" in name)
    titles = {cells[1].value for cells in listed.iter_rows() if cells[0].value == "1-PMM"}
    groups = {row.title for row in made.content.form("1-PMM").without_subparts().all_rows}
    assert titles
    assert titles <= groups
    assert len(lines_of(made.content.forms)) > len(said)


def test_only_a_last_month_that_knew_categories_is_carried_over_in_them(year: Centre) -> None:
    form = plan_of(year)
    before: dict[tuple[str, str, str], int | float | None] = {}
    for row in form.all_rows:
        year_actual, month_actual = (row.values[code] or 0 for code in ("year_actual", "month_actual"))
        before[form.code, row.code, "year_actual"] = year_actual - month_actual
    known = Evidence(finishes=7, finished_people=7, finished_before_month=2, previous=before)
    assert list(check_carry(form, known)) == []
    without = {place: value for place, value in before.items() if place[1].count(".") < 2}
    assert list(check_carry(form, replace(known, previous=without, previous_edition=1))) == []
    told = rules_of(check_carry(form, replace(known, previous=without)))
    assert ("CARRY", f"1-PMM/{PEDAGOGS}.OLIY/year_actual") in told


def test_a_category_as_large_as_a_month_ago_wants_no_word(year: Centre) -> None:
    form = plan_of(year)
    same = {(form.code, row.code, "month_actual"): 80 for row in form.rows}
    many = replace(form, rows=tuple(replace(row, values={**row.values, "month_actual": 80}) for row in form.rows))
    told = {place for _rule, place in rules_of(check_same_as_last_month(many, Evidence(previous=same)))}
    assert told == {f"1-PMM/{row.code}/month_actual" for row in many.without_subparts().rows}


def test_what_is_sent_remembers_its_edition(year: Centre) -> None:
    approved = approved_return(year)
    assert approved.edition == 2
    as_before_the_categories(year)
    assert year.read(kept_return, snapshot_id=approved.id).edition == 1
