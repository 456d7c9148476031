"""What a workbook asks for is read from its words, in both scripts and in Russian; the unknown is not guessed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.bound_forms.model import Bindings, Reckoned, Reckoning, as_document, from_document, surely
from desktop_app.bound_forms.service import propose
from desktop_app.bound_forms.texts import pattern_of
from desktop_app.bound_forms.words import lexicon
from desktop_app.centre import Centre
from desktop_app.indicators.model import Span
from desktop_app.spreadsheets.grid import read_grid_file
from desktop_app.spreadsheets.grid_records import Grid
from tests.bound_forms import wild_forms


def proposed(centre: Centre, grid: Grid) -> Bindings:
    return centre.read(propose, grid=grid)


def test_three_header_rows_in_cyrillic_are_read_together(centre: Centre, wild: Callable[[str], Grid]) -> None:
    (block,) = proposed(centre, wild("districts")).blocks
    parts = [line.part for line in block.columns]
    assert [part.indicator for part in parts[:4]] == ["plan_to_date", "completed", "certificate", "statement"]
    assert {part.span for part in parts[:4]} == {Span.YEAR}
    assert [part.reckoned for part in parts[4:6]] == [
        Reckoned(Reckoning.PERCENT, 3, 2),
        Reckoned(Reckoning.DIFFERENCE, 3, 2),
    ]
    assert len(block.columns) == 6
    assert {name for line in block.rows for name in line.part.filters} == {"district"}


def test_columns_of_months_are_months_and_their_total_is_all_of_them(
    centre: Centre, wild: Callable[[str], Grid]
) -> None:
    (block,) = proposed(centre, wild("months")).blocks
    assert [line.part.filters.get("month") for line in block.columns[:12]] == [(f"{n:02}",) for n in range(1, 13)]
    total = block.columns[12].part
    assert (total.indicator, total.filters) == ("completed", {})


def test_rows_may_say_what_is_counted(centre: Centre, wild: Callable[[str], Grid]) -> None:
    (block,) = proposed(centre, wild("indicators")).blocks
    wanted = ["called", "came", "absent_unexcused", "completed", "certificate", "statement", ""]
    assert [line.part.indicator for line in block.rows] == wanted
    assert [line.part.months_back for line in block.columns] == [0, 12]


def test_women_under_each_figure_are_its_women(centre: Centre, wild: Callable[[str], Grid]) -> None:
    (block,) = proposed(centre, wild("subjects")).blocks
    told = [(line.part.indicator, line.part.filters.get("sex")) for line in block.columns]
    assert told == [
        ("completed", None),
        ("completed", ("female",)),
        ("studying", None),
        ("studying", ("female",)),
        ("", None),
    ]


def test_growth_needs_this_year_and_the_last(centre: Centre, wild: Callable[[str], Grid]) -> None:
    (block,) = proposed(centre, wild("growth")).blocks
    assert [line.part.months_back for line in block.columns[:2]] == [12, 0]
    assert block.columns[2].part.reckoned == Reckoned(Reckoning.GROWTH, 3, 2)


@pytest.mark.parametrize(
    ("header", "indicator"),
    [
        ("Kelmaganlar", ""),
        ("Не явились", ""),
        ("Sertifikat olmaganlar", "statement"),
        ("Зачислено", "admitted"),
        ("Obuna", ""),
    ],
)
def test_a_negation_is_not_its_contrary(centre: Centre, header: str, indicator: str) -> None:
    assert centre.read(lexicon).header([header]).part.indicator == indicator


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2024-yil noyabr oyi boʻyicha", "{year}-yil {month} oyi boʻyicha"),
        ("2024 ЙИЛ НОЯБРЬ ОЙИ", "{year} ЙИЛ {MONTH} ОЙИ"),
        ("за ноябрь 2024 года", "за {month} {year} года"),
        ("по состоянию на 1 декабря 2024 года", "по состоянию на 1 {next_month_of} {next_year} года"),
        ("2024-yil 30-noyabr holatiga", "{year}-yil {last}-{month} holatiga"),
        ("01.12.2024 holatiga", "{next_day_short} holatiga"),
        ("2026-yil sentabr oyi holatiga", "{year}-yil {month} oyi holatiga"),
        ("2026 йил октябрь ойи ҳолатига", "{year} йил {month} ойи ҳолатига"),
        ("2026-yil 1-oktabr holatiga", "{next_year}-yil 1-{next_month} holatiga"),
        ("2023-yil 28-dekabrdagi 577-son buyruq", None),
        ("28 декабря 2023 года, приказ № 577", None),
        ("Noyabr va dekabr", None),
        ("Tumanlar", None),
    ],
)
def test_the_month_of_a_title_becomes_a_place_for_it(text: str, pattern: str | None) -> None:
    found = pattern_of(text)
    assert (found[0] if found else None) == pattern


def test_bindings_are_kept_and_read_again(centre: Centre, wild: Callable[[str], Grid]) -> None:
    for name in ("districts", "channels", "growth", "regions"):
        bindings = surely(proposed(centre, wild(name)))
        again = from_document(as_document(bindings))
        assert as_document(again) == as_document(bindings)
        assert [block.rows for block in again.blocks] == [
            tuple(type(line)(line.at, line.words, line.part) for line in block.rows) for block in bindings.blocks
        ]


def test_a_list_of_people_is_no_form(centre: Centre, tmp_path: Path) -> None:
    def build(_book: object, sheet: Any) -> None:
        for row in range(40):
            sheet.write_row(row, 0, (("Angren shahri", "Olmaliq shahri")[row % 2], 1) if row else ("Tuman", "Reja"))

    grid = read_grid_file(wild_forms.made(tmp_path / "royxat.xlsx", build))
    assert proposed(centre, grid).blocks == ()


@pytest.fixture
def short_channels(tmp_path: Path) -> Grid:
    """Two rows of header of which each names indicators, and channels as offices call them."""

    def build(_book: object, sheet: Any) -> None:
        for row, cells in enumerate(
            (
                ("Yoʻnalish", "Reja", None, "Amalda", None, "Foiz"),
                (None, "yillik", "oylik", "yil boshidan", "shu oyda"),
                ("Pedagogik mahorat markazlari",),
                ("“Uzluksiz kasbiy taʼlim” platformasi",),
                ("OTM va nodavlat tashkilotlar",),
                ("Jami",),
            )
        ):
            sheet.write_row(row, 0, cells)
        sheet.merge_range(0, 1, 0, 2, "Reja")
        sheet.merge_range(0, 3, 0, 4, "Amalda")

    return read_grid_file(wild_forms.made(tmp_path / "kanallar.xlsx", build))


def test_two_rows_of_a_header_are_no_table_of_figures(centre: Centre, short_channels: Grid) -> None:
    (block,) = proposed(centre, short_channels).blocks
    assert [line.part.filters.get("channel", ()) for line in block.rows] == [("PMM",), ("UKT",), ("OTM_NOTM",), ()]
    assert [line.at for line in block.rows] == [3, 4, 5, 6]


def test_the_actual_of_the_year_is_no_share_of_the_plan_of_the_month(centre: Centre, short_channels: Grid) -> None:
    (block,) = proposed(centre, short_channels).blocks
    share = block.columns[-1].part.reckoned
    assert share == Reckoned(Reckoning.PERCENT, of=4, to=2)
