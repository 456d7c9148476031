"""What is found in a text: made-up sentences with the defects that real returns have, and right ones without any."""

from datetime import date

import pytest

from desktop_app.inspection.model import Finding
from desktop_app.inspection.service import inspect_text

TODAY = date(2026, 11, 22)


def found(text: str) -> list[Finding]:
    return inspect_text(text, today=TODAY)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.said, finding.true.replace("\u00a0", " ")) for finding in found(text)]


RIGHT = (
    "2024-yilda 1 200 nafar pedagog rejalashtirilgan boʻlib, shundan 1 150 nafari (95,8%) oʻqitildi.",
    "Jami 3 ta tashkilot (“Bilim, ilm”, “Ziyo”, Nur va Nur) bilan shartnoma tuzildi.",
    "Kurslarda 3,4 mingta tinglovchi qatnashdi, 12 ta guruh tuzildi. 2024-yil 5-fevralda 45-sonli buyruq chiqdi.",
    "Hududda 450 ta maktab, 320 ta bogʻcha, jami 770 ta muassasa bor, ularda 10 400 nafar xodim ishlaydi.",
    "Oʻn oyda 5 230 nafar oʻqituvchi (reja 5 100 nafar) yoki 102,5 foiz qamrab olindi.",
    "2024-yil 8-13-yanvar kunlari 36 soatlik kurs boʻldi. Ishtirokchilarning 45 foizi ayollar.",
    "Из 294 175 участников 53 662 (18,2%) получили сертификат, 104 782 (35,6%) — справку.",
    "Quyidagi 3 ta yoʻnalish belgilandi:\n1. Matematika;\n2. Fizika;\n3. Kimyo.",
    "Jadval ilova qilinadi.\n1-ilova\nHudud\tReja\tAmalda\nOlot\t10\t12\nKogon\t20\t21\nJami\t30\t33",
    "PF-60-son Farmon, 03-33-3532-son xat va PQ-231 asosida 5 yilda bir marta, 4k modeli boʻyicha, 12.03.2024 kuni.",
    "Reja 5 000 nafar. Shundan 300 nafari ayollar, 450 nafari yoshlar.",
    "Kurslarga 337 nafar chaqirildi, ulardan 167 nafari tamomladi, 148 nafari sertifikat, 19 nafari maʼlumotnoma oldi.",
)


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_text_raises_no_alarm(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tadbirda 120 nafar rahbar, 340 nafar oʻqituvchi, jami 480 nafar qatnashdi.", ("SUM", "480", "460")),
        ("Режада 9 000 нафар, амалда 6 000 нафар (109,0 %) ўқитилди.", ("PCT", "109,0%", "66,7%")),
        ("Запланировано 1 000 человек, обучено 998 человек (100,0 %).", ("PCT", "100,0%", "99,8%")),
        ("Reja 8 000 nafar, amalda 7 999 nafar (100,0%) oʻqitildi.", ("ROUND", "100,0%", "99,98%")),
        ("4 ta tashkilotga (“Bir”, Ikki, Uch) ruxsat berildi.", ("COUNT-LIST", "4", "3")),
        ("5 ta fan boʻyicha dastur bor:\n- tarix;\n- fizika;\n- kimyo;\n- biologiya.", ("COUNT-LIST", "5", "4")),
        ("2 ta mavzu oʻtildi. Jumladan:\n• birinchi;\n• ikkinchi;\n• uchinchi.", ("COUNT-LIST", "2", "3")),
        ("1. Rahbarlar:\nMatn bor.\n1. Pedagoglar:\nMatn bor.", ("NUMBERING", "1., 1.", "1., 2.")),
        ("Roʻyxat ilova qilinadi.", ("ANNEX", "Royxat ilova qilinadi", "")),
        ("2024-yil 3–5-dekabr kunlari 36 soatlik kurs boʻldi.", ("HOURS", "36", "")),
        ("Kurs 2024-yil 13-8-yanvar kunlari boʻldi.", ("DATE", "2024-yil 13-8-yanvar", "")),
        ("2024-yil 31-noyabr kuni yigʻilish boʻldi.", ("DATE", "2024-yil 31-noyabr kuni", "")),
        ("2024-yil 8-yanvar (seshanba) kuni boshlandi.", ("DATE", "seshanba", "dushanba")),
        ("Buyruq: 2027-yil 5-martdagi 12-sonli.", ("DATE", "05.03.2027", "")),
        ("Тoshkent viloyatida oʻqish boshlandi.", ("SCRIPT", "Тoshkent", "Toshkent")),
    ],
)
def test_each_defect_is_found_once_with_what_is_true(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


def test_the_base_that_would_make_a_percentage_true_is_told() -> None:
    (finding,) = found("Reja 9 000 nafar, shundan 6 000 nafari (120,0%) oʻqitildi.")
    assert finding.facts["fitting"] == "4\u00a0998–5\u00a0002"


def test_lines_broken_by_a_pdf_are_joined_and_the_place_is_the_line_of_the_figure() -> None:
    text = "Markazlarda 298 nafar, plat-\n\nforma orqali 122\n\n586 nafar, yaʼni, jami 122\n\n900 nafar oʻqidi."
    (finding,) = found(text)
    assert (finding.rule, finding.true, finding.place) == ("SUM", "122\u00a0884", "5-qator")


def test_a_bad_part_under_a_good_total_and_a_total_that_only_seems_full() -> None:
    text = (
        "Rejada 10 000 nafar, shundan, markazlarga 6 000 nafar, platformaga 1 500 nafar, boshqalarga 2 500 nafar "
        "belgilangan.\nMarkazlarda 6 100 nafar (101,7%), platformada 3 690 nafar (246,0%), boshqalarda 200 nafar "
        "(8,0%), yaʼni, jami 10 002 nafar (100,0%) oʻqitildi."
    )
    assert sorted(told(text)) == [
        ("OUTLIER", "246,0%", ""),
        ("OUTLIER", "8,0%", ""),
        ("ROUND", "100,0%", "99,9%"),
        ("SUM", "10\u00a0002", "9 990"),
    ]


def test_a_plan_that_comes_back_to_the_unit_is_doubted() -> None:
    text = (
        "Qamrab olinishi rejalashtirilgan 2 167 nafar yetakchi va 9 200 nafar fan oʻqituvchisi roʻyxati tuzildi.\n"
        "Sentyabrda 2 167 nafar yetakchi va 9 200 nafar fan oʻqituvchisi oʻqitildi."
    )
    assert [(finding.rule, finding.place) for finding in found(text)] == [("COPY", "2-qator")]


def test_a_list_with_its_total_is_a_table() -> None:
    text = "1. Andijon viloyati – 20\n2. Buxoro viloyati – 30 nafar\n3. Jizzax viloyati – 15\n\nJami: 66"
    (finding,) = found(text)
    assert (finding.rule, finding.said, finding.true, finding.place) == ("SUM", "66", "65", "5-qator")


def test_the_institute_needs_a_row_of_its_own_where_the_total_counts_it() -> None:
    text = "Institut hamda markazlardan jami 65 nafar qatnashdi.\n1. Andijon viloyati – 20\n2. Buxoro viloyati – 30\n"
    (finding,) = found(text + "3. Toshkent shahar – 15\nJami: 65")
    assert (finding.rule, finding.place) == ("LISTPOP", "4-qator")
    assert found(text + "3. Institut – 15\nJami: 65") == []


def test_apostrophes_typed_in_several_ways_are_told_once() -> None:
    (finding,) = found("Oʻquv kursi, o‘quv rejasi, o'qituvchi va maʼno, ma'no.")
    assert finding.rule == "SCRIPT"


def test_latin_terms_with_cyrillic_endings_are_no_mixed_words() -> None:
    assert found("PDFга ва Excelда сақлаш, 1С дастури.") == []


def test_a_text_of_one_endless_word_is_looked_through_in_no_time() -> None:
    assert found("1 " * 40_000 + "a" * 40_000 + "(" * 10_000) == []
