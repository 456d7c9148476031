"""A ministry's words for an indicator: from which day they hold, in which languages, and what is refused."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models.journal import JournalEntry
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.i18n import use
from desktop_app.indicators.wordings import (
    Worded,
    add_wording,
    change_wording,
    withdraw_wording,
    worded_on,
    wordings,
)

FROM = date(2026, 10, 1)
WORDS: dict[str, Any] = {
    "code": "completed",
    "valid_from": FROM,
    "titles": {"uz_Latn": "Malaka oshirganlar", "ru": "Повысили квалификацию"},
    "definitions": {"uz_Latn": "Kursni tugatganlar."},
    "order_number": "214",
    "order_date": date(2026, 9, 1),
}


def on(centre: Centre, day: date) -> Worded:
    return centre.read(worded_on, day)["completed"]


def test_a_wording_holds_from_its_day_on_and_counts_as_an_edition(centre: Centre) -> None:
    before = on(centre, FROM)
    centre.write(add_wording, **WORDS)
    with use("uz_Latn"):
        found = on(centre, FROM)
    assert (found.title, found.definition, found.edition) == ("Malaka oshirganlar", "Kursni tugatganlar.", 2)
    assert found.cited == "Kursni tugatganlar. (№ 214, 01.09.2026)"
    assert on(centre, date(2026, 9, 30)) == before


@pytest.mark.parametrize(
    ("language", "title", "definition"),
    [
        ("ru", "Повысили квалификацию", "Kursni tugatganlar."),
        ("uz_Cyrl", "Малака оширганлар", "Курсни тугатганлар."),
        ("en", "Malaka oshirganlar", "Kursni tugatganlar."),
    ],
)
def test_where_a_language_was_not_given_the_uzbek_words_stand(
    centre: Centre, language: str, title: str, definition: str
) -> None:
    centre.write(add_wording, **WORDS)
    with use(language):
        found = on(centre, FROM)
    assert (found.title, found.definition) == (title, definition)


def test_of_two_wordings_the_later_one_holds_and_withdrawn_gives_way_to_the_earlier(centre: Centre) -> None:
    centre.write(add_wording, **WORDS)
    centre.write(add_wording, **WORDS | {"valid_from": date(2026, 11, 1), "titles": {"uz_Latn": "Bitirganlar"}})
    newest, first = centre.read(wordings, code="completed")
    assert (on(centre, date(2026, 11, 1)).wording, on(centre, FROM).wording) == (newest, first)
    centre.write(withdraw_wording, wording_id=newest.id, version=newest.version)
    assert on(centre, date(2026, 11, 1)).wording == first


def test_a_correction_is_journaled_and_refused_to_whoever_saw_an_older_one(centre: Centre) -> None:
    centre.write(add_wording, **WORDS)
    (kept,) = centre.read(wordings)
    said = {name: value for name, value in WORDS.items() if name != "code"} | {"order_number": "215"}
    centre.write(change_wording, wording_id=kept.id, version=kept.version, **said)
    assert centre.read(wordings)[0].order_number == "215"
    written = select(JournalEntry.action).filter_by(entity="indicator_edition").order_by(JournalEntry.seq)
    assert centre.read(lambda unit: unit.session.scalars(written).all()) == ["create", "change"]
    with pytest.raises(Conflict):
        centre.write(change_wording, wording_id=kept.id, version=kept.version, **said)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"titles": {"ru": "Окончили"}}, "title_uz_Latn"),
        ({"definitions": {"uz_Latn": "  "}}, "definition_uz_Latn"),
        ({}, "valid_from"),
    ],
)
def test_words_missing_in_uzbek_and_a_second_wording_from_one_day_are_refused(
    centre: Centre, given: dict[str, Any], field: str
) -> None:
    centre.write(add_wording, **WORDS)
    later = {} if field == "valid_from" else {"valid_from": date(2026, 11, 1)}
    with pytest.raises(Invalid) as refused:
        centre.write(add_wording, **WORDS | later | given)
    assert refused.value.field == field


def test_only_what_is_counted_can_be_worded(centre: Centre) -> None:
    with pytest.raises(NotFound):
        centre.write(add_wording, **WORDS | {"code": "happiness"})
