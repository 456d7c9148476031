"""Two cards made one: chosen field by field, everything that hung on both kept, a ledger to part them by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, or_, select, update

from db.models.attendance import Absence, BadgeScan, Mark
from db.models.certificates import Certificate
from db.models.cohorts import Cohort, Enrolment, EnrolmentState
from db.models.duplicates import DuplicatePair, PersonMerge
from db.models.people import FormerName, FormerPost, Person, PersonWord
from db.unit_of_work import UnitOfWork
from desktop_app.cohorts.sheet_rows import replace_on_sheets
from desktop_app.doubles.belongings import REASON, fold, hand_over
from desktop_app.doubles.choices import GROUPS, Card, Side, joined_notes, joined_phones, preferred, settled
from desktop_app.doubles.pairs import pair_anew
from desktop_app.doubles.snapshots import columns_of, written, written_rows
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.people.cards import load_card
from desktop_app.people.history import NAME_COLUMNS
from desktop_app.people.words import keep_words

UNDO_YEARS = 1
BOTH_IN_COHORT = N_(
    "Both cards have marks, scores or a certificate in cohort {cohort}. Clear those of one of them there and take it "
    "out of the cohort, then merge."
)
_POST_COLUMNS = ("institution_id", "district_code", "position_code", "position_text", "subject_code", "subject_text")
_FINISHED = frozenset({EnrolmentState.COMPLETED, EnrolmentState.STATEMENT})


@dataclass(frozen=True)
class Merged:
    merge_id: int
    kept_id: int


def merge_people(
    unit: UnitOfWork,
    *,
    first_id: int,
    second_id: int,
    chosen: Mapping[str, Side] | None = None,
    versions: tuple[int, int] | None = None,
    reason: str = "",
) -> Merged:
    """Make one card of two. ``chosen`` says by group of fields whose value stays; where it is silent the better one.

    The newer id is kept: the number of the last card, once free, would be given to the next person. A name or post
    that was not chosen stays as a former one. Raises Conflict when ``versions`` (of the first and the second) are no
    longer those, NotFound, and Refused when both studied in one cohort and left marks there.
    """
    if first_id == second_id:
        raise Invalid("same_card", N_("These are not two cards but one."))
    first, second = load_card(unit, first_id), load_card(unit, second_id)
    if versions is not None and versions != (first.version, second.version):
        raise Conflict
    gone, kept = sorted((first, second), key=lambda row: row.id)
    before = _before(unit, kept, gone)
    cards = columns_of(first), columns_of(second)
    before["folded"] = written_rows(_fold_enrolments(unit, kept, gone))
    before["apart"] = fold(unit, kept_id=kept.id, gone_id=gone.id)
    moved = hand_over(unit, kept_id=kept.id, gone_id=gone.id)
    unit.session.delete(gone)
    # The number that the kept card takes over has to be free by then.
    unit.session.flush()
    for column, value in _merged(*cards, chosen or {}).items():
        setattr(kept, column, value)
    before["made"] = _keep_former(unit, kept, cards)
    keep_words(unit, kept)
    before["after"] = written(columns_of(kept))
    pair_anew(unit, kept_id=kept.id, gone_id=gone.id, before=before["pairs"])
    row = PersonMerge(
        kept_id=kept.id,
        gone_id=gone.id,
        merged_at=unit.now,
        merged_by=unit.actor.name,
        reason=tidy(reason),
        before=before,
        moved=moved,
        undo_until=_years_after(unit.today, UNDO_YEARS),
    )
    unit.session.add(row)
    unit.session.flush()
    return Merged(row.id, kept.id)


def cohorts_of_both(unit: UnitOfWork, first_id: int, second_id: int) -> list[tuple[Enrolment, Enrolment, str]]:
    """The enrolments of the two in one cohort, with its code."""
    mine = {row.cohort_id: row for row in _enrolments(unit, first_id)}
    theirs = {row.cohort_id: row for row in _enrolments(unit, second_id)}
    shared = mine.keys() & theirs.keys()
    named = unit.session.execute(select(Cohort.id, Cohort.code).where(Cohort.id.in_(shared)))
    codes = dict(named.all())
    return [(mine[cohort_id], theirs[cohort_id], codes[cohort_id]) for cohort_id in sorted(shared)]


def has_evidence(unit: UnitOfWork, row: Enrolment) -> bool:
    """Whether something came of the enrolment: marks, scores, a certificate; else it can be folded away."""
    is_told = row.state in _FINISHED or row.finished_on or row.external_certificate or row.outcome_facts
    if is_told or row.entry_score is not None or row.final_score is not None:
        return True
    marks = exists().where(Mark.enrolment_id == row.id)
    certificates = exists().where(Certificate.enrolment_id == row.id)
    return bool(unit.session.scalar(select(or_(marks, certificates))))


def _before(unit: UnitOfWork, kept: Person, gone: Person) -> dict[str, Any]:
    """Both cards, the words they are found by, and the pairs that either stands in."""
    ids = (kept.id, gone.id)
    pairs = select(DuplicatePair).where(or_(DuplicatePair.first_id.in_(ids), DuplicatePair.second_id.in_(ids)))
    words = select(PersonWord.word).where(PersonWord.person_id == gone.id).order_by(PersonWord.word)
    return {
        "kept": written(columns_of(kept)),
        "gone": written(columns_of(gone)),
        "words": list(unit.session.scalars(words)),
        "pairs": written_rows(unit.session.scalars(pairs).all()),
    }


def _merged(first: Card, second: Card, chosen: Mapping[str, Side]) -> dict[str, Any]:
    """The columns of the merged card."""
    merged = settled(first, second)
    for group in GROUPS:
        side = chosen.get(group.name) or preferred(group, first, second)
        taken = first if side is Side.FIRST else second
        merged |= {column: taken[column] for column in group.columns}
    merged["phone"] = joined_phones(first["phone"], second["phone"])
    merged["notes"] = joined_notes(first["notes"], second["notes"])
    return merged


def _fold_enrolments(unit: UnitOfWork, kept: Person, gone: Person) -> Sequence[Enrolment]:
    """Where both stand in one cohort, take out the enrolment of which nothing came; gives back those taken out."""
    folded = []
    for mine, theirs, cohort in cohorts_of_both(unit, kept.id, gone.id):
        empty = next((row for row in (theirs, mine) if not has_evidence(unit, row)), None)
        if empty is None:
            raise Refused("both_in_cohort", BOTH_IN_COHORT, cohort=cohort)
        folded.append(empty)
        _pass_on(unit, empty, theirs if empty is mine else mine)
        unit.session.delete(empty)
    unit.session.flush()
    return folded


def _pass_on(unit: UnitOfWork, empty: Enrolment, stays: Enrolment) -> None:
    """Absences, badges read and rows of printed sheets are the person's: they stay with the card that is kept."""
    for table in (Absence, BadgeScan):
        rows = update(table).where(table.enrolment_id == empty.id).values(enrolment_id=stays.id)
        unit.execute_bulk(rows, reason=REASON)
    replace_on_sheets(unit, enrolment_id=empty.id, by_id=stays.id)


def _keep_former(unit: UnitOfWork, kept: Person, cards: Sequence[Card]) -> dict[str, list[int]]:
    """Keep a name and a workplace that were not chosen as former ones; the ids of the rows made, by table."""
    names, posts = [], []
    for card in cards:
        if any(card[column] != getattr(kept, column) for column in NAME_COLUMNS):
            values = {column: card[column] for column in NAME_COLUMNS}
            names.append(FormerName(person_id=kept.id, **values, reason=_("Two cards were made one")))
        if card["institution_id"] not in (None, kept.institution_id):
            values = {column: card[column] for column in _POST_COLUMNS}
            posts.append(FormerPost(person_id=kept.id, **values, starts_on=card["post_since"]))
    unit.session.add_all([*names, *posts])
    unit.session.flush()
    return {FormerName.__tablename__: [row.id for row in names], FormerPost.__tablename__: [row.id for row in posts]}


def _enrolments(unit: UnitOfWork, person_id: int) -> Sequence[Enrolment]:
    return unit.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).all()


def _years_after(day: date, years: int) -> date:
    """The same day of a later year; of 29 February the 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
