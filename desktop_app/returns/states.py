"""The way of a return: kept as a draft, checked, approved, sent, and corrected by a later one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, String, cast, exists, select

from db.models.journal import JournalEntry
from db.models.returns import DispatchWay as DispatchWay
from db.models.returns import ReturnDispatch, ReturnSnapshot, ReturnStep
from db.models.returns import ReturnState as ReturnState
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.approvals import Act, require_second
from desktop_app.errors import Conflict, Invalid, Refused
from desktop_app.i18n import N_, _, language
from desktop_app.inspection.model import Finding, Severity
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import month_title
from desktop_app.returns.explaining import explained_since, notes, unexplained
from desktop_app.returns.records import Line
from desktop_app.rows import row_at

UNDER_WAY = (ReturnState.DRAFT, ReturnState.CHECKED, ReturnState.APPROVED)
WAS_SENT = (ReturnState.SENT, ReturnState.CORRECTED)
# What the journal says of a return whose file lies in its place.
WRITTEN = "export"
_BACK = {ReturnState.CHECKED: ReturnState.DRAFT, ReturnState.APPROVED: ReturnState.CHECKED}


@dataclass(frozen=True)
class Step:
    """Who brought a return into a state, and when."""

    state: ReturnState
    at: datetime
    by: str
    note: str


@dataclass(frozen=True)
class KeptReturn:
    """A return as it is kept. ``number`` is 0 until it is sent; ``reason`` is why it corrects the one before.

    ``is_written`` is False where the program was stopped before the file came to its place; ``edition`` is that of the
    forms (see ``editions``).
    """

    id: int
    version: int
    year: int
    month: int
    state: ReturnState
    number: int
    reason: str
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    digest: str
    errors: int
    warnings: int
    warning_keys: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    is_written: bool = True
    edition: int = 1

    @property
    def sent_at(self) -> datetime | None:
        return next((step.at for step in self.steps if step.state is ReturnState.SENT), None)


@dataclass(frozen=True)
class Way:
    """How far the return of a month has come.

    ``current`` is what was made since the last one was sent, as far as any of it has come; ``sent`` is the one in
    force; ``kept`` are all of the month, newest first. ``is_older_than_words`` where a warning was explained otherwise
    since ``current`` was made. ``counted_in`` are the later months of the year whose return was sent: their figures
    since January count this month, too.
    """

    current: KeptReturn | None
    sent: KeptReturn | None
    kept: tuple[KeptReturn, ...]
    is_older_than_words: bool = False
    counted_in: tuple[int, ...] = ()


@dataclass(frozen=True)
class Upcoming:
    """What a return made now will be once it is sent: its number, and which one it corrects, with which ``lines``."""

    number: int
    replaces: KeptReturn | None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Dispatching:
    """How and to whom a return leaves; ``proof`` is what was read back of a copy on a drive."""

    way: DispatchWay
    sent_to: str
    file_name: str = ""
    note: str = ""
    proof: Mapping[str, Any] = field(default_factory=dict)


def way_of(unit: UnitOfWork, *, year: int, month: int) -> Way:
    kept = kept_returns(unit, year=year, month=month)
    sent = next((each for each in kept if each.state is ReturnState.SENT), None)
    since = [each for each in kept if each.state in UNDER_WAY and (sent is None or each.id > sent.id)]
    current = max(since, key=lambda each: (UNDER_WAY.index(each.state), each.id), default=None)
    is_older = current is not None and explained_since(unit, year=year, month=month, moment=current.made_at)
    later = (
        select(ReturnSnapshot.month).filter_by(year=year, state=ReturnState.SENT).where(ReturnSnapshot.month > month)
    )
    counted_in = tuple(unit.session.scalars(later.order_by(ReturnSnapshot.month)))
    return Way(current, sent, tuple(kept), is_older, counted_in)


def kept_returns(unit: UnitOfWork, *, year: int, month: int | None = None) -> list[KeptReturn]:
    """The returns kept of a month or a whole year, newest first."""
    query = _query().where(ReturnSnapshot.year == year).order_by(ReturnSnapshot.id.desc())
    return _kept(unit, query if month is None else query.where(ReturnSnapshot.month == month))


def kept_return(unit: UnitOfWork, *, snapshot_id: int) -> KeptReturn:
    """Raises NotFound."""
    (kept,) = _kept(unit, _query().where(ReturnSnapshot.id == _row(unit, snapshot_id).id))
    return kept


def upcoming(unit: UnitOfWork, *, year: int, month: int) -> Upcoming:
    """The number of the next return of a month, and what it would correct."""
    sent = way_of(unit, year=year, month=month).sent
    if sent is None:
        return Upcoming(1, None)
    return Upcoming(sent.number + 1, sent, tuple(kept_lines(unit, snapshot_id=sent.id)))


def kept_lines(unit: UnitOfWork, *, snapshot_id: int) -> list[Line]:
    """The figures of a return as they were kept."""
    return [Line(**line) for line in _row(unit, snapshot_id).figures["lines"]]


def mark_checked(unit: UnitOfWork, *, snapshot_id: int, findings: Sequence[Finding]) -> KeptReturn:
    """Let a draft in which this was found be the checked one of its month. Raises Refused as ``require_explained``."""
    row = _row(unit, snapshot_id)
    require_explained(unit, year=row.year, month=row.month, findings=findings)
    for other in unit.session.scalars(
        select(ReturnSnapshot).filter_by(year=row.year, month=row.month, state=ReturnState.CHECKED)
    ):
        _bring(unit, other, ReturnState.DRAFT)
    return _bring(unit, row, ReturnState.CHECKED, note=row.reason)


def approve(unit: UnitOfWork, *, snapshot_id: int, version: int) -> KeptReturn:
    """The director agrees. Raises Refused for one that is not checked, Conflict.

    Where there are accounts it is another than who made the return: ``send`` then needs no second person.
    """
    row = _row(unit, snapshot_id, version)
    if unit.roles is not None and row.made_by == unit.actor.name:
        raise Refused("own_return", N_("Another person than who made the return approves it."))
    _require_state(row, ReturnState.CHECKED, N_("Check the return first: only what is checked can be approved."))
    return _bring(unit, row, ReturnState.APPROVED)


def send(unit: UnitOfWork, *, snapshot_id: int, version: int, dispatching: Dispatching) -> KeptReturn:
    """Note that the return left: an approved one gets its number and takes the place of the one before it.

    What was sent already may be sent to others, too; that changes nothing of it. Raises Refused, Invalid, Conflict.
    """
    row = _row(unit, snapshot_id, version)
    if not require_sendable(unit, snapshot_id=snapshot_id, sent_to=dispatching.sent_to):
        _require_second(unit, row, tidy(dispatching.sent_to))
        before = way_of(unit, year=row.year, month=row.month).sent
        if before is not None:
            _bring(unit, _row(unit, before.id), ReturnState.CORRECTED, note=row.reason)
            # The one before is corrected before its successor takes the number after it.
            unit.session.flush()
        row.number, row.replaces_id = (before.number + 1, before.id) if before is not None else (1, None)
        _bring(unit, row, ReturnState.SENT)
    unit.session.add(
        ReturnDispatch(
            snapshot_id=row.id,
            way=dispatching.way,
            sent_to=tidy(dispatching.sent_to),
            sent_at=unit.now,
            sent_by=unit.actor.name,
            file_name=dispatching.file_name or row.file_name,
            sha256=row.sha256,
            people=row.figures["people"],
            note=tidy(dispatching.note),
            proof=dict(dispatching.proof),
        )
    )
    unit.session.flush()
    return kept_return(unit, snapshot_id=row.id)


def take_back(unit: UnitOfWork, *, snapshot_id: int, version: int, reason: str) -> KeptReturn:
    """Go back a step. Raises Refused for a draft and for what was sent, Invalid without a reason, Conflict."""
    row = _row(unit, snapshot_id, version)
    if row.state not in _BACK:
        raise Refused(
            "return_cannot_go_back",
            N_("A draft has no step behind it, and what was sent stays as it is: correct it by a new return."),
        )
    require_reason(reason)
    return _bring(unit, row, _BACK[row.state], note=tidy(reason))


def require_sendable(unit: UnitOfWork, *, snapshot_id: int, sent_to: str) -> bool:
    """Whether it was sent before. Raises Refused for one that is not approved either, Invalid without an addressee."""
    if not tidy(sent_to):
        raise Invalid("field_empty", N_("This field must be filled in."), field="sent_to")
    row = _row(unit, snapshot_id)
    if row.state in WAS_SENT:
        return True
    _require_state(row, ReturnState.APPROVED, N_("The director has not approved this return yet."))
    return False


def require_allowed(unit: UnitOfWork, *, snapshot_id: int, sent_to: str) -> None:
    """Raises SecondNeeded where another has to sign: before any file of it lies in a folder."""
    _require_second(unit, _row(unit, snapshot_id), tidy(sent_to), is_done=False)


def require_explained(unit: UnitOfWork, *, year: int, month: int, findings: Sequence[Finding]) -> None:
    """Raises Refused while there are errors, or warnings without their sentence."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    if errors:
        message = N_("Errors of the return: {count}. The first: {first}")
        raise Refused("return_has_errors", message, count=len(errors), first=errors[0].text)
    waiting = unexplained(findings, notes(unit, year=year, month=month))
    if waiting:
        message = N_("Warnings that nobody has explained: {count}. The first: {first}")
        raise Refused("warnings_unexplained", message, count=len(waiting), first=waiting[0].text)


def require_reason(reason: str) -> None:
    """Raises Invalid where none is given."""
    if not tidy(reason):
        raise Invalid("reason_missing", N_("Give the reason."), field="reason")


def _require_second(unit: UnitOfWork, row: ReturnSnapshot, sent_to: str, *, is_done: bool = True) -> None:
    """Who approved it is the second person, unless the same one sends it."""
    approved = select(ReturnStep.by).filter_by(snapshot_id=row.id, state=ReturnState.APPROVED)
    if unit.session.scalar(approved.order_by(ReturnStep.id.desc()).limit(1)) != unit.actor.name:
        return

    def lines() -> dict[str, str]:
        title = month_title(row.year, row.month, language())
        return {"what": _("Send the return of {month}", month=title), "to": sent_to}

    require_second(
        unit,
        Act.SEND_RETURN,
        entity="return_snapshot",
        entity_id=row.id,
        lines=lines,
        asked=sent_to,
        is_done=is_done,
    )


def _bring(unit: UnitOfWork, row: ReturnSnapshot, state: ReturnState, *, note: str = "") -> KeptReturn:
    row.state = state
    unit.session.add(ReturnStep(snapshot_id=row.id, state=state, at=unit.now, by=unit.actor.name, note=note))
    unit.session.flush()
    return kept_return(unit, snapshot_id=row.id)


def _require_state(row: ReturnSnapshot, state: ReturnState, message: str) -> None:
    if row.state is not state:
        raise Refused("return_not_so_far", message)


def _row(unit: UnitOfWork, snapshot_id: int, version: int | None = None) -> ReturnSnapshot:
    row = row_at(unit, ReturnSnapshot, snapshot_id, "no_such_return", N_("This return is not kept here."))
    if version is not None and row.version != version:
        raise Conflict
    return row


def _query() -> Select[Any]:
    """All but what is large: of the figures only what tells about them."""
    plain = (
        *("id", "version", "year", "month", "state", "number", "reason", "made_at", "made_by", "file_name", "sha256"),
    )
    told = ReturnSnapshot.figures
    is_written = exists().where(
        JournalEntry.entity == ReturnSnapshot.__tablename__,
        JournalEntry.entity_id == cast(ReturnSnapshot.id, String),
        JournalEntry.action == WRITTEN,
    )
    return select(
        *(getattr(ReturnSnapshot, name) for name in plain),
        told["digest"].as_string().label("digest"),
        told["errors"].as_integer().label("errors"),
        told["warnings"].as_integer().label("warnings"),
        told["warning_keys"].label("warning_keys"),
        is_written.label("is_written"),
        told["edition"].as_integer().label("edition"),
    )


def _kept(unit: UnitOfWork, query: Select[Any]) -> list[KeptReturn]:
    rows = unit.session.execute(query).mappings().all()
    steps: dict[int, list[Step]] = {row["id"]: [] for row in rows}
    taken = select(ReturnStep).where(ReturnStep.snapshot_id.in_(steps)).order_by(ReturnStep.id)
    for step in unit.session.scalars(taken):
        steps[step.snapshot_id].append(Step(step.state, step.at, step.by, step.note))
    return [
        KeptReturn(
            **{**row, "warning_keys": tuple(row["warning_keys"] or ()), "edition": row["edition"] or 1},
            steps=tuple(steps[row["id"]]),
        )
        for row in rows
    ]
