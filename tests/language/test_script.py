"""Both scripts, measured on official names and on the words where libraries fail."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language.script import (
    Script,
    catalogue_to_cyrillic,
    has_mixed_word,
    mend_mixed_words,
    script_of,
    to_cyrillic,
    to_latin,
)

GOLD_PAIRS = Path(__file__).with_name("gold_pairs.csv")
# In these official pairs one form has a capital that the other lacks; see README.md beside.
LETTER_CASE_DIFFERS = {
    "Qoʻshtepa": "қўштепа",
    "Yangi hayot": "Янги Ҳаёт",
    "Sharq Yulduzi": "Шарқ юлдузи",
    "Choʻlquvar": "ЧўлҚувар",
    "Taraqqiyot": "ТарақҚиёт",
    "Shoʻr-Qalʼa": "Шўр-қалъа",
    "Shirinqoʻngʻirot": "ШиринҚўнғирот",
}

UZBEK_LATIN = st.text(st.sampled_from("abdefghijklmnopqrstuvxyzʻʼ -ABGOSHCY.'’"), max_size=30)


def gold_pairs() -> list[tuple[str, str]]:
    with GOLD_PAIRS.open(encoding="utf-8", newline="") as source:
        pairs = [(row["latn"], row["cyrl"]) for row in csv.DictReader(source)]
    assert len(pairs) == 2448
    return [(latin, cyrillic) for latin, cyrillic in pairs if LETTER_CASE_DIFFERS.get(latin) != cyrillic]


def test_every_official_name_is_written_in_cyrillic_as_officially() -> None:
    assert [(latin, to_cyrillic(latin)) for latin, cyrillic in gold_pairs() if to_cyrillic(latin) != cyrillic] == []


def test_every_official_name_is_written_in_latin_as_officially() -> None:
    assert [(cyrillic, to_latin(cyrillic)) for latin, cyrillic in gold_pairs() if to_latin(cyrillic) != latin] == []


def test_the_seven_pairs_left_out_differ_in_letter_case_only() -> None:
    assert len(LETTER_CASE_DIFFERS) == 7
    for latin, cyrillic in LETTER_CASE_DIFFERS.items():
        assert to_latin(cyrillic) != latin
        assert to_latin(cyrillic).lower() == latin.lower()


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Исҳоқов", "Isʼhoqov"),
        ("станция", "stansiya"),
        ("Цирк", "Sirk"),
        ("лицей", "litsey"),
        ("съезд", "syezd"),
        ("Субъект", "Subyekt"),
        ("Ер", "Yer"),
        ("поэма", "poema"),
        ("Чимён", "Chimyon"),
        ("Ёзёвон", "Yozyovon"),
        ("Цой", "Soy"),
        ("Евгеньевна", "Yevgenyevna"),
        ("борщ", "borshch"),
        ("бульон", "bulyon"),
    ],
)
def test_cyrillic_is_written_in_latin(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Isʼhoqov", "Исҳоқов"),
        ("yo'l", "йўл"),
        ("poema", "поэма"),
        ("Bulung‘ur", "Булунғур"),
        ("ma’no", "маъно"),
        ("Angor", "Ангор"),
        ("Neftchilar", "Нефтчилар"),
        ("Yevgenyevna", "Евгеневна"),
        ("Oʻel", "Ўэл"),
        ("Cambridge", "Камбридге"),
    ],
)
def test_latin_is_written_in_cyrillic(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("SHERMATOVA", "ШЕРМАТОВА"),
        ("NURILLAYEVICH", "НУРИЛЛАЕВИЧ"),
        ("MAʼRUPOVA", "МАЪРУПОВА"),
        ("YOʻLDOSHEV", "ЙЎЛДОШЕВ"),
        ("Sh.Yu.Yoʻldoshev", "Ш.Ю.Йўлдошев"),
        ("Yoqub", "Ёқуб"),
        ("YOQUB", "ЁҚУБ"),
        ("ISʼHOQ", "ИСҲОҚ"),
    ],
)
def test_capitals_stay_capitals_both_ways(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("attestatsiya", "аттестация"),
        ("funksiyalar", "функциялар"),
        ("pensiya", "пенсия"),
        ("refleksiya, refleksion", "рефлексия, рефлексион"),
        ("innovatsion, kommunikatsion, ijtimoiy-sotsial", "инновацион, коммуникацион, ижтимоий-социал"),
        ("funksional, REAKSION, auksion", "функционал, РЕАКЦИОН, аукцион"),
        ("aytsin, oʻtsa, qobiliyatsizlik", "айтсин, ўтса, қобилиятсизлик"),
        ("kompyuterda, Kompyuterlar", "компьютерда, Компьютерлар"),
        ("filtrlash, filmi, albomi", "фильтрлаш, фильми, альбоми"),
        ("fransuz, Differensial, ensiklopediya", "француз, Дифференциал, энциклопедия"),
        ("intervyu, pyesa, karyera", "интервью, пьеса, карьера"),
        ("sentabrdan, oktabrda, Sentabr", "сентябрдан, октябрда, Сентябрь"),
        ("panel, panelni", "панель, панелни"),
        ("Iyn, Iyl, Noy", "Июн, Июл, Ноя"),
        ("LITSEYI", "ЛИЦЕЙИ"),
        ("Obyektiv", "Объектив"),
        ("28-dekabr", "28-декабрь"),
        ("dekabrdan", "декабрдан"),
        ("modul", "модуль"),
        ("modullar", "модуллар"),
    ],
)
def test_loanwords_get_back_the_letters_that_latin_does_not_show(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic


def test_letters_of_the_reform_and_of_karakalpak_are_read() -> None:
    assert to_latin("Şöräli öğli Çari") == "Shoʻräli oʻgʻli Chari"
    assert to_latin("ŞAHRİ") == "SHAHRİ"
    assert to_cyrillic("Şahrisabz, öğil") == "Шаҳрисабз, ўғил"
    assert to_latin("Әжинияз, Нөкис, Теңге") == "Ajiniyaz, Noʻkis, Tengge"
    assert to_latin("Ájiniyaz, Nókis") == "Ajiniyaz, Noʻkis"


def test_what_is_in_the_wanted_script_already_stays() -> None:
    assert to_latin("Oʻzbekiston «maʼnosi» 25%") == "Oʻzbekiston «maʼnosi» 25%"
    assert to_cyrillic("Ўзбекистон, 25%") == "Ўзбекистон, 25%"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Toshkent", Script.LATIN),
        ("Тошкент", Script.CYRILLIC),
        ("Toshkent, Тошкент", Script.MIXED),
        ("14 - 2024 ʻ", Script.NONE),
        ("", Script.NONE),
    ],
)
def test_the_script_of_a_text_is_told(text: str, script: Script) -> None:
    assert script_of(text) is script


def test_a_cyrillic_letter_hidden_in_a_latin_word_is_found() -> None:
    assert has_mixed_word("Kаrimov Anvar")
    assert not has_mixed_word("Karimov Анвар")
    assert not has_mixed_word("PDF-файл")


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("K\u0430rim\u043ev", "Karimov"),
        ("\u041aаpим\u043eв", "Каримов"),
        ("\u0421\u0410\u041cE\u041f", "САМЕП"),
        ("\u0410\u0410", "АА"),
        ("A\u0410", "AA"),
        ("Karimov Анвар", "Karimov Анвар"),
        ("Karимov", "Karимov"),
    ],
)
def test_a_hidden_letter_is_replaced_only_where_its_twin_makes_one_script(typed: str, mended: str) -> None:
    assert mend_mixed_words(typed) == mended


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("{n} ta sertifikat {file} ga yozildi", "{n} та сертификат {file} га ёзилди"),
        ("<b>Mahorat</b>: JShShIR va F.I.Sh.", "<b>Маҳорат</b>: ЖШШИР ва Ф.И.Ш."),
        ("Excelga chiqarish, PDF-fayl, Wordda ochish", "Excelга чиқариш, PDF-файл, Wordда очиш"),
        ("PostgreSQL 15: postgresql://markaz@server:5432/baza", "PostgreSQL 15: postgresql://markaz@server:5432/baza"),
        ("Ctrl+Z yoki F1 ni bosing", "Ctrl+Z ёки F1 ни босинг"),
        ("E-mail manzili, A4 qogʻoz, 3 mm, 2 GB", "E-mail манзили, A4 қоғоз, 3 мм, 2 ГБ"),
        ("roster.xlsx va *.csv fayllari", "roster.xlsx ва *.csv файллари"),
        ("https://example.uz/sahifa saytida", "https://example.uz/sahifa сайтида"),
        ("II bosqich, X sinf, I. Karimov", "II босқич, X синф, И. Каримов"),
        ("QR-kodni skanerlang", "QR-кодни сканерланг"),
        ("PINFL, CSV, XLSX, Windows", "PINFL, CSV, XLSX, Windows"),
        ("MIT litsenziyasi, XML jadval", "MIT лицензияси, XML жадвал"),
        ("PISA, TIMSS va falsafa doktori (PhD)", "PISA, TIMSS ва фалсафа доктори (PhD)"),
        ("Tabiiy fan (Science)", "Табиий фан (Science)"),
        ("buyruqni --apply bilan takrorlang", "буйруқни --apply билан такрорланг"),
        ("n = {n}; n — javoblar soni", "n = {n}; n — жавоблар сони"),
        ("Ctrl+K, Ctrl+Shift+C, F1, .xlsx va Esc", "Ctrl+K, Ctrl+Shift+C, F1, .xlsx ва Esc"),
        ("2024-yil 28-dekabr", "2024-йил 28-декабрь"),
        ("", ""),
    ],
)
def test_a_catalogue_text_keeps_what_is_no_uzbek_word(message: str, expected: str) -> None:
    assert catalogue_to_cyrillic(message) == expected


@given(st.text())
def test_any_text_at_all_can_be_transliterated(text: str) -> None:
    to_latin(text)
    to_cyrillic(text)
    catalogue_to_cyrillic(text)
    assert mend_mixed_words(mend_mixed_words(text)) == mend_mixed_words(text)


@given(UZBEK_LATIN)
def test_no_latin_letter_of_the_alphabet_is_left_in_cyrillic(text: str) -> None:
    assert script_of(to_cyrillic(text)) in (Script.CYRILLIC, Script.NONE)


@given(st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхчшъэюяўқғҳ "), max_size=30))
def test_transliterating_twice_changes_nothing(text: str) -> None:
    assert script_of(to_latin(text)) in (Script.LATIN, Script.NONE)
    assert to_latin(to_latin(text)) == to_latin(text)
    assert to_cyrillic(text) == text
