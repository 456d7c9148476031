"""A plan from Excel: columns found, every row in a named state, entered whole, taken back; and out to Excel again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from desktop_app.centre import Centre
from desktop_app.errors import Conflict, WorkbookRejected
from desktop_app.i18n import LANGUAGES, use
from desktop_app.orders.records import OrderDraft
from desktop_app.orders.service import register_paper
from desktop_app.plan.exchange import apply, export_plan, preview, take_back, write_template
from desktop_app.plan.figures import channel_figures, save_channel_figure
from desktop_app.plan.importing import PlanDefaults, PlanPreview, RowState
from desktop_app.plan.records import FigureEntry, PlanEntry
from desktop_app.plan.service import plan_as_of, plan_lines, save_plan_line
from tests import factories

HEADER = ["T/r", "Oy", "Kanal", "Kadrlar toifasi", "Tuman", "Tinglovchilar soni", "Buyruq raqami", "Buyruq sanasi"]
DEFAULTS = PlanDefaults(2026)
ORDER = {"order_number": "577-sonli", "order_date": date(2025, 12, 28)}


def sheet(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "reja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        written = book.add_worksheet("Reja")
        for place, row in enumerate(rows):
            written.write_row(place, 0, row)
    return path


def seen(centre: Centre, path: Path, **defaults: object) -> PlanPreview:
    return preview(centre, path, defaults=PlanDefaults(2026, **defaults))  # type: ignore[arg-type]


def codes(found: PlanPreview) -> list[tuple[int, str, list[str]]]:
    return [(row.number, row.state.value, [problem.code for problem in row.problems]) for row in found.rows]


def test_rows_are_read_entered_and_taken_back(centre: Centre, tmp_path: Path) -> None:
    rows = [
        ["2026-yilda oʻqitish rejasi"],
        HEADER,
        [1, "Yanvar", "Pedagogik mahorat markazi", "Pedagog kadrlar", "", "1 250", "577-sonli", "28.12.2025"],
        [2, "февраль", "", "Раҳбар кадрлар", "", 40, "", ""],
        [3, 3, "Elektron platforma", "Pedagog", "", 900.0, "", ""],
        ["Jami", "", "", "", "", 2190],
    ]
    found = seen(centre, sheet(tmp_path, rows))
    assert codes(found) == [(3, "new", []), (4, "new", []), (5, "new", []), (6, "ignored", ["total_row"])]
    applied = apply(centre, found).value
    lines = centre.read(plan_lines, year=2026)
    assert [(line.month, line.channel_code, line.staff_group, line.people) for line in lines] == [
        (1, "PMM", "PEDAGOG", 1250),
        (2, "PMM", "RAHBAR", 40),
        (3, "UKT", "PEDAGOG", 900),
    ]
    assert {(line.order_number, line.order_date) for line in lines} == {("577-sonli", date(2025, 12, 28))}
    centre.write(take_back, applied)
    assert centre.read(plan_lines, year=2026) == []


def test_every_wrong_row_says_what_is_wrong(centre: Centre, tmp_path: Path) -> None:
    rows = [
        HEADER,
        [1, "Smarch", "PMM", "Pedagog", "", 10],
        [2, 1, "Bozor", "Pedagog", "", 10],
        [3, 1, "PMM", "Kosmonavt", "", 10],
        [4, 1, "PMM", "Pedagog", "Atlantida tumani", 10],
        [5, 1, "PMM", "Pedagog", "", "koʻp"],
        [6, 1, "PMM", "Pedagog", "", None],
        [7, 1, "PMM", "Pedagog", "", 10, "577", "qachondir"],
        [8, 2, "PMM", "Pedagog", "", 10, "577", "28.12.2025"],
        [9, 2, "PMM", "Pedagog", "", 10, "577", "28.12.2025"],
        ["Jami", "", "", "", "", 99],
    ]
    found = seen(centre, sheet(tmp_path, rows))
    told = [problems for _row, _state, problems in codes(found)]
    assert told == [
        ["month_unknown"],
        ["channel_unknown"],
        ["group_unknown"],
        ["district_unknown"],
        ["people_unreadable"],
        ["people_missing"],
        ["order_date_unreadable"],
        [],
        ["row_repeated"],
        ["total_row", "total_differs"],
    ]
    assert found.count(RowState.REJECTED) == 8
    assert all(problem.text for row in found.rows for problem in row.problems)


def test_months_in_columns_make_a_line_each_and_must_make_the_total(centre: Centre, tmp_path: Path) -> None:
    rows = [
        ["Kadrlar toifasi", "Jami", "Yanvar", "Fevral", "Mart"],
        ["Pedagog", 60, 10, 20, 30],
        ["Rahbar", 7, 5, "", "-"],
    ]
    found = seen(centre, sheet(tmp_path, rows), **ORDER)
    assert [(row.entry.month, row.entry.people) for row in found.ready if row.entry] == [(1, 10), (2, 20), (3, 30)]
    assert codes(found)[-1] == (3, "rejected", ["months_do_not_add_up"])


def test_a_row_without_a_month_is_planned_for_the_year_and_comes_out_so(centre: Centre, tmp_path: Path) -> None:
    rows = [["Kanal", "Kadrlar toifasi", "Yillik reja"], ["OTM va nodavlat taʼlim tashkilotlari", "Pedagog", 122586]]
    (row,) = seen(centre, sheet(tmp_path, rows), **ORDER).rows
    assert row.entry is not None
    assert (row.entry.month, row.entry.channel_code, row.state) == (12, "OTM_NOTM", RowState.NEW)
    assert [problem.code for problem in row.problems] == ["month_not_stated"]
    apply(centre, seen(centre, sheet(tmp_path, rows), **ORDER))
    (kept,) = centre.read(plan_as_of, year=2026, day=date(2026, 12, 31))
    assert (kept.is_yearly, kept.stated_month, kept.people) == (True, None, 122586)
    assert codes(seen(centre, sheet(tmp_path, rows), **ORDER)) == [(2, "known", ["month_not_stated"])]
    exported = export_plan(centre, out=tmp_path / "plan.xlsx", year=2026, as_of=date(2026, 12, 31))
    assert codes(preview(centre, exported, defaults=PlanDefaults(2026))) == [(5, "known", ["month_not_stated"])]


def test_a_later_order_amends_what_the_plan_has(centre: Centre, tmp_path: Path) -> None:
    centre.write(save_plan_line, PlanEntry(2026, 10, "PMM", "PEDAGOG", 100, **ORDER))
    rows = [HEADER, [1, 10, "PMM", "Pedagog", "", 60, "31", "01.07.2026"]]
    found = seen(centre, sheet(tmp_path, rows))
    assert codes(found) == [(2, "amends", ["amends"])]
    applied = apply(centre, found).value
    assert [line.people for line in centre.read(plan_as_of, year=2026, day=date(2026, 12, 31))] == [60]
    assert len(centre.read(plan_lines, year=2026)) == 2
    centre.write(take_back, applied)
    assert [line.people for line in centre.read(plan_as_of, year=2026, day=date(2026, 12, 31))] == [100]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([100, "№ 577", "28.12.2025"], ("known", [])),
        ([90, "577-son", "28.12.2025"], ("rejected", ["same_order_other_number"])),
        ([90, "", ""], ("rejected", ["order_missing"])),
        ([90, "400", "01.12.2025"], ("rejected", ["order_older"])),
    ],
)
def test_what_the_plan_has_already_is_not_entered_twice(
    centre: Centre, tmp_path: Path, cells: list[object], told: tuple[str, list[str]]
) -> None:
    centre.write(save_plan_line, PlanEntry(2026, 10, "PMM", "PEDAGOG", 100, **ORDER))
    found = seen(centre, sheet(tmp_path, [HEADER, [1, 10, "PMM", "Pedagog", "", *cells]]))
    assert codes(found) == [(2, *told)]


def test_a_preview_that_the_plan_has_outrun_is_not_applied(centre: Centre, tmp_path: Path) -> None:
    found = seen(centre, sheet(tmp_path, [HEADER, [1, 10, "PMM", "Pedagog", "", 60, "31", "01.07.2026"]]))
    centre.write(save_plan_line, PlanEntry(2026, 10, "PMM", "PEDAGOG", 100, **ORDER))
    with pytest.raises(Conflict):
        apply(centre, found)
    assert len(centre.read(plan_lines, year=2026)) == 1


def test_figures_of_other_channels_are_read_with_their_source(centre: Centre, tmp_path: Path) -> None:
    centre.write(save_channel_figure, FigureEntry(2026, 1, "UKT", "PEDAGOG", 5, "eski xat"))
    rows = [
        ["Oy", "Kanal", "Kadrlar toifasi", "Amalda", "Manba"],
        [1, "Platforma", "Pedagog", 7, "12-xat"],
        [2, "Platforma", "Pedagog", 8, ""],
        [2, "Pedagogik mahorat markazi", "Pedagog", 8, "13-xat"],
        [3, "Platforma", "Pedagog", 9, "14-xat"],
    ]
    path = sheet(tmp_path, rows)
    found = preview(centre, path, defaults=DEFAULTS, is_of_figures=True)
    assert [row.state.value for row in found.rows] == ["amends", "new", "rejected", "new"]
    applied = apply(centre, found).value
    told = [(each.month, each.people, each.source) for each in centre.read(channel_figures, year=2026)]
    assert told == [(1, 7, "12-xat"), (2, 8, "12-xat"), (3, 9, "14-xat")]
    centre.write(take_back, applied)
    told = [(each.month, each.people, each.source) for each in centre.read(channel_figures, year=2026)]
    assert told == [(1, 5, "eski xat")]


def test_a_workbook_without_a_plan_is_refused(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(WorkbookRejected):
        seen(centre, sheet(tmp_path, [["Familiya", "Ism"], ["Karimova", "Dilnoza"]]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_exported_is_known_when_it_comes_back(centre: Centre, tmp_path: Path, language: str) -> None:
    programme = factories.write(centre, factories.programme())
    for extra in ({"district_code": factories.DISTRICT_CODE}, {"subject_code": "MAT"}, {"programme_id": programme.id}):
        centre.write(save_plan_line, PlanEntry(2026, 10, "AMI", "RAHBAR", 100, **ORDER, **extra))
    with use(language):
        written = export_plan(centre, out=tmp_path / "reja.xlsx", year=2026)
        found = seen(centre, written)
    assert [row.state for row in found.rows] == [RowState.KNOWN] * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_understood_when_it_is_filled_in(centre: Centre, tmp_path: Path, language: str) -> None:
    from openpyxl import load_workbook

    with use(language):
        written = write_template(centre, out=tmp_path / "shakl.xlsx", year=2026)
    book = load_workbook(written)
    form = book.worksheets[0]
    header = next(row for row in form.iter_rows() if row[0].value and row[1].value)
    values = (4, "UKT", "PEDAGOG", None, None, None, 30, "577", "28.12.2025")
    for place, value in enumerate(values):
        form.cell(header[0].row + 1, place + 1, value)
    book.save(written)
    (row,) = seen(centre, written).rows
    assert (row.state, row.problems) == (RowState.NEW, ())
    assert row.entry == PlanEntry(2026, 4, "UKT", "PEDAGOG", 30, order_number="577", order_date=date(2025, 12, 28))


def test_a_number_that_no_plan_can_hold_is_refused_by_its_row(centre: Centre, tmp_path: Path) -> None:
    rows = [HEADER, *([1, 1, "PMM", "Pedagog", "", people] for people in (10**12, "9" * 5_000, 2.5, -3, "50%"))]
    found = seen(centre, sheet(tmp_path, rows))
    assert {state for _row, state, _problems in codes(found)} == {"rejected"}
    assert {tuple(problems) for _row, _state, problems in codes(found)} == {("people_unreadable",)}


def test_a_column_of_percentages_plans_nobody(centre: Centre, tmp_path: Path) -> None:
    """Excel keeps 100 % as 1 and 200 % as 2: alone they would pass for people."""
    rows = [HEADER, *([1, month, "PMM", "Pedagog", "", share] for month, share in enumerate((1, 0.5, 2), 1))]
    found = seen(centre, sheet(tmp_path, rows))
    assert [problems for _row, _state, problems in codes(found)] == [["people_are_shares"]] * 3


def test_a_formula_without_its_result_says_what_to_do(centre: Centre, tmp_path: Path) -> None:
    path = tmp_path / "reja.xlsx"
    book = openpyxl.Workbook()
    for row in (HEADER, [1, 1, "PMM", "Pedagog", "", "=100+23"]):
        book.active.append(row)
    book.save(path)
    book.close()
    found = seen(centre, path)
    assert codes(found) == [(2, "rejected", ["formula_without_value"])]
    assert found.columns[found.rows[0].problems[0].column] == "Tinglovchilar soni"


def test_a_wrong_row_of_twelve_months_is_told_once(centre: Centre, tmp_path: Path) -> None:
    header = ["Kanal", "Toifa", "Yanvar", "Fevral", "Mart", "Jami"]
    rows = [
        header,
        ["PMM", "Pedagog", 10, 20, 30, 61],
        ["PMM", "Rahbar", 1, 2, 3, 6],
        ["Umumiy jami:", "", "", "", "", 66],
    ]
    found = seen(centre, sheet(tmp_path, rows))
    assert [(number, state) for number, state, _problems in codes(found)] == [
        (2, "rejected"),
        (3, "new"),
        (3, "new"),
        (3, "new"),
        (4, "ignored"),
    ]
    assert codes(found)[0][2] == ["months_do_not_add_up"]
    assert codes(found)[-1][2] == ["total_row"]


def test_sheets_that_were_not_read_and_orders_that_are_not_registered_are_told(centre: Centre, tmp_path: Path) -> None:
    path = tmp_path / "reja.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, people in (("Platforma", 7), ("Markaz", 9)):
            written = book.add_worksheet(name)
            written.write_row(0, 0, HEADER)
            written.write_row(1, 0, [1, 1, "PMM", "Pedagog", "", people, "577-sonli", "28.12.2025"])
    found = seen(centre, path)
    assert (found.sheet, found.other_sheets, found.people) == ("Platforma", ("Markaz",), 7)
    assert [order for order in found.unregistered if "577" in order] == list(found.unregistered) != []
    assert len(found.remarks) == 2
    other = preview(centre, path, defaults=DEFAULTS, sheet="Markaz")
    assert (other.sheet, other.other_sheets, other.people) == ("Markaz", ("Platforma",), 9)
    with pytest.raises(WorkbookRejected, match="no_such_sheet"):
        preview(centre, path, defaults=DEFAULTS, sheet="Yoʻq")
    centre.write(register_paper, OrderDraft("BUYRUQ", "577", date(2025, 12, 28), "Reja"))
    assert seen(centre, path).unregistered == ()


def test_the_same_file_entered_twice_adds_nothing(centre: Centre, tmp_path: Path) -> None:
    path = sheet(tmp_path, [HEADER, [1, 1, "PMM", "Pedagog", "", 10, "577-sonli", "28.12.2025"]])
    assert apply(centre, seen(centre, path)).value.number == 1
    again = seen(centre, path)
    assert [state for _row, state, _problems in codes(again)] == ["known"]
    assert apply(centre, again).value.number == 0
    assert len(centre.read(plan_lines, year=2026)) == 1
