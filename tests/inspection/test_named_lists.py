"""A number in words or figures before names: found when the names are fewer or more, in three ways of writing."""

from datetime import date

import pytest

from desktop_app.inspection.service import inspect_text

TODAY = date(2026, 11, 22)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.said, finding.true) for finding in inspect_text(text, today=TODAY)]


@pytest.mark.parametrize(
    ("text", "said", "true"),
    [
        ("Ikki tuman: Olot, Kogon, Peshku.", "2", "3"),
        ("Tanlovda ikki tuman: Olot, Kogon va Peshku tumanlari gʻolib boʻldi.", "2", "3"),
        ("Ikki tuman (Olot, Kogon, Peshku) tanlovda qatnashdi.", "2", "3"),
        ("Икки туман: Олот, Когон, Пешку.", "2", "3"),
        ("Два района: Алат, Каган, Пешку.", "2", "3"),
        ("В двух районах: Алатском, Каганском и Пешкунском.", "2", "3"),
        ("Uchta fan: matematika, fizika, kimyo, ona tili.", "3", "4"),
        ("Toʻrt nafar tinglovchi: Aliyev A., Valiyev B., Soliyev D.", "4", "3"),
        ("Беш нафар ўқитувчи: Алиев, Валиев, Солиев ва Каримов.", "5", "4"),
        ("9 ta tuman: Olot, Kogon, Peshku, Gʻijduvon, Jondor, Romitan, Vobkent, Shofirkon.", "9", "8"),
        ("9 районов: Алат, Каган, Пешку, Гиждуван, Жондор, Ромитан, Вабкент, Шафиркан.", "9", "8"),
        ("4 ta tashkilot: “Orzu, qanoti”, “Tafakkur”, Md-soft.", "4", "3"),
        ("Ikki tumanga ruxsat berildi: Olot, Kogon, Peshku.", "2", "3"),
        ("Uchta maktab: 5-, 12-, 14- va 15-sonli maktablar.", "3", "4"),
        ("Ikki tuman: Olot – 12 nafar, Kogon – 14 nafar, Peshku – 9 nafar.", "2", "3"),
        ("Uchta mavzu oʻtildi:\n- birinchi;\n- ikkinchi.", "3", "2"),
        ("Ikki tuman:\nOlot, Kogon, Peshku", "2", "3"),
    ],
)
def test_a_list_that_is_not_as_long_as_its_number_is_found(text: str, said: str, true: str) -> None:
    assert told(text) == [("COUNT-LIST", said, true)]


@pytest.mark.parametrize(
    "text",
    [
        "Uch tuman: Olot, Kogon va Peshku tumanlari.",
        "Ikki tashkilot: “Ziyo”, Nur va Nur.",
        "Ikki guruhda oʻqish boshlandi: Aliyev, Valiyev, Soliyev.",
        "Ikki guruhga oʻqituvchi biriktirildi: Aliyev, Valiyev, Soliyev.",
        "Ikki nafar: Aliyev A., direktor, Valiyev B., metodist.",
        "Uch nafar: Aliyev A., Olot tumani, Valiyev B., Soliyev D.",
        "Ikki tashkilot: “Ziyo” MCHJ, Toshkent shahri, “Nur” MCHJ.",
        "Uchta maktab: 5-maktab, Olot tumani, 7-maktab, 8-maktab.",
        "Ikki xona: keng, yorugʻ, qulay.",
        "Ikki kun fanlari: matematika, fizika, kimyo.",
        "Он сказал: Алиев, Валиев, Салиев, Каримов, Рашидов, Ганиев.",
        "За три дня по предметам: математика, физика, химия, история.",
        "12 guruh: Aliyev, Valiyev, Soliyev, Karimov, Rahimov, Gʻaniyev, Nazarov, Toʻrayev, Usmonov, Eshov, Isoyev.",
        "5 группа: Алиев, Валиев, Салиев, Каримов.",
        "Uch tomonlama kelishuv: Markaz, Institut, Vazirlik, Hokimlik.",
        "Ikki-uch tuman: Olot, Kogon, Peshku, Jondor.",
        "Birinchi va ikkinchi tuman: Olot, Kogon, Peshku.",
        "Ikki tuman, jumladan: Olot, Kogon, Peshku.",
        "Ikki tuman: Olot, Kogon va boshqalar, Peshku.",
        "Ikki yuz nafar: Aliyev, Valiyev, Soliyev.",
        "Besh yillik reja: Maktab, Bogʻcha, Lisey, Kollej.",
        "Ikki tuman: Olot, Kogon; jami 24 nafar.",
    ],
)
def test_other_lists_after_a_number_raise_no_alarm(text: str) -> None:
    assert told(text) == []
