"""What a questionnaire answers beforehand."""

import pytest

from desktop_app.questionnaires.defaults import default_answers
from desktop_app.questionnaires.layout import Value
from desktop_app.questionnaires.model import Item, ItemKind, Option, Questionnaire, Scale, Section

OPTIONS = tuple(Option(code, {"uz": code}) for code in ("day", "online", "mixed"))


def filled_in(kind: ItemKind, default: str, **values: object) -> Value | None:
    item = Item("a", kind, {"uz": "Savol"}, default=default, **values)  # type: ignore[arg-type]
    return default_answers(Questionnaire("q", 1, {}, ("uz",), (Section("s", {}, (item,)),))).get("a")


@pytest.mark.parametrize(
    ("kind", "default", "answer"),
    [
        (ItemKind.ONE, "online", "online"),
        (ItemKind.SEVERAL, "day mixed", ("day", "mixed")),
        (ItemKind.RATING, "3", 3),
        (ItemKind.INTEGER, "12", 12),
        (ItemKind.DECIMAL, "2,5", 2.5),
        (ItemKind.TEXT, "Toshkent", "Toshkent"),
        (ItemKind.DATE, "2026-11-22", "2026-11-22"),
        (ItemKind.ONE, "evening", None),
        (ItemKind.SEVERAL, "day evening", None),
        (ItemKind.RATING, "9", None),
        (ItemKind.INTEGER, "2.5", None),
        (ItemKind.INTEGER, "inf", None),
        (ItemKind.DATE, "22.11.2026", None),
        (ItemKind.RANK, "day", None),
    ],
)
def test_a_default_is_an_answer_only_where_it_can_be_one(kind: ItemKind, default: str, answer: Value | None) -> None:
    assert filled_in(kind, default, options=OPTIONS, scales=(Scale("s", {}),)) == answer


def test_a_filter_that_is_not_met_yet_does_not_take_the_default_away() -> None:
    assert filled_in(ItemKind.ONE, "day", options=OPTIONS, choice_filter="name = ${b}") == "day"
