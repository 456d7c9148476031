"""Lent work in words, the same in the list and in the answers of the commands."""

from desktop_app.accounts.record_words import table_name
from desktop_app.i18n import _, _n
from desktop_app.language.dates import short_date
from desktop_app.lending.records import LentWork, TakenBack, Whereabouts


def where_text(row: LentWork) -> str:
    """Where it is, and for how long."""
    if row.where is Whereabouts.OUT and row.days == 0:
        return _("Out since today")
    match row.where:
        case Whereabouts.OUT:
            return _n("Out for {n} day", "Out for {n} days", row.days)
        case Whereabouts.LATE:
            return _n("Late: out for {n} day", "Late: out for {n} days", row.days)
        case Whereabouts.RETURNED if row.conflicts:
            return _n("Came back, {n} difference to decide", "Came back, {n} differences to decide", row.conflicts)
        case Whereabouts.RETURNED:
            return _("Back here")
        case Whereabouts.WRITTEN_OFF:
            return _("Written off: {reason}", reason=row.note)


def brought(result: TakenBack) -> list[str]:
    """What a return brings, line by line."""
    if result.is_known:
        return [_("This return was taken back before: nothing was changed.")]
    lines = [_("{what}: {count} new", what=table_name(table), count=count) for table, count in result.added.items()]
    for table, count in result.changed.items():
        lines.append(_("{what}: {count} changed", what=table_name(table), count=count))
    for table, count in result.removed.items():
        lines.append(_("{what}: {count} deleted", what=table_name(table), count=count))
    if result.numbers_used:
        lines.append(_n("{n} lent number was used", "{n} lent numbers were used", result.numbers_used))
    if result.conflicts:
        lines.append(
            _n(
                "{n} value was changed on both sides: it waits for your decision",
                "{n} values were changed on both sides: they wait for your decision",
                result.conflicts,
            )
        )
    return lines or [_("Nothing was changed on the other PC.")]


def heading(result: TakenBack) -> str:
    return _(
        "{title}, No. {number}, return {which}, written on {day} at the PC {host}",
        title=result.title,
        number=result.number,
        which=result.return_number,
        day=short_date(result.made_at.date()),
        host=result.host,
    )
