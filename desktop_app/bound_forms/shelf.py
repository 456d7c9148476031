"""The forms that are kept: a workbook of another office with its bindings, edition after edition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from db.models.returns import FormKind, ReturnForm
from db.unit_of_work import UnitOfWork
from desktop_app.bound_forms.model import Bindings, as_document, from_document
from desktop_app.bound_forms.records import Form
from desktop_app.errors import Conflict, Invalid, NotFound
from desktop_app.i18n import N_
from desktop_app.language.apostrophes import tidy
from desktop_app.spreadsheets.grid_records import Grid

_NO_SUCH_FORM = N_("There is no form “{name}”. Those that there are: {known}.")


def forms(unit: UnitOfWork) -> list[Form]:
    """All editions of all forms, by name and then the newest first."""
    rows = _workbooks().order_by(ReturnForm.name, ReturnForm.edition.desc())
    return list(map(_form, unit.session.scalars(rows)))


def form(unit: UnitOfWork, *, form_id: int) -> Form:
    """Raises NotFound."""
    return _form(_load(unit, form_id))


def form_in_force(unit: UnitOfWork, *, name: str, on: date) -> Form | None:
    """The edition that holds on a day: of those that have begun by then the newest; None where there is none."""
    rows = _workbooks().where(
        ReturnForm.name == tidy(name),
        ReturnForm.valid_from <= on,
        (ReturnForm.retired_on.is_(None)) | (ReturnForm.retired_on > on),
    )
    row = unit.session.scalar(rows.order_by(ReturnForm.valid_from.desc(), ReturnForm.edition.desc()).limit(1))
    return _form(row) if row else None


def form_file(unit: UnitOfWork, *, form_id: int) -> bytes:
    """The workbook as its maker sent it. Raises NotFound."""
    content = unit.session.scalar(select(ReturnForm.file).where(ReturnForm.id == form_id))
    if content is None:
        raise NotFound("no_such_form", N_("This form is not kept here."))
    return content


def save_form(
    unit: UnitOfWork,
    *,
    name: str,
    grid: Grid,
    bindings: Bindings,
    valid_from: date,
    order_number: str = "",
    order_date: date | None = None,
    note: str = "",
) -> Form:
    """Keep the workbook and its bindings as the next edition of the form of that name. Raises Invalid."""
    name = tidy(name)
    if not name:
        raise Invalid("form_name_empty", N_("The form needs a name."), field="name")
    last = unit.session.scalar(_of_name(select(func.max(ReturnForm.edition)), name))
    row = ReturnForm(
        kind=FormKind.WORKBOOK,
        name=name,
        edition=(last or 0) + 1,
        valid_from=valid_from,
        order_number=order_number.strip(),
        order_date=order_date,
        note=note.strip(),
        file_name=grid.file_name,
        sha256=grid.sha256,
        file=grid.content,
        bindings=as_document(bindings),
    )
    unit.session.add(row)
    unit.session.flush()
    return _form(row)


def change_form(
    unit: UnitOfWork,
    *,
    form_id: int,
    version: int,
    bindings: Bindings,
    valid_from: date,
    order_number: str = "",
    order_date: date | None = None,
    note: str = "",
) -> Form:
    """Bind this edition anew; its file stays. Raises NotFound, Conflict."""
    row = _load(unit, form_id, version)
    row.bindings = as_document(bindings)
    row.valid_from, row.order_number, row.order_date = valid_from, order_number.strip(), order_date
    row.note = note.strip()
    unit.session.flush()
    return _form(row)


def retire_form(unit: UnitOfWork, *, form_id: int, version: int, on: date | None) -> Form:
    """No more use of this edition from a day on; None takes it back. Raises NotFound, Conflict."""
    row = _load(unit, form_id, version)
    row.retired_on = on
    unit.session.flush()
    return _form(row)


def require_form(unit: UnitOfWork, *, name: str, on: date) -> Form:
    """As ``form_in_force``; raises NotFound, which lists the forms that there are."""
    found = form_in_force(unit, name=name, on=on)
    if found is None:
        known = unit.session.scalars(
            select(ReturnForm.name).where(ReturnForm.kind == FormKind.WORKBOOK).distinct().order_by(ReturnForm.name)
        )
        raise NotFound("no_such_form", _NO_SUCH_FORM, name=name, known=", ".join(known) or "–")
    return found


def _workbooks() -> Any:
    return select(ReturnForm).where(ReturnForm.kind == FormKind.WORKBOOK)


def _of_name(query: Any, name: str) -> Any:
    return query.where(ReturnForm.kind == FormKind.WORKBOOK, ReturnForm.name == name)


def _load(unit: UnitOfWork, form_id: int, version: int | None = None) -> ReturnForm:
    row = unit.session.get(ReturnForm, form_id)
    if row is None or row.kind is not FormKind.WORKBOOK:
        raise NotFound("no_such_form", N_("This form is not kept here."))
    if version is not None and row.version != version:
        raise Conflict
    return row


def _form(row: ReturnForm) -> Form:
    told: Mapping[str, Any] = row.bindings
    return Form(
        id=row.id,
        name=row.name,
        edition=row.edition,
        valid_from=row.valid_from,
        order_number=row.order_number,
        order_date=row.order_date,
        note=row.note,
        file_name=row.file_name,
        sha256=row.sha256,
        bindings=from_document(told),
        retired_on=row.retired_on,
        version=row.version,
    )
