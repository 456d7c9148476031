"""Tables as offices build them, each right, and one figure of each to be made wrong: where, what instead."""

from dataclasses import dataclass

from desktop_app.spreadsheets.records import Cell
from tests.inspection.right_tables import Rows

DISTRICTS = (
    "Olot tumani", "Buxoro tumani", "Vobkent tumani", "Gʻijduvon tumani", "Jondor tumani", "Kogon tumani",
    "Qorakoʻl tumani", "Peshku tumani", "Romitan tumani", "Buxoro shahri",
)  # fmt: skip
FIRST = (42, 64, 50, 61, 63, 68, 85, 31, 89, 51)
SECOND = (115, 159, 121, 106, 208, 158, 260, 109, 127, 177)
THIRD = (37, 53, 29, 33, 48, 57, 50, 80, 84, 52)
GROUPS = ("Olot tumani", "Kogon tumani", "Peshku tumani")


@dataclass(frozen=True)
class Foreign:
    """``cell`` is the row and the column from 0 of the figure that becomes ``wrong``; ``rule`` finds it."""

    name: str
    rows: Rows
    cell: tuple[int, int]
    wrong: Cell
    rule: str


def share(part: float, whole: float) -> float:
    return round(100 * part / whole, 1)


def regions_in_russian() -> Foreign:
    """The capital is called "г. Ташкент"; totals above and below, shares as fractions."""
    names = (
        "Республика Каракалпакстан", "Андижанская область", "Бухарская область", "Джизакская область",
        "Кашкадарьинская область", "Навоийская область", "Наманганская область", "Самаркандская область",
        "Сурхандарьинская область", "Сырдарьинская область", "Ташкентская область", "Ферганская область",
        "Хорезмская область", "г. Ташкент",
    )  # fmt: skip
    plans = (2807, 8926, 2041, 4701, 1604, 7715, 7924, 6902, 7250, 4118, 1055, 6670, 3348, 8119)
    dones = (2688, 8890, 2101, 4559, 1633, 7204, 7751, 6988, 7001, 4203, 1002, 6555, 3401, 7900)
    total: list[Cell] = [None, "Всего по республике", sum(plans), sum(dones), sum(dones) / sum(plans)]
    rows: Rows = [["№ п/п", "Регионы", "План", "Факт", "% выполнения"], total]
    rows += [[at, *each, each[2] / each[1]] for at, each in enumerate(zip(names, plans, dones, strict=True), 1)]
    rows.append([None, "ИТОГО", *total[2:]])
    return Foreign("regions in Russian", rows, (9, 4), 1.17, "PCT")


def total_of_a_region() -> Foreign:
    rows: Rows = [["Т/р", "Туман", "Жами", "эркак", "аёл"]]
    rows += [[at, name, a + b, a, b] for at, (name, a, b) in enumerate(zip(DISTRICTS, FIRST, SECOND, strict=True), 1)]
    rows.append([None, "Вилоят бўйича", sum(FIRST) + sum(SECOND), sum(FIRST), sum(SECOND)])
    return Foreign("total of a region", rows, (11, 3), sum(FIRST) + 3, "SUM")


def headings_inside() -> Foreign:
    """Groups with a heading of one cell, a blank row between them, and one total of all."""
    rows: Rows = [["T/r", "Muassasa", "Xodimlar", "Malaka oshirgan", "Foiz"]]
    whole, done = 0, 0
    for at, name in enumerate(GROUPS):
        people, trained = FIRST[at * 3 : at * 3 + 3], THIRD[at * 3 : at * 3 + 3]
        rows.append([name])
        for n, (one, other) in enumerate(zip(people, trained, strict=True), 1):
            rows.append([n, f"{n}-maktab", one, other, share(other, one)])
        rows.append([None, "Jami", sum(people), sum(trained), share(sum(trained), sum(people))])
        rows.append([])
        whole, done = whole + sum(people), done + sum(trained)
    rows.append([None, "Umumiy jami", whole, done, share(done, whole)])
    return Foreign("headings inside", rows, (11, 2), 999, "SUM")


def numbers_of_columns() -> Foreign:
    rows: Rows = [["T/r", "Muassasa turi", "Erkaklar", "Ayollar", "Jami", "Ayollar ulushi (%)"]]
    rows.append(["1", "2", "3", "4", "5=3+4", "6=4/5"])
    rows += [
        [at, name, a, b, a + b, share(b, a + b)]
        for at, (name, a, b) in enumerate(zip(DISTRICTS[:5], FIRST, SECOND, strict=False), 1)
    ]
    first, second = sum(FIRST[:5]), sum(SECOND[:5])
    rows.append([None, "JAMI", first, second, first + second, share(second, first + second)])
    return Foreign("numbers of columns", rows, (7, 3), second + 1, "SUM")


def movement() -> Foreign:
    """Who was there before finishes too; what is left follows from all that came and went."""
    rows: Rows = [["№", "Guruh", "Oy boshida", "Qabul qilindi", "Chetlashtirildi", "Tamomladi", "Oy oxirida"]]
    for at, (start, came) in enumerate(zip((27, 26, 5, 29, 30, 8), (3, 6, 24, 2, 0, 21), strict=True), 1):
        left, finished = at % 2, start - at % 3
        rows.append([at, f"25-{at:02}", start, came, left, finished, start + came - left - finished])
    rows.append([None, "Jami", *(sum(int(str(row[column])) for row in rows[1:]) for column in range(2, 7))])
    return Foreign("movement", rows, (3, 6), 29, "FLOW")


def marks() -> Foreign:
    rows: Rows = [["T/r", "Guruh", "Ishtirok etdi", "«5»", "«4»", "«3»", "«2»", "Oʻzlashtirish, %", "Sifat, %"]]
    for at, graded in enumerate([(5, 9, 8, 2), (7, 11, 6, 1), (3, 12, 9, 0), (8, 8, 7, 3), (6, 10, 9, 1)], 1):
        n = sum(graded)
        rows.append([at, f"{at}-guruh", n, *graded, share(sum(graded[:3]), n), share(sum(graded[:2]), n)])
    return Foreign("marks", rows, (3, 7), 79.9, "PCT")


def parts_of_a_whole() -> Foreign:
    rows: Rows = [["Javob", "Soni", "Ulushi, %"]]
    rows += [[name, n, share(n, sum(SECOND))] for name, n in zip(DISTRICTS, SECOND, strict=True)]
    rows.append(["Jami", sum(SECOND), 100.0])
    return Foreign("parts of a whole", rows, (4, 2), 12.3, "PCT")


def turned() -> Foreign:
    plans, dones = SECOND[:6], (103, 150, 119, 101, 199, 160)
    rows: Rows = [["Koʻrsatkich", *DISTRICTS[:6], "Jami"]]
    rows.append(["Reja", *plans, sum(plans)])
    rows.append(["Amalda", *dones, sum(dones)])
    rows.append(["Foiz", *map(share, dones, plans), share(sum(dones), sum(plans))])
    rows.append(["Guruhlar soni", 4, 5, 4, 4, 7, 6, 30])
    return Foreign("turned", rows, (3, 3), 88.8, "PCT")


def region_then_districts() -> Foreign:
    """No number and no space tells the levels apart, only that a region is none of its districts."""
    rows: Rows = [["Hudud", "Reja", "Amalda"], ["Respublika jami", 0, 0]]
    for at, region in enumerate(("Andijon viloyati", "Navoiy viloyati", "Xorazm viloyati")):
        plans, dones = SECOND[at * 3 : at * 3 + 3], THIRD[at * 3 : at * 3 + 3]
        rows.append([region, sum(plans), sum(dones)])
        rows += map(list, zip(("Asaka tumani", "Xiva tumani", "Gurlan tumani"), plans, dones, strict=True))
    rows[1] = ["Respublika jami", sum(SECOND[:9]), sum(THIRD[:9])]
    return Foreign("region, then districts", rows, (6, 1), 999, "SUM")


def rounded_thousands() -> Foreign:
    """The total was rounded once, its parts one by one."""
    rows: Rows = [["Hudud", "Aholi, ming kishi"]]
    rows += [[name, round(n / 7, 1)] for name, n in zip(DISTRICTS, SECOND, strict=True)]
    rows.append(["Jami", round(sum(SECOND) / 7, 1)])
    return Foreign("rounded thousands", rows, (11, 1), round(sum(SECOND) / 7 + 10, 1), "SUM")


def parts_no_header_names() -> Foreign:
    rows: Rows = [["T/r", "Tuman", "Chaqirilganlar", "Kelganlar", "Kelmaganlar"]]
    rows += [[at, name, a + b, b, a] for at, (name, a, b) in enumerate(zip(DISTRICTS, FIRST, SECOND, strict=True), 1)]
    return Foreign("parts no header names", rows, (4, 2), 170, "SPLIT")


def book_of_days() -> Foreign:
    """A cash book: days for names, and a balance that is no sum."""
    rows: Rows = [["Sana", "Kirim", "Chiqim", "Balans"]]
    balance = 0
    for day, (got, spent) in enumerate(zip((87, 0, 70, 0, 26, 24), (0, 60, 0, 28, 0, 48), strict=True), 1):
        balance += got - spent
        rows.append([f"{day:02}.03.2025", got, spent, balance])
    rows.append(["Jami", 207, 136, balance])
    return Foreign("book of days", rows, (7, 1), 257, "SUM")


def growth_of_means() -> Foreign:
    rows: Rows = [["Guruh", "Kirish testi (oʻrtacha ball)", "Chiqish testi (oʻrtacha ball)", "Oʻsish"]]
    scores = ((51.2, 71.4), (48.3, 69.9), (55.0, 80.1), (43.7, 66.2), (59.1, 77.7))
    rows += [[f"25-{at:02}", one, two, round(two - one, 1)] for at, (one, two) in enumerate(scores, 1)]
    return Foreign("growth of means", rows, (3, 3), 35.1, "SUM")


FOREIGN = (
    regions_in_russian(), total_of_a_region(), headings_inside(), numbers_of_columns(), movement(), marks(),
    parts_of_a_whole(), turned(), region_then_districts(), rounded_thousands(), parts_no_header_names(),
    book_of_days(), growth_of_means(),
)  # fmt: skip
