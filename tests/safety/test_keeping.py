"""Which backups the rule keeps, whatever the clock did."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.safety.keeping import DAILY, DAYS_OF_MONTH, MONTHLY, NEWEST_ALWAYS, WEEKLY, Dated, kept

TODAY = date(2026, 11, 21)

days = st.dates(date(2016, 1, 1), date(2036, 12, 31))
histories = st.lists(st.tuples(days, st.booleans()), max_size=80).map(
    lambda rows: [Dated(seq, day, is_before_migration) for seq, (day, is_before_migration) in enumerate(rows, 1)]
)


def one_a_day(count: int) -> list[Dated]:
    """The newest of today, the oldest so many days ago."""
    return [Dated(seq, TODAY - timedelta(days=count - seq)) for seq in range(1, count + 1)]


@given(histories, days)
@settings(max_examples=300, deadline=None)
def test_the_newest_are_never_removed_whatever_their_dates(history: list[Dated], today: date) -> None:
    newest = {backup.seq for backup in history[-NEWEST_ALWAYS:]}
    assert newest <= kept(history, today=today, months=13)


@given(histories, days)
@settings(max_examples=300, deadline=None)
def test_what_was_made_before_a_migration_stays_as_long_as_any_may(history: list[Dated], today: date) -> None:
    before = {
        each.seq for each in history if each.is_before_migration and (today - each.day).days <= 13 * DAYS_OF_MONTH
    }
    assert before <= kept(history, today=today, months=13)


@given(histories, days)
@settings(max_examples=300, deadline=None)
def test_nothing_but_the_newest_is_kept_longer_than_the_term(history: list[Dated], today: date) -> None:
    newest = {backup.seq for backup in history[-NEWEST_ALWAYS:]}
    stay = kept(history, today=today, months=13) - newest
    assert all((today - backup.day).days <= 13 * DAYS_OF_MONTH for backup in history if backup.seq in stay)


@given(histories, days)
@settings(max_examples=300, deadline=None)
def test_thinning_twice_removes_nothing_more(history: list[Dated], today: date) -> None:
    once = kept(history, today=today, months=13)
    assert kept([backup for backup in history if backup.seq in once], today=today, months=13) == once


@given(histories, days)
@settings(max_examples=300, deadline=None)
def test_old_backups_do_not_pile_up(history: list[Dated], today: date) -> None:
    recent = {backup.seq for backup in history if 0 <= (today - backup.day).days <= 2}
    exempt = {backup.seq for backup in history if backup.is_before_migration}
    rest = kept(history, today=today, months=13) - recent - exempt
    assert len(rest) <= NEWEST_ALWAYS + DAILY + WEEKLY + MONTHLY


def test_everything_of_two_days_is_kept() -> None:
    history = [Dated(seq, TODAY - timedelta(days=2 - seq // 20)) for seq in range(60)]
    assert kept(history, today=TODAY, months=13) == set(range(60))


def test_two_years_of_days_leave_days_weeks_and_months() -> None:
    history = one_a_day(730)
    stay = sorted(kept(history, today=TODAY, months=13), reverse=True)
    ages = [730 - seq for seq in stay]
    assert ages[:12] == list(range(12))
    # Ten weeks end on Sundays, twelve months on their last days: 21 November 2026 is a Saturday.
    assert ages[12:] == [13, 20, 21, 27, 34, 41, 48, 52, 55, 62, 82, 113, 144, 174, 205, 235, 266, 294, 325]


def test_of_one_day_the_last_one_stays() -> None:
    old = TODAY - timedelta(days=9)
    history = [Dated(seq, old) for seq in range(1, 6)] + [Dated(seq, TODAY) for seq in range(6, 6 + NEWEST_ALWAYS)]
    assert kept(history, today=TODAY, months=13) == {5, *range(6, 6 + NEWEST_ALWAYS)}
