"""The balance of blanks over a period, and its act (dalolatnoma)."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from db.models.certificates import Blank, BlankReceipt, BlankState
from db.unit_of_work import UnitOfWork
from desktop_app.blanks.records import STATE_WORDS, BalanceLine, written
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, language, use
from desktop_app.language.apostrophes import tidy
from desktop_app.language.dates import period, short_date
from desktop_app.language.numbers import number
from desktop_app.papers.composing import director_signs, letterhead_of
from desktop_app.papers.records import Block, Column, Dating, Paper, Paragraph, Signatures, Table, Title
from desktop_app.reference.service import profile

_GONE = (BlankState.USED, BlankState.SPOILED, BlankState.LOST)


def balance(unit: UnitOfWork, *, since: date, until: date) -> list[BalanceLine]:
    """A line for every series: left before + received = used + spoiled + lost + left. Raises Invalid."""
    if until < since:
        raise Invalid("period_backwards", N_("The last day comes before the first one."), field="until")
    before: Counter[str] = Counter()
    came: Counter[str] = Counter()
    went: Counter[tuple[str, BlankState]] = Counter()
    for letters, first, last, day in unit.session.execute(
        select(BlankReceipt.letters, BlankReceipt.first, BlankReceipt.last, BlankReceipt.received_on).where(
            BlankReceipt.received_on <= until
        )
    ):
        (before if day < since else came)[letters] += last - first + 1
    for letters, state, changed_on, count in unit.session.execute(
        select(Blank.letters, Blank.state, Blank.changed_on, func.count())
        .where(Blank.state != BlankState.LEFT, Blank.changed_on <= until)
        .group_by(Blank.letters, Blank.state, Blank.changed_on)
    ):
        if changed_on is not None and changed_on < since:
            before[letters] -= count
        else:
            went[letters, state] += count
    return [
        BalanceLine(letters, before[letters], came[letters], *(went[letters, state] for state in _GONE))
        for letters in sorted({*before, *came})
    ]


def balance_act(unit: UnitOfWork, *, since: date, until: date, paper_language: str, act_number: str = "") -> Paper:
    """The act to be signed by the commission, with every blank that was spoiled or lost by its number."""
    with use(paper_language):
        said = period(since, until, language())
        title = _("On the balance of blanks of strict account, {period}", period=said)
        rows = tuple(_line(each) for each in balance(unit, since=since, until=until))
        written_off = _written_off(unit, since, until)
        blocks: list[Block] = [
            letterhead_of(profile(unit)),
            Dating(_("ACT")),
            Title(title),
            Paragraph(_("We, the undersigned, counted the blanks and compared them with the papers on them.")),
            Table(_columns(), rows),
        ]
        if written_off:
            blocks += [Paragraph(_("Blanks written off:")), Table(_columns_written_off(), written_off)]
        blocks += [director_signs(profile(unit)), Signatures(((_("Member of the commission"), ""),) * 3)]
        return Paper(_("Act of balance of blanks"), paper_language, tuple(blocks), tidy(act_number), unit.today)


def _line(line: BalanceLine) -> tuple[str, ...]:
    figures = (line.before, line.received, line.used, line.spoiled, line.lost, line.left)
    return (line.letters, *(number(figure, language=language()) for figure in figures))


def _columns() -> tuple[Column, ...]:
    titles = (_("Left before"), _("Received"), _("Used"), _("Spoiled"), _("Lost"), _("In stock"))
    return (Column(_("Series"), 14), *(Column(title, 14, is_number=True) for title in titles))


def _columns_written_off() -> tuple[Column, ...]:
    return (
        Column(_("Blank"), 18),
        Column(_("State"), 18),
        Column(_("Day"), 16),
        Column(_("Reason"), 44),
        Column(_("Act"), 14),
    )


def _written_off(unit: UnitOfWork, since: date, until: date) -> tuple[tuple[str, ...], ...]:
    rows = unit.session.execute(
        select(Blank, BlankReceipt.digits)
        .join(BlankReceipt, BlankReceipt.id == Blank.receipt_id)
        .where(Blank.state.in_((BlankState.SPOILED, BlankState.LOST)), Blank.changed_on.between(since, until))
        .order_by(Blank.letters, Blank.number)
    )
    return tuple(
        (
            written(blank.letters, blank.number, digits),
            _(STATE_WORDS[blank.state]),
            short_date(blank.changed_on) if blank.changed_on else "",
            blank.reason,
            blank.act_number,
        )
        for blank, digits in rows
    )
