"""An institution called otherwise from a day on: posts and rosters of the time before keep its former name."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from db.models.people import FormerInstitutionName
from db.unit_of_work import UnitOfWork
from desktop_app.errors import Invalid, Refused
from desktop_app.i18n import N_
from desktop_app.institutions.records import InstitutionDraft, SavedInstitution
from desktop_app.institutions.service import load_institution, require_own_name, save_institution
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import short_date
from desktop_app.people.institutions import institution_name, keep_institution_words, merged_into
from desktop_app.rows import row_at


def rename_institution(
    unit: UnitOfWork, draft: InstitutionDraft, *, since: date, reason: str = "", is_code_shared: bool = False
) -> SavedInstitution:
    """Save an institution that bears the draft's name from a day on; the name before is kept and still finds it.

    A slip in the name is put right with ``save_institution``, whose errors are raised here, too. Besides: Invalid with
    the field to blame, and Refused for a spelling that stands for another institution.
    """
    row = load_institution(unit, draft.id)
    if row.id in merged_into(unit):
        raise Refused("institution_merged", N_("This spelling stands for another institution; part the two instead."))
    if institution_name(draft.name) == row.name:
        raise Invalid("same_name", N_("The institution is called so already."), field="name")
    former = FormerInstitutionName(
        institution_id=row.id,
        name=row.name,
        search_key=row.search_key,
        ends_on=_last_day(unit, row.id, since),
        reason=tidy(reason),
    )
    unit.session.add(former)
    saved = save_institution(unit, draft, is_code_shared=is_code_shared)
    return replace(saved, former_id=former.id)


def undo_renaming(unit: UnitOfWork, *, former_id: int) -> str:
    """Give the institution back the name it bore last before; returns that name.

    Raises NotFound when it was given back already, Refused when the institution was renamed again since, and Duplicate
    when another one of the district has taken the name.
    """
    former = row_at(
        unit, FormerInstitutionName, former_id, "no_former_institution_name", N_("This former name is no longer kept.")
    )
    row = load_institution(unit, former.institution_id)
    if _latest_end(unit, row.id) != former.ends_on:
        raise Refused("renamed_again", N_("The institution was renamed again since. Take the latest name back first."))
    if row.closed_on is None:
        require_own_name(unit, row.id, key=former.search_key, district_code=row.district_code)
    row.name, row.search_key = former.name, former.search_key
    unit.session.delete(former)
    unit.session.flush()
    keep_institution_words(unit, row)
    return row.name


def _last_day(unit: UnitOfWork, institution_id: int, since: date) -> date:
    """The last day of the name that goes; raises Invalid for a day to come, or within the time of an earlier name."""
    if since > unit.today:
        raise Invalid("renamed_later", N_("A new name is entered once it holds."), field="since")
    last, before = since - timedelta(days=1), _latest_end(unit, institution_id)
    if before is not None and last <= before:
        message = N_("Until {day} it bore yet another name: the new one begins after that.")
        raise Invalid("renamed_before", message, field="since", day=short_date(before))
    return last


def _latest_end(unit: UnitOfWork, institution_id: int) -> date | None:
    ends = select(FormerInstitutionName.ends_on).where(FormerInstitutionName.institution_id == institution_id)
    return unit.session.scalar(ends.order_by(FormerInstitutionName.ends_on.desc()).limit(1))
