"""Sentences that explain the warnings of a month: a return with a warning that nobody explains does not leave."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from db.models.returns import FindingNote
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.inspection.model import Finding, Severity
from desktop_app.language.apostrophes import tidy
from desktop_app.returns.records import NOTE_COLUMN, Form

# Fewer letters explain nothing.
LEAST_LETTERS = 5
KIND_LETTERS = 8


def key_of(finding: Finding) -> str:
    """The finding by its rule, its place, its figures and what it says, in whatever language: no word of it is kept.

    A figure that changes makes another finding of it, which is to be explained anew.
    """
    figures = "/".join("".join(filter(str.isdigit, text)) for text in (finding.said, finding.true))
    kind = hashlib.sha256(finding.message.encode()).hexdigest()[:KIND_LETTERS]
    return f"{finding.rule} {finding.place} {figures} {kind}"


def notes(unit: UnitOfWork, *, year: int, month: int) -> dict[str, str]:
    """The sentences of a month by the keys of their findings."""
    rows = select(FindingNote.key, FindingNote.sentence).filter_by(year=year, month=month)
    return dict(unit.session.execute(rows).all())


def with_notes(forms: Sequence[Form], findings: Iterable[Finding], known: Mapping[str, str]) -> tuple[Form, ...]:
    """The forms with each sentence in the note of the row that it is about, where a form has such a column."""
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        sentence = known.get(key_of(finding))
        form, *rest = finding.place.split("/")
        if sentence and rest:
            said[f"{form}/{rest[0]}"].setdefault(sentence)
    return tuple(_with_notes(form, said) if _has_note(form) else form for form in forms)


def _has_note(form: Form) -> bool:
    return any(column.code == NOTE_COLUMN for column in form.columns)


def _with_notes(form: Form, said: Mapping[str, Iterable[str]]) -> Form:
    rows = [
        replace(row, texts={**row.texts, NOTE_COLUMN: " ".join(said.get(f"{form.code}/{row.code}", ()))})
        for row in form.all_rows
    ]
    return replace(form, rows=tuple(rows[:-1]), total=rows[-1])


def notes_of_year(unit: UnitOfWork, *, year: int) -> dict[int, frozenset[str]]:
    """The keys of the findings that are explained, by month."""
    found: dict[int, set[str]] = defaultdict(set)
    for month, key in unit.session.execute(select(FindingNote.month, FindingNote.key).filter_by(year=year)):
        found[month].add(key)
    return {month: frozenset(keys) for month, keys in found.items()}


def explained_since(unit: UnitOfWork, *, year: int, month: int, moment: datetime) -> bool:
    """Whether a sentence of the month was written after a moment: a file made then prints another, or none."""
    later = select(FindingNote.id).filter_by(year=year, month=month).where(FindingNote.written_at > moment)
    return unit.session.scalar(later.limit(1)) is not None


def explain(unit: UnitOfWork, *, year: int, month: int, key: str, sentence: str) -> None:
    """Write the sentence of a finding, or take it out by an empty one. Raises Invalid for what explains nothing."""
    row = unit.session.scalar(select(FindingNote).filter_by(year=year, month=month, key=key))
    said = tidy(sentence)
    if not said:
        if row is not None:
            unit.session.delete(row)
        return
    if sum(map(str.isalpha, said)) < LEAST_LETTERS:
        raise Invalid("sentence_too_short", N_("Explain it in a sentence."), field="sentence")
    if row is None:
        row = FindingNote(year=year, month=month, key=key)
        unit.session.add(row)
    row.sentence, row.written_at, row.written_by = said, unit.now, unit.actor.name


def unexplained(findings: Iterable[Finding], known: Mapping[str, str]) -> list[Finding]:
    """The warnings that still want their sentence."""
    return [each for each in findings if each.severity is Severity.WARNING and not known.get(key_of(each))]
