"""People entered as the card's form enters them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop_app.centre import Centre
from desktop_app.people.records import PersonDraft, Sex
from desktop_app.people.service import save_person

Enter = Callable[..., int]


@pytest.fixture
def enter(centre: Centre) -> Enter:
    """Saves a card and gives its id: Karimova Nodira Botir qizi, born on 14.03.1985, unless told otherwise."""

    def entered(**values: Any) -> int:
        defaults: dict[str, Any] = {
            "surname": "Karimova",
            "given_name": "Nodira",
            "patronymic": "Botir qizi",
            "birth_date": date(1985, 3, 14),
            "sex": Sex.FEMALE,
        }
        return centre.write(save_person, PersonDraft(**defaults | values)).value

    return entered
