"""Tables of made-up returns in which everything adds up, each of another build: none of them may raise an alarm."""

from datetime import date

from desktop_app.spreadsheets.records import Cell

Rows = list[list[Cell]]

REGIONS = (
    "Qoraqalpogʻiston Respublikasi", "Andijon viloyati", "Buxoro viloyati", "Jizzax viloyati", "Qashqadaryo viloyati",
    "Navoiy viloyati", "Namangan viloyati", "Samarqand viloyati", "Surxondaryo viloyati", "Sirdaryo viloyati",
    "Toshkent viloyati", "Fargʻona viloyati", "Xorazm viloyati", "Toshkent shahri",
)  # fmt: skip


def plan_and_actual() -> Rows:
    """Regions with plan, actual, percentage and difference."""
    plans = [1210, 890, 1034, 760, 1322, 611, 1187, 1455, 1098, 502, 1276, 1540, 947, 1105]
    dones = [1204, 901, 1030, 742, 1330, 598, 1201, 1460, 1075, 511, 1290, 1522, 950, 1101]
    rows: Rows = [
        ["2024-yil noyabr oyi boʻyicha reja bajarilishi"],
        ["T/r", "Hudud", "Reja", "Amalda", "%", "Farq (+/-)"],
    ]
    rows += [
        [at, name, plan, done, round(100 * done / plan, 1), done - plan]
        for at, (name, plan, done) in enumerate(zip(REGIONS, plans, dones, strict=True), 1)
    ]
    plan, done = sum(plans), sum(dones)
    rows.append([None, "Jami", plan, done, round(100 * done / plan, 1), done - plan])
    return rows


def several_levels() -> Rows:
    """Channels, groups below them, subtotals by number."""
    return [
        ["№", "Yoʻnalish", "Yillik reja", "Oʻqitildi"],
        ["1", "Pedagogik mahorat markazi", 300, 280],
        ["1.1", "rahbar kadrlar", 40, 38],
        ["1.2", "mutaxassislar", 60, 52],
        ["1.3", "pedagog kadrlar", 200, 190],
        ["2", "Oliy taʼlim muassasalari", 120, 121],
        ["2.1", "rahbar kadrlar", 20, 20],
        ["2.2", "pedagog kadrlar", 100, 101],
        [None, "Jami", 420, 401],
    ]


def subtotals() -> Rows:
    """Two blocks with a subtotal below each and a total of both."""
    return [
        ["Tuman", "Maktab", "Bogʻcha"],
        ["Asaka tumani", 14, 8],
        ["Marhamat tumani", 11, 5],
        ["Tumanlar boʻyicha jami", 25, 13],
        ["Andijon shahri", 31, 22],
        ["Xonobod shahri", 4, 3],
        ["Shaharlar boʻyicha jami", 35, 25],
        ["JAMI", 60, 38],
    ]


def of_which() -> Rows:
    """ "Of which" columns need not make up the whole; a mean is no sum."""
    return [
        ["Guruhlar", "Jami", "shundan ayollar", "30 yoshgacha", "Oʻrtacha ball"],
        ["Maktab", 120, 80, 31, 71.5],
        ["Bogʻcha", 88, 88, 40, 80.25],
        ["Litsey", 40, 12, 3, 65.0],
        ["Jami", 248, 180, 74, 72.25],
    ]


def split_by_sex() -> Rows:
    return [
        ["Hudud", "Jami", "Erkak", "Ayol", "Shahar", "Qishloq"],
        ["Asaka", 50, 20, 30, 15, 35],
        ["Baliqchi", 64, 14, 50, 24, 40],
        ["Izboskan", 36, 16, 20, 6, 30],
        ["Jami", 150, 50, 100, 45, 105],
    ]


def two_level_header() -> Rows:
    return [
        ["T/r", "Fan", "Jami", None, "Kunduzgi", None, "Masofaviy", None],
        [None, None, "reja", "amalda", "reja", "amalda", "reja", "amalda"],
        [1, "Matematika", 90, 88, 60, 61, 30, 27],
        [2, "Fizika", 55, 51, 30, 29, 25, 22],
        [3, "Kimyo", 47, 49, 25, 26, 22, 23],
        [4, "Biologiya", 62, 60, 40, 40, 22, 20],
        [None, "Jami", 254, 248, 155, 156, 99, 92],
    ]


def total_above() -> Rows:
    return [
        ["Hudud", "Guruhlar soni", "Soat"],
        ["Respublika boʻyicha jami", 37, 1332],
        ["Navoiy viloyati", 12, 432],
        ["Buxoro viloyati", 15, 540],
        ["Jizzax viloyati", 10, 360],
    ]


def list_of_people() -> Rows:
    return [
        ["T/r", "F.I.Sh.", "Tugʻilgan sana", "Ish joyi", "Telefon", "Ball"],
        [1, "Karimova Dilnoza Anvar qizi", date(1988, 3, 4), "12-maktab", "901234567", 71],
        [2, "Aliyev Bobur Rustam oʻgʻli", date(1979, 11, 2), "3-maktab", "912345678", 64],
        [3, "Karimova Dilnoza Anvar qizi", date(1991, 7, 20), "40-maktab", "933456789", 88],
        [4, "Saidov Jasur Olim oʻgʻli", date(1990, 1, 15), "7-DMTT", "944567890", 90],
    ]


def groups_with_days() -> Rows:
    return [
        ["Guruh", "Boshlanish sanasi", "Tugash sanasi", "Soat", "Tinglovchilar soni"],
        ["24-01", date(2024, 1, 8), date(2024, 1, 13), 36, 28],
        ["24-02", date(2024, 1, 15), date(2024, 1, 20), 36, 30],
        ["24-03", date(2024, 2, 5), date(2024, 3, 2), 144, 25],
        ["Jami", None, None, 216, 83],
    ]


def way_of_people() -> Rows:
    return [
        ["Tuman", "Chaqirilgan", "Kelgan", "Kelmagan", "Tamomlagan", "Sertifikat olgan", "Sertifikat olmagan"],
        ["Olot tumani", 30, 28, 2, 27, 25, 2],
        ["Vobkent tumani", 25, 25, 0, 25, 25, 0],
        ["Kogon tumani", 27, 26, 1, 24, 20, 4],
        ["Jami", 82, 79, 3, 76, 70, 6],
    ]


def russian_with_texts() -> Rows:
    """Numbers as text, with spaces and commas, and shares as parts of one."""
    return [
        ["№ п/п", "Регион", "План", "Факт", "Доля"],
        [1, "Хорезмская область", "1 200", "1 150", 0.958],
        [2, "Наманганская область", "2 400", "2 412", 1.005],
        [3, "Ташкентская область", "980", "931", 0.95],
        [None, "Итого", "4 580", "4 493", 0.981],
    ]


def two_tables() -> list[tuple[int, list[Cell]]]:
    """Two tables one below the other, with numbers of rows."""
    return [
        (1, ["Maktablar", "Soni"]),
        (2, ["Asaka", 5]),
        (3, ["Olot", 6]),
        (4, ["Jami", 11]),
        (7, ["Xodimlar", "Soni"]),
        (8, ["Rahbar", 40]),
        (9, ["Pedagog", 160]),
        (10, ["Jami", 200]),
    ]


def of_months() -> Rows:
    return [
        ["Oy", "Shu oyda", "Yil boshidan"],
        ["Yanvar", 120, 120],
        ["Fevral", 95, 215],
        ["Mart", 130, 345],
        ["Aprel", 101, 446],
    ]


RIGHT = (
    plan_and_actual, several_levels, subtotals, of_which, split_by_sex, two_level_header, total_above, list_of_people,
    groups_with_days, way_of_people, russian_with_texts, of_months,
)  # fmt: skip
