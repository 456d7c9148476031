"""Taking a return from draft to checked and to approved: its file is made, and its figures are still the same."""

import tempfile
from dataclasses import replace
from pathlib import Path

from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.errors import Refused
from desktop_app.i18n import N_, language
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import month_title
from desktop_app.reference.return_names import file_name
from desktop_app.returns.editions import in_edition
from desktop_app.returns.figures import digest_of, lines_of
from desktop_app.returns.records import MonthlyReturn
from desktop_app.returns.service import compose_figures, compose_return, write_return
from desktop_app.returns.states import (
    KeptReturn,
    ReturnState,
    approve,
    kept_lines,
    kept_return,
    mark_checked,
    require_explained,
    require_reason,
    upcoming,
    way_of,
)


def check_return(centre: Centre, *, year: int, month: int, reason: str = "") -> KeptReturn:
    """Make the file of the month and keep it as checked; what corrects a sent one needs a ``reason``.

    Raises Refused while there are errors or warnings without their sentence, while an approved one stands, and where
    a sent one has nothing to correct; Invalid without the reason.
    """
    content = centre.read(compose_return, year=year, month=month)
    centre.read(_require_room, content=content, reason=reason)
    centre.read(require_explained, year=year, month=month, findings=content.findings)
    name = centre.read(file_name, year=year, month=month, number=centre.read(upcoming, year=year, month=month).number)
    with tempfile.TemporaryDirectory(dir=centre.paths.folder, prefix=".~return-") as folder:
        made = write_return(centre, year=year, month=month, out=Path(folder) / name, reason=tidy(reason))
    return centre.write(mark_checked, snapshot_id=made.snapshot_id, findings=made.content.findings).value


def approve_return(centre: Centre, *, snapshot_id: int, version: int) -> KeptReturn:
    """As ``states.approve`` does, of figures that are still the same. Raises Refused where they are not."""
    centre.read(require_unchanged, snapshot_id=snapshot_id)
    return centre.write(approve, snapshot_id=snapshot_id, version=version).value


def figures_now(unit: UnitOfWork, kept: KeptReturn) -> MonthlyReturn:
    """What the forms of a kept return say as the records stand, with the rows that they had then."""
    forms = tuple(dict.fromkeys(line.form for line in kept_lines(unit, snapshot_id=kept.id)))
    return _in_edition_of(kept, compose_figures(unit, year=kept.year, month=kept.month, forms=forms))


def require_unchanged(unit: UnitOfWork, *, snapshot_id: int) -> None:
    """Raises Refused where the figures of the month are no longer those that were kept."""
    kept = kept_return(unit, snapshot_id=snapshot_id)
    if figures_now(unit, kept).digest != kept.digest:
        raise Refused(
            "return_outdated",
            N_("The figures of {month} have changed since the return was checked. Take it back and check it again."),
            month=month_title(kept.year, kept.month, language()),
        )


def _in_edition_of(kept: KeptReturn, content: MonthlyReturn) -> MonthlyReturn:
    """Only these figures can be the same as those that were kept."""
    forms = in_edition(content.forms, kept.edition)
    digest = digest_of(lines_of(forms), centre_code=content.centre_code, year=kept.year, month=kept.month)
    return replace(content, forms=forms, digest=digest)


def _require_room(unit: UnitOfWork, *, content: MonthlyReturn, reason: str) -> None:
    way = way_of(unit, year=content.period.year, month=content.period.month)
    if way.current is not None and way.current.state is ReturnState.APPROVED:
        raise Refused("return_approved", N_("An approved return of this month waits to be sent. Take it back first."))
    if way.sent is None:
        return
    if way.sent.digest == _in_edition_of(way.sent, content).digest:
        raise Refused("nothing_to_correct", N_("Every figure is as it was sent: there is nothing to correct."))
    require_reason(reason)
