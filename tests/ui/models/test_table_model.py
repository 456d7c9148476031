"""Tables: native order, filtering in both scripts, and Qt's own opinion of the models."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.choices_model import Choice, ChoicesModel
from ui.models.paged_model import KEPT_PAGES, NOT_YET, Order, PagedModel
from ui.models.table_model import ROW_ROLE, SORT_ROLE, Column, RecordsProxy, TableModel
from ui.workspace import Workspace


@dataclass(frozen=True)
class Pupil:
    name: str
    hours: int
    born: date | None


COLUMNS = (
    Column[Pupil]("name", "Name", lambda row: row.name),
    Column[Pupil]("hours", "Hours", lambda row: row.hours),
    Column[Pupil]("born", "Born", lambda row: row.born),
)
PUPILS = (
    Pupil("Shodiyeva Lola", 9, date(1990, 5, 3)),
    Pupil("Ўткиров Ғайрат", 1000, None),
    Pupil("Sobirov Anvar", 72, date(1985, 1, 2)),
)


@pytest.fixture
def proxy(qapp: QApplication) -> RecordsProxy:
    made = RecordsProxy()
    made.setSourceModel(TableModel(COLUMNS, PUPILS, made))
    return made


def column_of(model: RecordsProxy, place: int) -> list[str]:
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_the_model_passes_qts_own_tester(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS, PUPILS)
    qtmodeltester.check(model)
    model.set_rows(PUPILS[:1])
    assert model.rowCount() == 1


def test_numbers_are_sorted_as_numbers_and_written_with_grouping(proxy: RecordsProxy) -> None:
    proxy.sort(1)
    assert column_of(proxy, 1) == ["9", "72", "1\u00a0000"]


def test_names_are_sorted_by_the_uzbek_alphabet_in_both_scripts(proxy: RecordsProxy) -> None:
    proxy.sort(0)
    assert [name.split()[0] for name in column_of(proxy, 0)] == ["Sobirov", "Ўткиров", "Shodiyeva"]


def test_what_has_no_value_comes_first(proxy: RecordsProxy) -> None:
    proxy.sort(2)
    assert column_of(proxy, 2) == ["", "02.01.1985", "03.05.1990"]


@pytest.mark.parametrize(
    ("text", "found"), [("oʻtkirov", 1), ("шодиева", 1), ("lola sho", 1), ("lola anvar", 0), ("", 3)]
)
def test_the_filter_finds_words_in_either_script(proxy: RecordsProxy, text: str, found: int) -> None:
    proxy.set_filter_text(text)
    assert proxy.rowCount() == found


def test_numbers_stand_at_the_right_with_their_title(proxy: RecordsProxy) -> None:
    right = Qt.AlignmentFlag.AlignRight
    role = Qt.ItemDataRole.TextAlignmentRole
    assert Qt.AlignmentFlag(proxy.index(0, 1).data(role)) & right
    assert Qt.AlignmentFlag(proxy.headerData(1, Qt.Orientation.Horizontal, role)) & right


def test_a_row_gives_its_record_and_its_native_value(proxy: RecordsProxy) -> None:
    assert proxy.index(0, 0).data(ROW_ROLE) is PUPILS[0]
    assert proxy.index(0, 2).data(SORT_ROLE) == date(1990, 5, 3)


def test_choices_pass_the_tester_and_are_found_by_value(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    model = ChoicesModel([Choice(1, "Bir"), Choice(2, "Ikki")])
    qtmodeltester.check(model)
    assert (model.place_of(2), model.place_of(3)) == (1, -1)


class LongList:
    """Half a million numbers, with a note of every page that was asked for."""

    total = 500_000

    def __init__(self) -> None:
        self.asked: list[tuple[Order, str, int, int]] = []

    def count(self, _centre: object, text: str) -> int:
        return 3 if text else self.total

    def fetch(self, _centre: object, order: Order, text: str, offset: int, limit: int) -> list[Pupil]:
        self.asked.append((order, text, offset, limit))
        end = min(offset + limit, self.count(None, text))
        return [Pupil(f"N{number}", number, None) for number in range(offset, end)]


@pytest.fixture
def long_list() -> LongList:
    return LongList()


@pytest.fixture
def paged(workspace: Workspace, long_list: LongList, settle: Callable[[], None]) -> PagedModel[Pupil]:
    owner = QWidget()
    owner.workspace = workspace
    model = PagedModel(owner, COLUMNS, count=long_list.count, fetch=long_list.fetch)
    # The owner lives as long as the model that the test holds.
    model.test_owner = owner
    model.reload()
    settle()
    return model


def test_a_long_list_is_known_in_length_and_fetched_only_where_it_is_seen(
    paged: PagedModel[Pupil], long_list: LongList, qtbot: QtBot
) -> None:
    assert paged.rowCount() == 500_000
    assert paged.index(400_000, 0).data() == NOT_YET
    qtbot.waitUntil(lambda: paged.index(400_000, 0).data() == "N400000", timeout=5_000)
    assert len(long_list.asked) == 2


def test_pages_out_of_sight_are_let_go(paged: PagedModel[Pupil], qtbot: QtBot) -> None:
    for page in range(1, KEPT_PAGES + 5):
        place = page * 200
        paged.row_at(place)
        qtbot.waitUntil(lambda place=place: paged.row_at(place) is not None, timeout=5_000)
    still_there = [page for page in range(KEPT_PAGES + 5) if paged.row_at(page * 200) is not None]
    assert still_there == list(range(5, KEPT_PAGES + 5))


def test_sorting_and_filtering_are_asked_of_the_database(
    paged: PagedModel[Pupil], long_list: LongList, settle: Callable[[], None]
) -> None:
    paged.sort(1, Qt.SortOrder.DescendingOrder)
    settle()
    paged.set_filter_text("lola")
    settle()
    assert long_list.asked[-1] == (Order("hours", is_descending=True), "lola", 0, 200)
    assert paged.rowCount() == 3


def test_the_paged_model_passes_qts_own_tester(
    paged: PagedModel[Pupil], qtmodeltester: ModelTester, settle: Callable[[], None]
) -> None:
    paged.set_filter_text("three rows")
    settle()
    qtmodeltester.check(paged)
