"""Dates as workbooks and forms bring them, and as documents show them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.dates import (
    DateNote,
    ParsedDate,
    day_and_month,
    long_date,
    month_title,
    parse_date,
    period,
    short_date,
    short_weekday,
    weekday,
)

LANGUAGES = ("uz_Latn", "uz_Cyrl", "ru", "en")
THIRD_OF_OCTOBER = date(2002, 10, 3)


@pytest.mark.parametrize(
    "value",
    [
        "03.10.2002", "3.10.2002", "03/10/2002", "03-10-2002", "2002-10-03", "2002.10.03", "2002-10-03 00:00:00",
        "2002-10-03T00:00", "03 10 2002", "03. 10. 2002", "03,10,2002", "03.10.2002 y.", "03.10.2002-yil",
        "03.10.2002 г.",
        "3 oktabr 2002", "3-oktabr 2002-yil", "2002-yil 3-oktabr", "2002 йил 3 октябрь", "2002-yil 3-oktyabr kuni",
        "3 октября 2002 г.", "3 окт. 2002", "October 3, 2002", "3 Oct 2002", "03102002", "20021003",
        37532, 37532.0, 37532.75, 3102002, 3102002.0, 20021003,
        THIRD_OF_OCTOBER, datetime.fromisoformat("2002-10-03T12:30"), "\u00a003.10.2002 ",
    ],
)  # fmt: skip
def test_a_whole_date_is_surely_read(value: str | float | date) -> None:
    assert parse_date(value) == ParsedDate(THIRD_OF_OCTOBER, 2002, is_sure=True)


@pytest.mark.parametrize(
    ("value", "read", "note"),
    [
        ("10.03.62", date(1962, 3, 10), DateNote.SHORT_YEAR),
        ("10.03.05", date(2005, 3, 10), DateNote.SHORT_YEAR),
        ("10.03.30", date(2030, 3, 10), DateNote.SHORT_YEAR),
        ("10.03.31", date(1931, 3, 10), DateNote.SHORT_YEAR),
        ("100362", date(1962, 3, 10), DateNote.SHORT_YEAR),
        ("12/31/2002", date(2002, 12, 31), DateNote.MONTH_FIRST),
        ("37532", THIRD_OF_OCTOBER, DateNote.SERIAL_AS_TEXT),
    ],
)
def test_a_guessed_date_is_marked(value: str, read: date, note: DateNote) -> None:
    assert parse_date(value) == ParsedDate(read, read.year, is_sure=False, note=note)


@pytest.mark.parametrize("value", ["2002", "2002-yil", "2002 й.", "2002 г.", "2002 yil", 2002, 2002.0])
def test_a_year_alone_is_a_year(value: str | float) -> None:
    assert parse_date(value) == ParsedDate(None, 2002, is_sure=True, note=DateNote.YEAR_ONLY)


@pytest.mark.parametrize(
    ("value", "note"),
    [
        (None, DateNote.EMPTY),
        ("", DateNote.EMPTY),
        (" - ", DateNote.EMPTY),
        ("31.02.2002", DateNote.NO_SUCH_DAY),
        ("29.02.2001", DateNote.NO_SUCH_DAY),
        ("32.13.2002", DateNote.NO_SUCH_DAY),
        ("1900-01-00", DateNote.EMPTY_IN_EXCEL),
        ("00.01.1900", DateNote.EMPTY_IN_EXCEL),
        (0, DateNote.EMPTY_IN_EXCEL),
        (45, DateNote.EMPTY_IN_EXCEL),
        (datetime.fromisoformat("1899-12-30T00:00"), DateNote.EMPTY_IN_EXCEL),
        ("10.03.1062", DateNote.STRANGE_YEAR),
        ("10.03.2962", DateNote.STRANGE_YEAR),
        ("0015", DateNote.STRANGE_YEAR),
        ("5.3", DateNote.NO_YEAR),
        ("28-dekabr", DateNote.NO_YEAR),
        ("abc", DateNote.NOT_A_DATE),
        ("12 xyz 2002", DateNote.NOT_A_DATE),
        (float("nan"), DateNote.NOT_A_DATE),
        (-5, DateNote.NOT_A_DATE),
        (1e12, DateNote.NOT_A_DATE),
        (True, DateNote.NOT_A_DATE),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(value: str | float | date | None, note: DateNote) -> None:
    assert parse_date(value) == ParsedDate(None, None, is_sure=False, note=note)


@pytest.mark.parametrize("typed", ["5.3", "05.03", "5/3", "0503", "5 mart", "5-mart", "5 марта"])
def test_a_form_completes_the_year(typed: str) -> None:
    assert parse_date(typed, default_year=2026) == ParsedDate(
        date(2026, 3, 5), 2026, is_sure=True, note=DateNote.YEAR_ASSUMED
    )


def test_a_form_understands_eight_digits() -> None:
    assert parse_date("05032026", default_year=2025) == ParsedDate(date(2026, 3, 5), 2026, is_sure=True)


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.none())
def test_no_cell_breaks_the_reading(value: str | float | date | None) -> None:
    read = parse_date(value)
    assert read.date is None or read.date.year == read.year


@given(st.dates(date(1901, 1, 1), date(2100, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_written_date_can_be_read_again(d: date, language: str) -> None:
    assert parse_date(long_date(d, language)) == ParsedDate(d, d.year, is_sure=True)
    assert parse_date(short_date(d)) == ParsedDate(d, d.year, is_sure=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz_Latn", "2026-yil 21-noyabr"),
        ("uz_Cyrl", "2026-йил 21-ноябрь"),
        ("ru", "21 ноября 2026\u00a0г."),
        ("en", "21 November 2026"),
    ],
)
def test_a_long_date_in_each_language(language: str, text: str) -> None:
    assert long_date(date(2026, 11, 21), language) == text


def test_a_short_date_is_the_same_everywhere() -> None:
    assert short_date(date(2024, 12, 5)) == "05.12.2024"
    assert day_and_month(date(2024, 12, 5), "ru") == "5 декабря"


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [
        (
            date(2024, 12, 3),
            date(2024, 12, 5),
            (
                "2024-yil 3–5-dekabr kunlari",
                "2024-йил 3–5-декабрь кунлари",
                "3–5 декабря 2024\u00a0г.",
                "3–5 December 2024",
            ),
        ),
        (
            date(2024, 11, 28),
            date(2024, 12, 5),
            (
                "2024-yil 28-noyabr – 5-dekabr kunlari",
                "2024-йил 28-ноябрь – 5-декабрь кунлари",
                "28 ноября – 5 декабря 2024\u00a0г.",
                "28 November – 5 December 2024",
            ),
        ),
        (
            date(2024, 12, 28),
            date(2025, 1, 4),
            (
                "2024-yil 28-dekabr – 2025-yil 4-yanvar kunlari",
                "2024-йил 28-декабрь – 2025-йил 4-январь кунлари",
                "28 декабря 2024\u00a0г. – 4 января 2025\u00a0г.",
                "28 December 2024 – 4 January 2025",
            ),
        ),
        (
            date(2024, 12, 3),
            date(2024, 12, 3),
            ("2024-yil 3-dekabr kuni", "2024-йил 3-декабрь куни", "3 декабря 2024\u00a0г.", "3 December 2024"),
        ),
    ],
)
def test_a_period_writes_once_what_its_ends_share(start: date, end: date, texts: tuple[str, ...]) -> None:
    assert tuple(period(start, end, language) for language in LANGUAGES) == texts


def test_a_period_that_ends_before_it_starts_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="before"):
        period(date(2024, 12, 5), date(2024, 12, 3), "uz_Latn")


def test_a_month_has_its_title() -> None:
    assert [month_title(2026, 11, language) for language in LANGUAGES] == [
        "2026-yil noyabr oyi",
        "2026-йил ноябрь ойи",
        "ноябрь 2026\u00a0г.",
        "November 2026",
    ]


def test_a_day_has_its_name() -> None:
    saturday = date(2026, 11, 21)
    assert [weekday(saturday, language) for language in LANGUAGES] == ["shanba", "шанба", "суббота", "Saturday"]
    assert [short_weekday(saturday, language) for language in LANGUAGES] == ["Sh", "Ша", "Сб", "Sa"]


def test_an_unknown_language_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="xx"):
        long_date(THIRD_OF_OCTOBER, "xx")
