"""The frame of themes by which open answers are coded: begun from the program's own, and changed as one reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.models.surveys import AnswerCoding, AnswerTheme
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Conflict, Duplicate, Invalid
from desktop_app.i18n import N_, _
from desktop_app.language.keys import search_key
from desktop_app.questionnaires.layout import other_code
from desktop_app.questionnaires.model import Item, ItemKind, Texts, text_in
from desktop_app.rows import row_at
from desktop_app.spreadsheets.vocabulary import load_words
from desktop_app.surveys.trends import newest_editions


@dataclass(frozen=True)
class OpenQuestion:
    """An item that is answered in words, or the words asked for beside "boshqa"; ``item`` is the code they have."""

    questionnaire_code: str
    item: str
    questionnaire: Texts
    question: Texts
    is_other: bool = False

    @property
    def text(self) -> str:
        question = text_in(self.question)
        return _("{question} Other, in own words", question=question) if self.is_other else question


@dataclass(frozen=True)
class Theme:
    """``words`` are beginnings of words that suggest it, in any script, parted by commas."""

    id: int
    name: str
    words: str
    version: int = 1


@dataclass(frozen=True)
class RemovedTheme:
    """What it takes to put a theme back: its place in the frame, and who had put which answers under it."""

    questionnaire_code: str
    item: str
    place: int
    name: str
    words: str
    codings: tuple[tuple[int, str], ...]


def open_questions(unit: UnitOfWork) -> list[OpenQuestion]:
    """Of every questionnaire that is no draft: the most answered one first, its own questions before "boshqa"."""
    found = [
        OpenQuestion(form.code, _code(item), form.title, item.text, bool(item.other))
        for form in newest_editions(unit)
        for item in form.items
        if item.kind is ItemKind.TEXT or item.other
    ]
    return sorted(found, key=lambda each: each.is_other)


def frame(unit: UnitOfWork, *, questionnaire_code: str, item: str) -> tuple[Theme, ...]:
    """The themes of an open question in their order."""
    return tuple(Theme(row.id, row.name, row.words, row.version) for row in _rows(unit, questionnaire_code, item))


def has_own_frame(item: str) -> bool:
    """Whether the program brings a frame for the item."""
    return item in load_words("answer_themes")


def begin_frame(unit: UnitOfWork, *, questionnaire_code: str, item: str) -> None:
    """The program's own frame for the item, in the language in force; where there are themes they stay alone."""
    if _rows(unit, questionnaire_code, item):
        return
    for place, theme in enumerate(load_words("answer_themes").get(item, ()), start=1):
        unit.session.add(
            AnswerTheme(
                questionnaire_code=questionnaire_code,
                item=item,
                place=place,
                name=text_in(theme["name"]),
                words=theme["words"],
            )
        )


def add_theme(unit: UnitOfWork, *, questionnaire_code: str, item: str, name: str, words: str = "") -> int:
    """At the end of the frame; gives back its id. Raises Invalid without a name, Duplicate for one that there is."""
    rows = _rows(unit, questionnaire_code, item)
    _check_name(rows, name)
    place = max((row.place for row in rows), default=0) + 1
    return _add(unit, RemovedTheme(questionnaire_code, item, place, name.strip(), words.strip(), ()))


def change_theme(unit: UnitOfWork, *, theme_id: int, name: str, words: str, version: int) -> None:
    """Raises NotFound, Conflict, Invalid, Duplicate."""
    row = _load(unit, theme_id)
    if row.version != version:
        raise Conflict()
    _check_name([each for each in _rows(unit, row.questionnaire_code, row.item) if each.id != row.id], name)
    row.name, row.words = name.strip(), words.strip()


def move_theme(unit: UnitOfWork, *, theme_id: int, step: int) -> None:
    """Up with -1 or down with 1, where there is room. Raises NotFound."""
    row = _load(unit, theme_id)
    rows = _rows(unit, row.questionnaire_code, row.item)
    at = rows.index(row)
    to = at + step
    if 0 <= to < len(rows):
        row.place, rows[to].place = rows[to].place, row.place


def remove_theme(unit: UnitOfWork, *, theme_id: int) -> RemovedTheme:
    """Answers under it alone count as not read again. Raises NotFound."""
    row = _load(unit, theme_id)
    codings = unit.session.execute(
        select(AnswerCoding.response_id, AnswerCoding.coded_by)
        .where(AnswerCoding.theme_id == theme_id)
        .order_by(AnswerCoding.response_id)
    )
    removed = RemovedTheme(
        row.questionnaire_code, row.item, row.place, row.name, row.words, tuple((id_, name) for id_, name in codings)
    )
    unit.session.delete(row)
    return removed


def restore_theme(unit: UnitOfWork, *, removed: RemovedTheme) -> int:
    """Put a removed theme back with its answers; gives back its new id. Raises Duplicate."""
    _check_name(_rows(unit, removed.questionnaire_code, removed.item), removed.name)
    return _add(unit, removed)


def _add(unit: UnitOfWork, theme: RemovedTheme) -> int:
    row = AnswerTheme(
        questionnaire_code=theme.questionnaire_code,
        item=theme.item,
        place=theme.place,
        name=theme.name,
        words=theme.words,
    )
    unit.session.add(row)
    unit.session.flush()
    codings = [
        {"response_id": response_id, "item": theme.item, "theme_id": row.id, "coded_by": coded_by}
        for response_id, coded_by in theme.codings
    ]
    unit.insert_many(AnswerCoding, codings, reason=f"answers under theme {row.id}")
    return row.id


def _code(item: Item) -> str:
    return other_code(item) if item.other else item.code


def _rows(unit: UnitOfWork, questionnaire_code: str, item: str) -> Sequence[AnswerTheme]:
    return unit.session.scalars(
        select(AnswerTheme)
        .where(AnswerTheme.questionnaire_code == questionnaire_code, AnswerTheme.item == item)
        .order_by(AnswerTheme.place, AnswerTheme.id)
    ).all()


def _load(unit: UnitOfWork, theme_id: int) -> AnswerTheme:
    return row_at(unit, AnswerTheme, theme_id, "theme_gone", N_("This theme is no longer there."))


def _check_name(others: Sequence[AnswerTheme], name: str) -> None:
    if not name.strip():
        raise Invalid("theme_without_name", N_("Give the theme a name."), field="name")
    same = next((each.name for each in others if search_key(each.name) == search_key(name)), None)
    if same is not None:
        raise Duplicate("same_theme", N_("There is a theme “{name}” already."), field="name", name=same)
