"""Tables kept as text, as offices save them."""

from pathlib import Path

import pytest

from desktop_app.errors import WorkbookRejected
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.text_tables import has_lost_letters, separator_of

HEADER = ("F.I.Sh.", "Lavozimi")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_unicode_tables_are_read_whatever_parts_their_fields(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "roster.csv"
    lines = [separator.join(HEADER), separator.join(['"Gʻulomova, Oʻgʻiloy; qizi"', "Ўқитувчи"])]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    (sheet,) = read_workbook(path).sheets
    assert [row.cells for row in sheet.rows] == [HEADER, ("Gʻulomova, Oʻgʻiloy; qizi", "Ўқитувчи")]
    assert sheet.name == "roster"


def test_cyrillic_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("Фамилия;Имя\nЎринов;Анвар\n".encode("cp1251"))
    workbook = read_workbook(path)
    assert workbook.sheets[0].rows[1].cells == ("Ўринов", "Анвар")
    assert workbook.lost_letters == ()


def test_cyrillic_of_dos_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("Фамилия;Имя;№\nЎринов;Шуҳрат;7\n".encode("cp866", "replace"))
    assert read_workbook(path).sheets[0].rows[1].cells == ("Ўринов", "Шу?рат", "7")


def test_zeros_between_letters_are_no_encoding(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(b"Familiya\x00;Ism\nKarimov;\x00\x00Anvar\n")
    with pytest.raises(WorkbookRejected, match="not_a_workbook"):
        read_workbook(path)


def test_letters_that_windows_lost_are_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("Ф.И.Ш.;Лавозими\nҚодирова Ҳилола;Ўқитувчи\n".encode("cp1251", "replace"))
    lost = read_workbook(path).lost_letters
    assert [(place.row, place.column, place.text) for place in lost] == [
        (2, 0, "?одирова ?илола"),
        (2, 1, "Ў?итувчи"),
    ]


@pytest.mark.parametrize("text", ["?ринов", "То?таев", "O?g?li", "Бу?ро ?одир"])
def test_a_question_mark_for_a_letter_is_seen(text: str) -> None:
    assert has_lost_letters(text)


@pytest.mark.parametrize("text", ["Kim?", "Nima uchun? Javob", "???", "Ўринов", ""])
def test_a_question_is_not_a_lost_letter(text: str) -> None:
    assert not has_lost_letters(text)


def test_the_separator_that_a_file_states_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("sep=|\nA|B;C\n1|2;3\n", encoding="utf-8")
    assert [row.cells for row in read_workbook(path).sheets[0].rows] == [("A", "B;C"), ("1", "2;3")]


def test_commas_inside_names_do_not_win_over_semicolons() -> None:
    assert separator_of("F.I.Sh.;Ish joyi\nKarimov, Anvar;1-maktab\nAliyev, Vali;2-maktab\n") == ";"


def test_a_list_of_one_column_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("F.I.Sh.\n\nKarimov Anvar\n", encoding="utf-8")
    assert [(row.number, row.cells) for row in read_workbook(path).sheets[0].rows] == [
        (1, ("F.I.Sh.",)),
        (3, ("Karimov Anvar",)),
    ]


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Telefon;Izoh\n+998901234567;=1+1\n", encoding="utf-8")
    assert read_workbook(path).sheets[0].rows[1].cells == ("+998901234567", "=1+1")
