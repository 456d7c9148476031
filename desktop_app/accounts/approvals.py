"""Two pairs of eyes: what one person asks for and another allows, bound to exactly what was asked."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from db.models.accounts import Account, Approval
from db.models.centre import Staff
from db.unit_of_work import Actor, UnitOfWork
from desktop_app.accounts.request_lines import Lines, form_of, kept_lines, shown_lines, wish_of, with_form
from desktop_app.accounts.rights import Right, may, own_cohorts_only, rights_of
from desktop_app.accounts.sign_in import actor_by_password
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, NotFound, Refused, SecondNeeded
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import sort_key
from desktop_app.reference.rules import TWO
from desktop_app.reference.service import rules_on

# A request that nobody answers lapses, and so does an answer that nobody makes use of.
ASKED_FOR = timedelta(days=14)
GOOD_FOR = timedelta(days=3)


class Act(StrEnum):
    """What may need two people; each has its dated rule."""

    ISSUE = "issue"
    ANNUL = "annul"
    SEND_RETURN = "send_return"
    UNLOCK = "unlock"
    MERGE = "merge"
    ERASE = "erase"
    DELETE_MANY = "delete_many"


class State(StrEnum):
    WAITING = "waiting"
    ALLOWED = "allowed"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


TITLES = {
    Act.ISSUE: N_("Issue certificates"),
    Act.ANNUL: N_("Annul a certificate"),
    Act.SEND_RETURN: N_("Send a return"),
    Act.UNLOCK: N_("Unlock what is closed"),
    Act.MERGE: N_("Merge two cards"),
    Act.ERASE: N_("Erase a person"),
    Act.DELETE_MANY: N_("Delete many cards"),
}
STATE_WORDS = {
    State.WAITING: N_("waiting"),
    State.ALLOWED: N_("allowed, not done yet"),
    State.DONE: N_("done"),
    State.REFUSED: N_("refused"),
    State.WITHDRAWN: N_("withdrawn"),
    State.LAPSED: N_("lapsed"),
}
_RULES = {
    Act.ISSUE: "issuing_needs",
    Act.ANNUL: "annulling_needs",
    Act.SEND_RETURN: "sending_needs",
    Act.UNLOCK: "unlocking_needs",
    Act.MERGE: "merging_needs",
    Act.ERASE: "erasing_needs",
    Act.DELETE_MANY: "deleting_many_needs",
}
# Who may do it alone where one person is enough, and may be the second where the first is one who approves.
_RIGHTS = {
    Act.ISSUE: Right.ISSUE_CERTIFICATES,
    Act.ANNUL: Right.ANNUL_CERTIFICATES,
    Act.SEND_RETURN: Right.SEND_RETURNS,
    Act.UNLOCK: Right.UNLOCK_ATTENDANCE,
    Act.MERGE: Right.MERGE_PEOPLE,
    Act.ERASE: Right.ERASE,
    Act.DELETE_MANY: Right.IMPORT_PEOPLE,
}


@dataclass(frozen=True)
class Signer:
    login: str
    name: str


@dataclass(frozen=True)
class ApprovalRecord:
    """``summary`` are lines of what was asked, in the language of who reads them. ``may_decide``: the same.

    ``form`` is what the form of the act held, by field; ``wish`` the records it is about, by id.
    """

    id: int
    act: Act
    entity: str
    entity_id: str
    summary: Mapping[str, str]
    reason: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    note: str
    state: State
    may_decide: bool
    is_mine: bool
    version: int
    form: Mapping[str, Any] = field(default_factory=dict)
    wish: Mapping[str, Any] = field(default_factory=dict)

    @property
    def awaits_me(self) -> bool:
        """Whether the one who reads it is to answer, or may now do what was allowed."""
        return self.may_decide or (self.is_mine and self.state is State.ALLOWED)


def require_second(
    unit: UnitOfWork,
    act: Act,
    *,
    entity: str,
    entity_id: object,
    lines: Lines,
    asked: object = None,
    wish: Mapping[str, Any] | None = None,
    is_done: bool = True,
) -> str:
    """Make use of what another has allowed, if it is exactly this; returns who, empty where one is enough.

    ``lines`` say what is asked for. ``asked`` is all that the act depends on beside its record: an answer holds for
    nothing else; ``wish`` tells whoever answers of which records it is. Without ``is_done`` the answer is only looked
    for: for whoever writes a file before the act itself.
    Raises SecondNeeded.
    """
    if unit.roles is None or getattr(rules_on(unit, unit.today), _RULES[act]) != TWO:
        return ""
    needed = SecondNeeded(
        act=act.value,
        entity=entity,
        entity_id=str(entity_id),
        fingerprint=_fingerprint(act, entity, entity_id, asked),
        kept=kept_lines(lines, wish),
        summary=dict(lines()),
    )
    found = unit.session.scalar(_fitting(unit, needed).where(Approval.is_approved, Approval.used_at.is_(None)))
    if found is None or found.decided_at is None or found.decided_at < unit.now - GOOD_FOR:
        raise needed
    if is_done:
        found.used_at = unit.now
    return unit.session.scalar(select(Staff.full_name).where(Staff.id == found.decided_by)) or ""


def second_signs(centre: Centre, needed: SecondNeeded, login: str, password: str) -> None:
    """Somebody else agrees on the spot: what was asked for can then be done. Raises as ``sign_in`` and Refused."""
    second = actor_by_password(centre, login, password)
    centre.write(_sign_on_the_spot, needed, second=second)


def ask_second(
    unit: UnitOfWork, needed: SecondNeeded, *, reason: str = "", form: Mapping[str, Any] | None = None
) -> int:
    """Leave the request for another to answer; the same one is not left twice. Returns its id.

    ``form`` is kept with it: texts, numbers and days (as in ISO 8601) by the name of their field.
    """
    waiting = unit.session.scalar(_fitting(unit, needed).where(Approval.decided_at.is_(None)))
    if waiting is not None and _state(unit, waiting) is State.WAITING:
        return waiting.id
    row = _request(unit, needed, reason)
    if form:
        row.summary = with_form(row.summary, form)
    unit.session.flush()
    return row.id


def requests(unit: UnitOfWork, *, is_open: bool = True) -> list[ApprovalRecord]:
    """Those that the one who acts has asked for or may answer, newest first; ``is_open``: not done or closed yet.

    Of those that are over whoever may see people, and they are told of by name, sees everybody's.
    """
    if unit.roles is not None and not rights_of(unit.roles) & {Right.APPROVE, *_RIGHTS.values()}:
        # They name people: a server keeps them from an administrator, who has no part in any.
        return []
    second = aliased(Staff)
    query = (
        select(Approval, Staff.full_name, second.full_name, Account.roles)
        .join(Staff, Staff.id == Approval.asked_by)
        .outerjoin(second, second.id == Approval.decided_by)
        .outerjoin(Account, Account.staff_id == Approval.asked_by)
        .order_by(Approval.id.desc())
    )
    if is_open:
        # Asked at every change: the requests of years past need not be looked at.
        query = query.where(Approval.used_at.is_(None), Approval.asked_at >= unit.now - ASKED_FOR - GOOD_FOR)
    rows = unit.session.execute(query)
    sees_all = not is_open and may(unit, Right.SEE_PEOPLE) and own_cohorts_only(unit, Right.SEE_PEOPLE) is None
    records = [_record(unit, row, asked_by, decided_by or "", roles or []) for row, asked_by, decided_by, roles in rows]
    return [
        record
        for record in records
        if (record.is_mine or record.may_decide or sees_all)
        and (not is_open or record.state in (State.WAITING, State.ALLOWED))
    ]


def waiting_requests(unit: UnitOfWork) -> list[ApprovalRecord]:
    """Those that wait for the one who acts: to be answered, or to be made use of, since they are allowed."""
    return [record for record in requests(unit) if record.awaits_me]


def waiting_count(unit: UnitOfWork) -> int:
    """How many wait for the one who acts."""
    return len(waiting_requests(unit))


def allowed_requests(unit: UnitOfWork, *, act: str, entity: str, entity_id: object) -> list[ApprovalRecord]:
    """What the one who acts asked for of this record and may do now, the newest first."""
    return [
        record
        for record in requests(unit)
        if record.is_mine
        and record.state is State.ALLOWED
        and (record.act, record.entity, record.entity_id) == (act, entity, str(entity_id))
    ]


def decide(unit: UnitOfWork, *, approval_id: int, is_approved: bool, note: str = "", version: int) -> None:
    """Raises NotFound, Conflict, and Refused for one's own request, without the right, or when it is closed."""
    row = _load(unit, approval_id, version)
    _require_fit(unit, row, unit.actor.staff_id)
    row.decided_by, row.decided_at = unit.actor.staff_id, unit.now
    row.is_approved, row.note = is_approved, tidy(note)


def withdraw(unit: UnitOfWork, *, approval_id: int, version: int) -> None:
    """One's own request that nobody has made use of. Raises NotFound, Conflict, Refused."""
    row = _load(unit, approval_id, version)
    if row.asked_by != unit.actor.staff_id or _state(unit, row) not in (State.WAITING, State.ALLOWED):
        raise _closed()
    row.decided_by, row.decided_at, row.is_approved = row.asked_by, unit.now, False


def who_may_sign(unit: UnitOfWork, *, act: str = "") -> list[Signer]:
    """Colleagues who may be the second for what the one who acts does; for any act, or for one."""
    acts = [Act(act)] if act else list(Act)
    rows = unit.session.execute(
        select(Account, Staff.full_name).join(Staff, Staff.id == Account.staff_id).where(Account.is_active)
    )
    found = [
        Signer(account.login, name)
        for account, name in rows
        if account.staff_id != unit.actor.staff_id
        and any(_is_fit(each, unit.roles or (), account.roles) for each in acts)
    ]
    return sorted(found, key=lambda one: sort_key(one.name))


def _sign_on_the_spot(unit: UnitOfWork, needed: SecondNeeded, *, second: Actor) -> None:
    row = _request(unit, needed, "")
    _require_fit(unit, row, second.staff_id)
    row.decided_by, row.decided_at, row.is_approved = second.staff_id, unit.now, True


def _request(unit: UnitOfWork, needed: SecondNeeded, reason: str) -> Approval:
    row = Approval(
        act=needed.act,
        entity=needed.entity,
        entity_id=needed.entity_id,
        fingerprint=needed.fingerprint,
        summary=needed.kept,
        reason=tidy(reason),
        asked_by=unit.actor.staff_id,
        asked_at=unit.now,
    )
    unit.session.add(row)
    return row


def _fitting(unit: UnitOfWork, needed: SecondNeeded) -> Select[Approval]:
    return (
        select(Approval)
        .where(
            Approval.act == needed.act,
            Approval.entity == needed.entity,
            Approval.entity_id == needed.entity_id,
            Approval.fingerprint == needed.fingerprint,
            Approval.asked_by == unit.actor.staff_id,
        )
        .order_by(Approval.id.desc())
        .limit(1)
    )


def _require_fit(unit: UnitOfWork, row: Approval, staff_id: int | None) -> None:
    """Another person, who may, and in time."""
    if row.asked_by == staff_id:
        raise Refused("own_request", N_("The second person must be another one than who asks."))
    held = {
        account.staff_id: account.roles for account in unit.session.scalars(select(Account).where(Account.is_active))
    }
    if staff_id not in held or not _is_fit(Act(row.act), held.get(row.asked_by, ()), held[staff_id]):
        raise Refused("may_not_approve", N_("This colleague has no right to be the second person here."))
    if row.id is not None and _state(unit, row) is not State.WAITING:
        raise _closed()


def _is_fit(act: Act, first: Any, second: Any) -> bool:
    """One of the two approves, and the other may do it."""
    held = rights_of(second)
    return Right.APPROVE in held or (_RIGHTS[act] in held and Right.APPROVE in rights_of(first))


def _state(unit: UnitOfWork, row: Approval) -> State:
    if row.used_at is not None:
        return State.DONE
    if row.decided_at is None:
        return State.LAPSED if row.asked_at < unit.now - ASKED_FOR else State.WAITING
    if row.is_approved:
        return State.LAPSED if row.decided_at < unit.now - GOOD_FOR else State.ALLOWED
    return State.WITHDRAWN if row.decided_by == row.asked_by else State.REFUSED


def _record(unit: UnitOfWork, row: Approval, asked_by: str, decided_by: str, roles: Any) -> ApprovalRecord:
    state, act, is_mine = _state(unit, row), Act(row.act), row.asked_by == unit.actor.staff_id
    return ApprovalRecord(
        row.id,
        act,
        row.entity,
        row.entity_id,
        shown_lines(row.summary),
        row.reason,
        asked_by,
        row.asked_at,
        decided_by,
        row.decided_at,
        row.note,
        state,
        state is State.WAITING and not is_mine and _is_fit(act, roles, unit.roles or ()),
        is_mine,
        row.version,
        form_of(row.summary),
        wish_of(row.summary),
    )


def _fingerprint(act: Act, entity: str, entity_id: object, asked: object) -> str:
    said = json.dumps([act.value, entity, str(entity_id), _plain(asked)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: object) -> object:
    """The same for the same wish, in whatever order its parts come."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | Iterator):
        return [_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(str(_plain(each)) for each in value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _load(unit: UnitOfWork, approval_id: int, version: int) -> Approval:
    row = unit.session.get(Approval, approval_id)
    if row is None:
        raise NotFound("request_unknown", N_("This request is no longer there."))
    if row.version != version:
        raise Conflict
    return row


def _closed() -> Refused:
    return Refused("request_closed", N_("This request is answered, done or lapsed already."))
