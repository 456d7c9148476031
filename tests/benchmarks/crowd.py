"""A centre with as many made-up people as a benchmark asks for, written straight into its file."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert, select

from db import engine as engines
from db.models.people import Institution, InstitutionWord, NameWord, Person, PersonWord
from desktop_app.bootstrap import create_centre
from desktop_app.centre import Centre
from desktop_app.commands.new_centre import DEMONSTRATION
from desktop_app.language.names import PersonName
from desktop_app.paths import CentrePaths
from desktop_app.people.identity import check_digit
from desktop_app.people.institutions import institution_key, institution_words
from desktop_app.people.rules import both_scripts, find_words, name_columns

SEED = 500_000
BATCH = 20_000
PEOPLE_OF_A_SCHOOL, SCHOOL_NUMBERS = 45, 120
_STEMS = (
    "Karim", "Rahim", "Abdulla", "Yusuf", "Olim", "Tursun", "Saidov", "Nazar", "Xolmat", "Qodir", "Ergash", "Norqul",
    "Sodiq", "Isʼhoq", "Oʻrin", "Gʻani", "Shodi", "Choriy", "Begmat", "Toʻra", "Joʻra", "Yoʻldosh", "Mirza", "Sharip",
    "Usmon", "Hamid", "Eshmurod", "Xudoyberdi", "Toshpoʻlat", "Neʼmat", "Raxmon", "Ali", "Zokir", "Umar", "Bobo",
    "Sulton", "Murod", "Jalil", "Islom", "Normat", "Ismoil", "Husan", "Hasan", "Qurbon", "Maʼruf", "Abror", "Anvar",
    "Botir", "Davron", "Elyor",
)  # fmt: skip
_GIVEN_NAMES = (
    "Dilnoza", "Gulchehra", "Zilola", "Malohat", "Feruza", "Nigora", "Barno", "Saodat", "Oʻgʻiloy", "Iroda", "Mohira",
    "Lola", "Zebo", "Nafisa", "Shahnoza", "Anvar", "Botir", "Jasur", "Sardor", "Otabek", "Temur", "Rustam", "Shuhrat",
    "Farhod", "Laziz", "Doniyor", "Bekzod", "Kamol", "Mansur", "Vohid", "Ulugʻbek",
)  # fmt: skip


@contextmanager
def crowded_centre(people: int) -> Iterator[Centre]:
    """An open centre of so many people, gone afterwards; the same people for the same number."""
    with TemporaryDirectory(prefix="mahorat-bench-") as folder:
        centre = create_centre(CentrePaths(Path(folder) / "centre"), DEMONSTRATION)
        try:
            fill(centre, people)
            yield centre
        finally:
            centre.is_changed_since_backup = False
            centre.close()


def fill(centre: Centre, people: int) -> None:
    chance = random.Random(SEED)
    with engines.writing(centre.engine).begin() as connection:
        schools = max(people // PEOPLE_OF_A_SCHOOL, 1)
        connection.execute(insert(Institution), [_school(school_id) for school_id in range(1, schools + 1)])
        connection.execute(
            insert(InstitutionWord),
            [
                {"word": word, "institution_id": school_id}
                for school_id in range(1, schools + 1)
                for word in institution_words(_school(school_id)["name"])
            ],
        )
        for start in range(1, people + 1, BATCH):
            rows = [_person(chance, person_id, schools) for person_id in range(start, min(start + BATCH, people + 1))]
            connection.execute(insert(Person), [row for row, _words in rows])
            words = [{"word": word, "person_id": row["id"]} for row, words in rows for word in words]
            connection.execute(insert(PersonWord), words)
        names = select(PersonWord.word).distinct().where(PersonWord.word.op("NOT GLOB")("*[0-9]*"))
        connection.execute(insert(NameWord).from_select(["word"], names))
        connection.exec_driver_sql("ANALYZE")


def _school(school_id: int) -> dict[str, Any]:
    name = f"{school_id % SCHOOL_NUMBERS + 1}-maktab"
    key = institution_key(name)
    return {"id": school_id, "name": name, "kind_code": "UOTM", "district_code": None, "search_key": key, "version": 1}


def _person(chance: random.Random, person_id: int, schools: int) -> tuple[dict[str, Any], frozenset[str]]:
    father = chance.choice(_STEMS)
    # A square root of chance makes some names frequent and others rare, as in life.
    surname = _STEMS[int(len(_STEMS) * chance.random() ** 2)] + chance.choice(("ov", "ova", "yev", "zoda", ""))
    name = PersonName(surname, chance.choice(_GIVEN_NAMES), father + chance.choice((" qizi", "ovich", "ovna")))
    names = both_scripts(name)
    jshshir, document = _jshshir(person_id), f"AA {person_id:07}"
    phone = f"+998 9{person_id % 9} {person_id % 1000:03} {person_id // 1000 % 100:02} {person_id % 97:02}"
    row = {
        "id": person_id,
        **name_columns(names),
        "jshshir": jshshir,
        "document": document,
        "phone": phone,
        "position_code": "OQIT",
        "position_text": "",
        "subject_code": "MAT",
        "subject_text": "",
        "staff_group": "PEDAGOG",
        "notes": "",
        "district_code": "1727206",
        "institution_id": person_id % schools + 1,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        "version": 1,
    }
    return row, find_words(names, jshshir=jshshir, document=document, phone=phone)


def _jshshir(number: int) -> str:
    day, month, year = number % 28 + 1, number // 28 % 12 + 1, number // 336 % 40 + 50
    digits = f"{3 + number % 2}{day:02}{month:02}{year:02}{number:06}"
    return digits + str(check_digit(digits))
