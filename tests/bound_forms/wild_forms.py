"""Workbooks such as ministries send: merged headers, both scripts, pictures, protection, formulas, charts."""

import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from PIL import Image

from desktop_app.language.dates import month_name

Build = Callable[[Any, Any], None]


def made(path: Path, build: Build, *, sheet: str = "Жадвал") -> Path:
    """One workbook, written by ``build(book, sheet)``."""
    with xlsxwriter.Workbook(path) as book:
        build(book, book.add_worksheet(sheet))
    return path


def _look(book: Any, **more: object) -> Any:
    return book.add_format({"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter", **more})


def _table(
    book: Any, sheet: Any, top: int, labels: Sequence[str], columns: int, *, number: str = "#,##0"
) -> dict[str, Any]:
    """Numbered rows of labels with empty framed cells; gives the looks used."""
    looks = {
        "text": _look(book, align="left"),
        "number": _look(book, num_format=number),
        "share": _look(book, num_format="0.0%"),
    }
    for place, label in enumerate(labels):
        sheet.write_number(top + place, 0, place + 1, looks["text"])
        sheet.write_string(top + place, 1, label, looks["text"])
        for column in range(2, 2 + columns):
            sheet.write_blank(top + place, column, None, looks["number"])
    return looks


def emblem() -> BytesIO:
    picture = BytesIO()
    Image.new("RGB", (64, 64), (20, 120, 80)).save(picture, "PNG")
    picture.seek(0)
    return picture


def districts_cyrillic(labels: Sequence[str]) -> Build:
    """Three header rows, merged, in Cyrillic; sums are formulas; the sheet is protected; the emblem stands above."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True, bg_color="#D9E1F2")
        sheet.insert_image("A1", "emblem.png", {"image_data": emblem()})
        sheet.merge_range("A2:I2", "Педагог кадрлар малакасини ошириш тўғрисида", book.add_format({"bold": True}))
        sheet.merge_range("A3:I3", "2024 йил октябрь ойи бўйича МАЪЛУМОТ", head)
        sheet.merge_range("A5:A7", "Т/р", head)
        sheet.merge_range("B5:B7", "Туман (шаҳар) номи", head)
        sheet.merge_range("C5:F5", "Йил бошидан", head)
        sheet.merge_range("C6:C7", "Режа", head)
        sheet.merge_range("D6:D7", "Амалда", head)
        sheet.merge_range("E6:F6", "шундан", head)
        sheet.write("E7", "сертификат олганлар", head)
        sheet.write("F7", "маълумотнома олганлар", head)
        sheet.merge_range("G5:G7", "Фоиз", head)
        sheet.merge_range("H5:H7", "Фарқи", head)
        sheet.merge_range("I5:I7", "Изоҳ", head)
        for column in range(9):
            sheet.write(7, column, column + 1, head)
        looks = _table(book, sheet, 8, labels, 7)
        last = 8 + len(labels)
        for row in range(8, last + 1):
            sheet.write_formula(row, 6, f"=IF(C{row + 1}=0,0,D{row + 1}/C{row + 1})", looks["share"], 0)
            sheet.write_formula(row, 7, f"=D{row + 1}-C{row + 1}", looks["number"], 0)
        sheet.merge_range(last, 0, last, 1, "Жами", head)
        for column in "CDEF":
            sheet.write_formula(f"{column}{last + 1}", f"=SUM({column}9:{column}{last})", looks["number"], 0)
        sheet.write(last + 2, 1, "Директор")
        sheet.write_blank(last + 2, 3, None, book.add_format({"bottom": 1}))
        sheet.protect("secret")
        sheet.set_column("B:B", 28)
        sheet.freeze_panes(8, 2)
        sheet.set_landscape()
        sheet.repeat_rows(4, 7)

    return build


def regions_latin(labels: Sequence[str]) -> Build:
    """A row for each region; only our own is ours to fill."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        sheet.merge_range("A1:F1", "2024-yil 1-noyabr holatiga tezkor maʼlumot", head)
        for column, title in enumerate(
            ("T/r", "Hududlar", "Rejada", "Amalda bajarildi", "Bajarilish foizi", "Sertifikat olganlar")
        ):
            sheet.write(2, column, title, head)
        looks = _table(book, sheet, 3, labels, 4)
        last = 3 + len(labels)
        for row in range(3, last + 1):
            sheet.write_blank(row, 4, None, looks["share"])
        sheet.write(last, 1, "Respublika boʻyicha jami", head)
        for column in (2, 3, 5):
            sheet.write_blank(last, column, None, looks["number"])
        sheet.data_validation(3, 2, last, 3, {"validate": "integer", "criteria": ">=", "value": 0})
        sheet.conditional_format(3, 4, last, 4, {"type": "data_bar"})

    return build


def months(groups: Sequence[str]) -> Build:
    """Columns of twelve months over two rows of headers, a total formula at the right, a hidden column between."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        names = [month_name(month, "uz_Latn") for month in range(1, 13)]
        sheet.merge_range("A1:A2", "T/r", head)
        sheet.merge_range("B1:B2", "Kadrlar toifasi", head)
        sheet.merge_range("C1:N1", "Malakasini oshirganlar", head)
        for place, name in enumerate(names):
            sheet.write(1, 2 + place, name, head)
        sheet.merge_range("O1:O2", "Jami", head)
        looks = _table(book, sheet, 2, groups, 12)
        for row in range(2, 2 + len(groups)):
            sheet.write_formula(row, 14, f"=SUM(C{row + 1}:N{row + 1})", looks["number"], 0)
        last = 2 + len(groups)
        sheet.write(last, 1, "Jami", head)
        for column in range(2, 14):
            sheet.write_blank(last, column, None, looks["number"])
        sheet.set_column("F:F", None, None, {"hidden": True})

    return build


def indicators_russian() -> Build:
    """A list of what is counted, in Russian, with one column of numbers and one of the year before."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        sheet.merge_range("A1:D1", "Отчёт за октябрь 2024 года", head)
        for column, title in enumerate(("№", "Показатели", "Количество", "Прошлый год")):
            sheet.write(2, column, title, head)
        _table(
            book,
            sheet,
            3,
            (
                "Вызвано",
                "Явились",
                "Не явились без уважительной причины",
                "Завершили обучение",
                "Получили сертификат",
                "Получили справку",
                "Сдано макулатуры",
            ),
            2,
        )

    return build


def subjects_with_women(labels: Sequence[str]) -> Build:
    """Under each figure how many of them are women; a percentage without its two columns."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        sheet.merge_range("A1:A2", "T/r", head)
        sheet.merge_range("B1:B2", "Fan nomi", head)
        sheet.merge_range("C1:D1", "Kursni tamomlaganlar", head)
        sheet.merge_range("E1:F1", "Hozirda oʻqiyotganlar", head)
        for column in (2, 4):
            sheet.write(1, column, "Jami", head)
            sheet.write(1, column + 1, "shundan ayollar", head)
        sheet.merge_range("G1:G2", "Kutubxona aʼzolari", head)
        _table(book, sheet, 2, labels, 5)

    return build


def with_chart_and_names(labels: Sequence[str]) -> Build:
    """A chart, a defined name, a second sheet that takes from the first, a lookup that only Excel computes."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        for column, title in enumerate(("T/r", "Tuman", "Chaqirilganlar", "Kelganlar", "Kelmagan sababsiz")):
            sheet.write(0, column, title, head)
        _table(book, sheet, 1, labels, 3)
        last = 1 + len(labels)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": ["Жадвал", 1, 2, last - 1, 2], "categories": ["Жадвал", 1, 1, last - 1, 1]})
        sheet.insert_chart("H2", chart)
        book.define_name("Chaqirilganlar", f"=Жадвал!$C$2:$C${last}")
        other = book.add_worksheet("Xulosa")
        other.write("A1", "Jami chaqirilgan")
        other.write_formula("B1", f"=SUM(Жадвал!C2:C{last})", None, 0)
        other.write_formula("B2", "=SUM(Chaqirilganlar)", None, 0)
        other.write_formula("B3", f'=VLOOKUP("x",Жадвал!B2:C{last},2)', None, 0)
        other.write_formula("B4", "=B1*2", None, 0)

    return build


def channels_and_groups(channels: Sequence[str], groups: Sequence[str]) -> Build:
    """Headings of channels, and under each the same groups of staff; last month's numbers still stand there."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        for column, title in enumerate(("Yoʻnalish", "Yillik reja", "Hisobot oyi rejasi", "Hisobot oyida tamomlagan")):
            sheet.write(1, column, title, head)
        row = 2
        for channel in channels:
            sheet.write(row, 0, channel, head)
            for place, group in enumerate(groups, row + 1):
                sheet.write(place, 0, f"  {group}")
                for column in (1, 2, 3):
                    sheet.write(place, column, 777)
            row += 1 + len(groups)

    return build


def growth(labels: Sequence[str]) -> Build:
    """This year beside the last one, the growth in per cent, crossed-out cells."""

    def build(book: Any, sheet: Any) -> None:
        head = _look(book, bold=True)
        sheet.merge_range("A1:F1", "Тамомлаганлар сонининг ўсиши", head)
        for column, title in enumerate(("Т/р", "Туман", "Ўтган йил тамомлаганлар", "Тамомлаганлар", "Ўсиш")):
            sheet.write(2, column, title, head)
        looks = _table(book, sheet, 3, labels, 3)
        for row in range(3, 3 + len(labels)):
            sheet.write_blank(row, 4, None, looks["share"])
        sheet.write(3, 2, "х", looks["text"])

    return build


def with_prefix(path: Path) -> Path:
    """The same workbook as a program writes it that names its elements x:row and x:c."""
    parts = dict(unzipped(path.read_bytes()))
    for name in parts:
        if name.startswith("xl/worksheets/sheet") or name == "xl/workbook.xml":
            text = parts[name].decode()
            text = re.sub(r"<(/?)(?![?!])", r"<\1x:", text).replace("xmlns=", "xmlns:x=", 1)
            parts[name] = text.encode()
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def unzipped(content: bytes) -> Mapping[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}
