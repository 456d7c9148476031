"""``duplicates``: the pairs of the cards as they are now."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.__main__ import main
from desktop_app.bootstrap import open_centre
from desktop_app.paths import CentrePaths
from desktop_app.people.records import PersonDraft
from desktop_app.people.service import save_person

Enter = Callable[..., None]


@pytest.fixture
def enter(centre_paths: CentrePaths) -> Enter:
    def entered(**values: Any) -> None:
        card = {
            "surname": "Karimova",
            "given_name": "Nodira",
            "patronymic": "Botir qizi",
            "birth_date": date(1985, 3, 14),
        }
        centre = open_centre(centre_paths)
        centre.write(save_person, PersonDraft(**card | values))
        centre.is_changed_since_backup = False
        centre.close()

    return entered


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    assert main(["duplicates", "--data", str(folder), "--json", *options]) == 0
    told: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
    return told["pairs"]


def test_each_pair_has_two_cards_a_score_and_reasons(
    centre_paths: CentrePaths, enter: Enter, capsys: pytest.CaptureFixture[str]
) -> None:
    enter(jshshir="41403850010011", workplace="12-maktab")
    enter(surname="Каримова", given_name="Нодира", patronymic="Ботировна")
    (pair,) = asked(centre_paths.folder, capsys)
    assert pair["first"] == {
        "id": 1,
        "name_latin": "Karimova Nodira Botir qizi",
        "name_cyrillic": "Каримова Нодира Ботир қизи",
        "jshshir": "4140385•••••11",
        "birth_date": "1985-03-14",
        "workplace": "12-maktab",
    }
    assert pair["second"]["name_cyrillic"] == "Каримова Нодира Ботировна"
    assert pair["score"] == 75
    assert pair["reasons"] == ["same_name", "same_birth_date"]


def test_what_was_entered_since_is_compared_without_being_asked_to(
    centre_paths: CentrePaths, enter: Enter, capsys: pytest.CaptureFixture[str]
) -> None:
    enter()
    assert asked(centre_paths.folder, capsys) == []
    enter()
    assert len(asked(centre_paths.folder, capsys)) == 1
    assert len(asked(centre_paths.folder, capsys, "--scan")) == 1


def test_a_person_reads_the_pairs_with_their_reasons(
    centre_paths: CentrePaths, enter: Enter, capsys: pytest.CaptureFixture[str]
) -> None:
    enter()
    enter()
    assert main(["duplicates", "--data", str(centre_paths.folder), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "1 pair of cards to review" in told
    assert "the same name, the same birth date" in told
