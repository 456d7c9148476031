"""What the kiosk shows, screen by screen, to somebody with these answers; and the languages it can be shown in."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop_app.i18n import DEFAULT_LANGUAGE, LANGUAGES
from desktop_app.questionnaires.layout import Answers, Value
from desktop_app.questionnaires.model import Item, ItemKind, Questionnaire, Section, Texts
from desktop_app.questionnaires.sheet import asked, codes_of, faults, offered

ROWS_MOST = 5
"""Rows of a matrix on one screen: more are too small for a finger on the smallest screen."""


@dataclass(frozen=True)
class Tongue:
    """A language that people can answer in; ``code`` is that of the questionnaire's texts."""

    code: str

    @property
    def name(self) -> str:
        """As its speakers call it."""
        return LANGUAGES.get(self.code, self.code)

    @property
    def program(self) -> str:
        """The language of the kiosk's own words."""
        return self.code if self.code in LANGUAGES else DEFAULT_LANGUAGE


@dataclass(frozen=True)
class Screen:
    """Items shown together, with the rows that have room and the options that are offered."""

    section: Section
    items: tuple[Item, ...]
    note: Texts = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the answers that are given here."""
        return frozenset(code for item in self.items for code in codes_of(item))


def tongues_of(questionnaire: Questionnaire) -> list[Tongue]:
    """The languages of the questionnaire in the order of the program's, those that it does not know last.

    What is written in Uzbek Latin can be read in Cyrillic.
    """
    written = ["uz_Latn" if code == "uz" else code for code in questionnaire.languages]
    there = {*written, "uz_Cyrl"} if "uz_Latn" in written else set(written)
    known = [code for code in LANGUAGES if code in there]
    return [Tongue(code) for code in (*known, *(code for code in written if code not in LANGUAGES))]


def screens_of(questionnaire: Questionnaire, answers: Answers, *, now: datetime, is_by_section: bool) -> list[Screen]:
    """One question on a screen, with the notes before it, or a whole section; of a matrix a few rows."""
    found = asked(questionnaire, answers, now=now)
    screens: list[Screen] = []
    for section in questionnaire.sections:
        parts = [part for item in section.items if item.code in found.items for part in _parts(item, answers, now)]
        groups = _together(parts) if is_by_section else _one_by_one(parts)
        for place, items in enumerate(groups):
            screens.append(Screen(section, items, section.note if place == 0 else {}))
    return screens


def keepable(questionnaire: Questionnaire, answers: Answers, *, now: datetime) -> dict[str, Value]:
    """The answers with which nothing is wrong so far: what is half typed is not kept yet."""
    wrong = {fault.code for fault in faults(questionnaire, answers, now=now, is_whole=False)}
    return {code: value for code, value in answers.items() if code not in wrong}


def _parts(item: Item, answers: Answers, now: datetime) -> Iterator[Item]:
    """The item as it is shown; none where there is nothing to show, several where it takes several screens."""
    if item.kind is ItemKind.CALCULATED:
        return
    if item.kind is ItemKind.MATRIX:
        pages = -(-len(item.rows) // ROWS_MOST)
        on_each = -(-len(item.rows) // pages) if pages else 0
        for page in range(pages):
            yield replace(item, rows=item.rows[page * on_each : (page + 1) * on_each])
        return
    options = offered(item, answers, now=now)
    if options or not item.kind.has_options or item.is_required:
        yield replace(item, options=options)


def _one_by_one(parts: list[Item]) -> Iterator[tuple[Item, ...]]:
    """Each question with the notes that lead to it; notes after the last question have a screen of their own."""
    waiting: list[Item] = []
    for part in parts:
        waiting.append(part)
        if part.kind.is_asked:
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def _together(parts: list[Item]) -> Iterator[tuple[Item, ...]]:
    """All that is asked in the section; the pages of a matrix stand alone."""
    waiting: list[Item] = []
    for part in parts:
        if part.kind is not ItemKind.MATRIX:
            waiting.append(part)
            continue
        notes = tuple(waiting) if all(not each.kind.is_asked for each in waiting) else ()
        if waiting and not notes:
            yield tuple(waiting)
        waiting = []
        yield (*notes, part)
    if waiting:
        yield tuple(waiting)
