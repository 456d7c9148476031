"""Answers from Excel or CSV, our own workbook's or another program's: seen first, taken in whole, and taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select

from db.models.journal import JournalEntry
from db.models.surveys import SurveyAnswer, SurveyAnswered, SurveyChannel, SurveyResponse, SurveyRound
from db.plain_query import plain_rows
from db.unit_of_work import UnitOfWork
from desktop_app.calm import collector_at_rest, made_to_stay
from desktop_app.centre import Centre
from desktop_app.changes import Outcome
from desktop_app.clock import TASHKENT
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.i18n import N_, _
from desktop_app.progress import Progress
from desktop_app.questionnaires.layout import layout_of, unpack
from desktop_app.questionnaires.model import text_in
from desktop_app.rosters.service import BACKING_UP
from desktop_app.safety.backup import back_up, fresh_backup
from desktop_app.spreadsheets.reading import read_workbook
from desktop_app.spreadsheets.records import Workbook
from desktop_app.surveys.answers_heads import Heads
from desktop_app.surveys.answers_judging import Digest, Ground, digest, judge
from desktop_app.surveys.answers_records import (
    AnswerRow,
    AnswersImport,
    AnswersPreview,
    AnswersTaken,
    AnswersTakenBack,
    Slot,
    SourceSheet,
    Target,
    Wanted,
)
from desktop_app.surveys.answers_tables import answers_table, rows_under
from desktop_app.surveys.answers_target import settled_target, target_of_round
from desktop_app.surveys.records import RoundDraft
from desktop_app.surveys.rounds import load_round, open_round, remove_round, require_open, survey_form
from desktop_app.surveys.taking import change_sheet, respondents

# The journal calls the act "import" of the round; that it counts answers tells it from other imports.
_ANSWERS, _REPLACED = "answers", "replaced"
_ROUND = SurveyRound.__tablename__
_IMPORT, _TAKEN_BACK = "import", "annul"
_IDS_AT_ONCE = 500


def preview_answers(
    centre: Centre, path: Path, *, wanted: Wanted, sheet: str | None = None, progress: Progress | None = None
) -> AnswersPreview:
    """What every row of the file would do. Raises as ``judged`` does, WorkbookRejected for what is no workbook."""
    workbook = read_workbook(path, progress=progress)
    return judged(centre, workbook, wanted=wanted, sheet=sheet, progress=progress)


def judged(
    centre: Centre,
    workbook: Workbook,
    *,
    wanted: Wanted,
    sheet: str | None = None,
    chosen: Mapping[int, Slot | None] | None = None,
    progress: Progress | None = None,
) -> AnswersPreview:
    """The preview of a workbook that was read; ``chosen`` says what columns are for, by their place.

    Raises WorkbookRejected for one of another questionnaire or without answers to it, NotFound, Refused for a round
    that takes no answers today, Cancelled.
    """
    ground, remarks = centre.read(_ground, wanted, workbook)
    table = answers_table(workbook, ground.target.form, sheet=sheet, chosen=chosen)
    earlier = centre.read(_earlier_import, ground.target.round_id, workbook, table.sheet)
    ground = replace(ground, earlier=earlier)
    with made_to_stay():
        rows = judge(rows_under(workbook, table), table, ground, progress)
    return AnswersPreview(workbook, wanted, ground.target, table, rows, remarks, earlier, dict(chosen or {}))


def columns_said(preview: AnswersPreview, said: Iterable[tuple[str, str]]) -> dict[int, Slot | None]:
    """What a person said of columns, each by its head and the code of the question, "" for none.

    Raises Invalid for a head that the table does not have or a code that the questionnaire does not have.
    """
    heads = Heads(preview.target.form)
    chosen = dict(preview.chosen)
    for header, code in said:
        column = next((each for each in preview.table.columns if each.header == header), None)
        if column is None:
            raise Invalid("no_such_column", N_("The file has no column “{header}”."), header=header)
        slot = heads.named(code) if code else None
        if code and slot is None:
            raise Invalid("no_such_item", N_("The questionnaire has no item {item}."), item=code)
        chosen[column.at] = slot
    return chosen


def apply_answers(
    centre: Centre, seen: AnswersPreview, *, also: frozenset[int] = frozenset(), progress: Progress | None = None
) -> Outcome[AnswersTaken]:
    """Take in what is ready, and the rows that a person decided on, by their numbers; all or nothing.

    A backup is made first where there is none of the last 24 hours. Raises Conflict when the survey was changed since
    the preview, or one of the sheets was taken in; Refused when the round takes no answers any more, and for rows that
    are one and the same sheet.
    """
    if seen.to_take(also) and fresh_backup(centre) is None:
        (progress or Progress()).step(BACKING_UP, 0, 0)
        back_up(centre, reason="before-import")
    return centre.write(_apply, seen, also)


def take_back_answers(unit: UnitOfWork, *, seq: int) -> AnswersTakenBack:
    """Remove every sheet of an import, except those that were corrected since, and the round if it was begun with it.

    Raises NotFound for no such import, Refused for one that was taken back and for a round that takes no answers.
    """
    imports = answers_imports(unit)
    found = next((one for one in imports if one.seq == seq), None)
    if found is None:
        raise NotFound("no_such_import", N_("There is no such import."))
    if found.taken_back is not None:
        raise Refused("import_undone", N_("This import was taken back already."))
    require_open(unit, load_round(unit, found.round_id))
    ids = _still_as_taken(unit, found, imports)
    reason = _("The import of {file} was taken back.", file=found.file_name)
    for start in range(0, len(ids), _IDS_AT_ONCE):
        part = ids[start : start + _IDS_AT_ONCE]
        named = select(SurveyResponse.enrolment_id).where(SurveyResponse.id.in_(part))
        answered = (SurveyAnswered.round_id == found.round_id, SurveyAnswered.enrolment_id.in_(named))
        unit.execute_bulk(delete(SurveyAnswered).where(*answered), reason=reason)
        unit.execute_bulk(delete(SurveyResponse).where(SurveyResponse.id.in_(part)), reason=reason)
    facts = {"what": _("Answers from a file"), "file": found.file_name, _ANSWERS: len(ids), "import_seq": seq}
    unit.note(_TAKEN_BACK, entity=_ROUND, entity_id=found.round_id, facts=facts)
    left = select(SurveyResponse.id).where(SurveyResponse.round_id == found.round_id).limit(1)
    if found.began_round and unit.session.scalar(left) is None:
        remove_round(unit, round_id=found.round_id)
    return AnswersTakenBack(len(ids), found.answers - len(ids) + found.replaced)


def answers_imports(unit: UnitOfWork, *, round_id: int | None = None) -> list[AnswersImport]:
    """The files of answers that were taken into a round, or into any, newest first."""
    query = select(JournalEntry).where(
        JournalEntry.entity == _ROUND,
        JournalEntry.action.in_((_IMPORT, _TAKEN_BACK)),
        JournalEntry.after[_ANSWERS].as_string().is_not(None),
    )
    if round_id is not None:
        query = query.where(JournalEntry.entity_id == str(round_id))
    entries = unit.session.scalars(query.order_by(JournalEntry.seq.desc())).all()
    taken_back = {entry.after["import_seq"]: entry.at for entry in entries if entry.action == _TAKEN_BACK}
    return [
        AnswersImport(
            entry.seq,
            entry.at,
            entry.actor_name,
            int(entry.entity_id),
            entry.after["file"],
            entry.after["sha256"],
            entry.after["sheet"],
            entry.after[_ANSWERS],
            entry.after["first_id"],
            entry.after["began_round"],
            entry.after.get(_REPLACED, 0),
            taken_back.get(entry.seq),
        )
        for entry in entries
        if entry.action == _IMPORT
    ]


@collector_at_rest()
def _ground(unit: UnitOfWork, wanted: Wanted, workbook: Workbook) -> tuple[Ground, tuple[str, ...]]:
    target, remarks = settled_target(unit, wanted, workbook)
    round_id = target.round_id
    if round_id is None:
        return Ground(target, (), {}, unit.now.astimezone(TASHKENT)), remarks
    people = respondents(unit, round_id=round_id) if target.names_people else ()
    kept = dict(_kept_sheets(unit, round_id))
    return Ground(target, people, kept, unit.now.astimezone(TASHKENT), _sources(unit, round_id)), remarks


def _earlier_import(unit: UnitOfWork, round_id: int | None, workbook: Workbook, sheet: str) -> AnswersImport | None:
    """When these very rows were taken in."""
    if round_id is None:
        return None
    imports = answers_imports(unit, round_id=round_id)
    same = (workbook.sha256, sheet, None)
    return next((one for one in imports if (one.sha256, one.sheet, one.taken_back) == same), None)


def _kept_sheets(unit: UnitOfWork, round_id: int) -> Iterator[tuple[int, Digest]]:
    of_round = SurveyResponse.round_id == round_id
    words: dict[int, dict[str, Any]] = {}
    open_answers = (
        select(SurveyAnswer.response_id, SurveyAnswer.item, SurveyAnswer.text, SurveyAnswer.number)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(of_round)
    )
    for response_id, item, text, number in unit.session.execute(open_answers):
        words.setdefault(response_id, {})[item] = number if text is None else text
    sheets = select(SurveyResponse.id, SurveyResponse.slip_number, SurveyResponse.packed).where(of_round)
    for response_id, slip, packed in unit.session.execute(sheets.order_by(SurveyResponse.slip_number)):
        yield slip, digest(packed, words.get(response_id, {}))


def _sources(unit: UnitOfWork, round_id: int) -> dict[str, SourceSheet]:
    row = SurveyResponse
    statement = select(row.source_key, row.id, row.slip_number, row.version, row.enrolment_id)
    of_round = statement.where(row.round_id == round_id, row.source_key.is_not(None))
    return {key: SourceSheet(*facts) for key, *facts in plain_rows(unit, of_round)}


def _apply(unit: UnitOfWork, seen: AnswersPreview, also: frozenset[int]) -> AnswersTaken:
    every = seen.to_take(also)
    if not every:
        return AnswersTaken(0, seen.target.round_id, None)
    _refuse_same_sheets(every)
    rows = [row for row in every if row.known is None]
    round_id = _round_of(unit, seen, rows)
    for row in every:
        if row.known is not None:
            answers = {**unpack(layout_of(seen.target.form), row.packed), **row.words}
            change_sheet(unit, response_id=row.known.response_id, answers=answers, version=row.known.version)
    last_id = unit.session.scalar(select(func.max(SurveyResponse.id))) or 0
    taken = list(zip(range(last_id + 1, last_id + 1 + len(rows)), _slips(unit, round_id, rows), rows, strict=True))
    reason = _("Answers from a file")
    sheets = [_sheet(unit, seen.target, round_id, response_id, slip, row) for response_id, slip, row in taken]
    unit.insert_many(SurveyResponse, sheets, reason=reason)
    words = [_word(response_id, item, value) for response_id, _slip, row in taken for item, value in row.words.items()]
    unit.insert_many(SurveyAnswer, words, reason=reason)
    named = [{"round_id": round_id, "enrolment_id": row.enrolment_id} for row in rows if row.enrolment_id is not None]
    unit.insert_many(SurveyAnswered, named, reason=reason)
    facts = {
        "what": reason,
        "file": seen.workbook.file_name,
        "sha256": seen.workbook.sha256,
        "sheet": seen.table.sheet,
        _ANSWERS: len(rows),
        "first_id": last_id + 1,
        "began_round": seen.target.round_id is None,
        _REPLACED: len(every) - len(rows),
    }
    unit.note(_IMPORT, entity=_ROUND, entity_id=round_id, facts=facts)
    # Nobody else writes meanwhile: the newest entry is this one.
    return AnswersTaken(len(every), round_id, unit.session.scalar(select(func.max(JournalEntry.seq))))


def _refuse_same_sheets(rows: Iterable[AnswerRow]) -> None:
    """Somebody may have decided on two rows that contradict each other."""
    first: dict[tuple[str, int | str], int] = {}
    for row in rows:
        for key in (("slip", row.slip), ("person", row.enrolment_id), ("key", row.key or None)):
            if key[1] is not None and first.setdefault((key[0], key[1]), row.number) != row.number:
                message = N_("Rows {first} and {second} are one and the same sheet: take in one of them.")
                other = first[key[0], key[1]]
                raise Refused("same_sheet_twice", message, first=other, second=row.number)


def _round_of(unit: UnitOfWork, seen: AnswersPreview, rows: Sequence[AnswerRow]) -> int:
    """The round, in which nothing has happened that the preview does not know, or the one that begins with it."""
    target = seen.target
    if target.round_id is None:
        title = "" if target.cohort_id is not None else text_in(target.form.title)
        draft = RoundDraft(
            target.questionnaire_id, target.cohort_id, target.phase, is_anonymous=target.is_anonymous, title=title
        )
        return open_round(unit, draft=draft)
    if target_of_round(unit, round_id=target.round_id) != target:
        raise Conflict
    of_round = SurveyResponse.round_id == target.round_id
    slips = set(unit.session.scalars(select(SurveyResponse.slip_number).where(of_round)))
    answered = select(SurveyAnswered.enrolment_id).where(SurveyAnswered.round_id == target.round_id)
    people = set(unit.session.scalars(answered))
    is_news = _earlier_import(unit, target.round_id, seen.workbook, seen.table.sheet) != seen.earlier
    if is_news or any(row.slip in slips or row.enrolment_id in people for row in rows):
        raise Conflict
    require_open(unit, load_round(unit, target.round_id))
    return target.round_id


def _slips(unit: UnitOfWork, round_id: int, rows: Iterable[AnswerRow]) -> Iterator[int]:
    """The numbers of the sheets: those that they bear, else the next ones that nobody has."""
    given = [row.slip for row in rows]
    following = max([survey_form(unit, round_id=round_id).next_slip, *(slip + 1 for slip in given if slip)])
    for slip in given:
        yield slip or following
        following += slip is None


def _sheet(
    unit: UnitOfWork, target: Target, round_id: int, response_id: int, slip: int, row: AnswerRow
) -> dict[str, Any]:
    return {
        "id": response_id,
        "round_id": round_id,
        "slip_number": slip,
        "enrolment_id": row.enrolment_id,
        "channel": SurveyChannel.WORKBOOK,
        "is_complete": True,
        "packed": row.packed,
        "answered_at": _answered_at(unit.now, row.answered_at, is_anonymous=target.is_anonymous),
        "typed_by": unit.actor.name,
        "source_key": row.key or None,
    }


def _answered_at(now: datetime, told: datetime | None, *, is_anonymous: bool) -> datetime:
    """The moment that the file tells, if it has come; of an anonymous sheet the day alone, as everywhere."""
    at = now if told is None else min(told, now)
    if is_anonymous:
        return datetime.combine(at.astimezone(TASHKENT).date(), time(), UTC)
    return at.astimezone(UTC)


def _word(response_id: int, item: str, value: object) -> dict[str, Any]:
    is_text = isinstance(value, str)
    return {
        "response_id": response_id,
        "item": item,
        "number": None if is_text else value,
        "text": value if is_text else None,
    }


def _still_as_taken(unit: UnitOfWork, found: AnswersImport, imports: Iterable[AnswersImport]) -> list[int]:
    """The sheets of an import that nobody has touched; a number that became free may be a later import's by now."""
    later = [one for one in imports if one.seq > found.seq and one.taken_back is None]
    ids = unit.session.scalars(
        select(SurveyResponse.id).where(
            SurveyResponse.round_id == found.round_id,
            SurveyResponse.id.between(found.first_id, found.first_id + found.answers - 1),
            SurveyResponse.channel == SurveyChannel.WORKBOOK,
            SurveyResponse.version == 1,
        )
    )
    return [each for each in ids if not any(one.first_id <= each < one.first_id + one.answers for one in later)]
