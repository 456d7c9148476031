"""Whether the journal is whole, measured against every head that the centre has written down elsewhere."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from db.models.returns import ReturnSnapshot, ReturnState
from db.unit_of_work import UnitOfWork
from desktop_app.accounts.chain import KnownHead, Verified, read_head, verify
from desktop_app.centre import Centre
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, language
from desktop_app.language.dates import month_title
from desktop_app.safety.backup import backups

_SENT = (ReturnState.SENT, ReturnState.CORRECTED)


def check_journal(centre: Centre, *, papers: Iterable[str] = ()) -> Verified:
    """Verify against the heads in the manifests of backups, in returns sent, and on ``papers`` as somebody types them.

    Raises Invalid for a text that is no head.
    """
    known = [*map(_typed, papers), *_of_backups(centre), *centre.read(_of_returns)]
    return centre.read(verify, key=centre.journal_key, known_heads=known)


def _typed(text: str) -> KnownHead:
    head = read_head(text, source=_("Paper"))
    if head is None:
        message = N_("“{text}” does not look like a head of the journal, such as 1234-0123456789012345.")
        raise Invalid("journal_head", message, field="head", text=text)
    return head


def _of_backups(centre: Centre) -> Iterator[KnownHead]:
    for record in backups(centre.paths.backups):
        head = read_head(record.journal_head, source=_("Backup {name}", name=record.path.name))
        if head is not None:
            yield head


def _of_returns(unit: UnitOfWork) -> list[KnownHead]:
    rows = select(ReturnSnapshot.year, ReturnSnapshot.month, ReturnSnapshot.figures["journal_head"].as_string())
    found = []
    for year, month, text in unit.session.execute(rows.where(ReturnSnapshot.state.in_(_SENT))):
        sent = _("Return of {month}", month=month_title(year, month, language()))
        found.append(read_head(text or "", source=sent))
    return [head for head in found if head is not None]
