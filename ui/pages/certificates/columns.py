"""The columns of the two lists: the people of a cohort, and the register of a year."""

from desktop_app.certificates.book import KINDS, remark
from desktop_app.certificates.records import Candidate, CertificateRecord
from desktop_app.i18n import N_, _
from ui.models.table_model import Column
from ui.theme import Tone

READY, NOT_YET, WITHHELD, ELSEWHERE = "ready", "not_yet", "withheld", "elsewhere"
STATE_WORDS = {
    "valid": N_("Issued"),
    "annulled": N_("Annulled"),
    "replaced": N_("Replaced"),
    READY: N_("Ready to issue"),
    NOT_YET: N_("Not yet"),
    WITHHELD: N_("Withheld"),
    ELSEWHERE: N_("Issued elsewhere"),
}
STATE_TONES = {
    "valid": Tone.GOOD,
    "annulled": Tone.BAD,
    "replaced": Tone.WARN,
    READY: Tone.ACCENT,
    NOT_YET: Tone.WARN,
    WITHHELD: Tone.MUTED,
    ELSEWHERE: Tone.GOOD,
}


def state_of(candidate: Candidate) -> str:
    if candidate.certificate is not None:
        return candidate.certificate.state
    if candidate.elsewhere:
        return ELSEWHERE
    if candidate.is_ready:
        return READY
    return NOT_YET if candidate.may_earn else WITHHELD


def _told(candidate: Candidate) -> str:
    """A paper that is no certificate is named; its colour says its state."""
    if candidate.kind in ("", "certificate"):
        return _(STATE_WORDS[state_of(candidate)])
    return _(KINDS[candidate.kind])


CANDIDATES: tuple[Column[Candidate], ...] = (
    Column("name", N_("Full name"), lambda row: row.name, width=220, is_stretched=True),
    Column(
        "state",
        N_("State"),
        _told,
        tone=lambda row: STATE_TONES[state_of(row)],
        hint=lambda row: row.reason or _(STATE_WORDS[state_of(row)]),
        width=170,
    ),
)

REGISTER: tuple[Column[CertificateRecord], ...] = (
    Column("number", N_("Number"), lambda row: row.full_number, width=126),
    Column("kind", N_("Paper"), lambda row: _(KINDS[row.kind]), width=112, is_told_whole=True),
    Column("holder", N_("Full name"), lambda row: row.holder, width=248, is_told_whole=True),
    Column("course", N_("Course"), lambda row: row.course, is_told_whole=True, is_stretched=True, width=220),
    Column("cohort", N_("Cohort"), lambda row: row.cohort_code, width=104),
    Column("issued_on", N_("Issued on"), lambda row: row.issued_on, width=120),
    Column(
        "state",
        N_("State"),
        lambda row: _(STATE_WORDS[row.state]),
        tone=lambda row: STATE_TONES[row.state],
        hint=remark,
        width=145,
    ),
)
