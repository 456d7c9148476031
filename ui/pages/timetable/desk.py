"""A week to work in: leafed through, its lessons carried about; what would clash is said below before it is kept."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.changes import Outcome
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import monday_of
from desktop_app.errors import CentreError
from desktop_app.i18n import _, language
from desktop_app.language.dates import period, short_date
from desktop_app.timetable.carrying import Carry, CarryPreview, carry_lesson, preview_carry
from desktop_app.timetable.week import Lesson, Week
from ui.actions import Action, make_action, make_button
from ui.navigation import Target as Place
from ui.operations import run_command, run_query
from ui.pages.timetable.acts import LessonActs
from ui.pages.timetable.band import Band, clash_tone, told
from ui.pages.timetable.lesson_words import lesson_words, place_words, substitution_words
from ui.pages.timetable.seen import Kind, Seen, Whose, clash_texts, day_to_begin, look
from ui.pages.timetable.undo_stack import Act
from ui.pages.timetable.week_view import Target, WeekView
from ui.theme import GAP_S, Tone
from ui.widgets.page import Panel
from ui.widgets.text import OneLine, Role, dress, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

DAYS_OF_A_WEEK = 7
ARROW_WIDTH = 40


class WeekDesk(Panel):
    """``look_at`` shows a week of a cohort, a trainer or a room. Buttons of the owner go into ``tools``."""

    changes_that_matter = frozenset(
        {
            *("session", "mark", "cohort", "enrolment", "module", "topic", "room", "trainer"),
            *("substitution", "calendar_day", "dated_rule", "timetable_change"),
        }
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.seen: Seen | None = None
        # One thing is written at a time: a key held down puts a lesson down once.
        self.under_way: set[str] = set()
        self._whose: Whose | None = None
        self._day: date | None = None
        self._preview: CarryPreview | None = None
        self._is_put_wanted = False
        self._followed: int | None = None
        self.acts = LessonActs(self)
        self.view = WeekView(self._now)
        self.band = Band(put=lambda: self._put(False), put_despite=lambda: self._put(True), leave=self.view.let_go)
        self.heading = OneLine(Role.HEADING)
        self._hours = label("", Role.MUTED)
        self._top = QHBoxLayout()
        self.tools = QHBoxLayout()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)

    @property
    def whose(self) -> Whose | None:
        return self._whose

    @property
    def monday(self) -> date:
        return monday_of(self._day or self.workspace.centre.clock.today())

    def look_at(self, whose: Whose, day: date | None = None) -> None:
        """Show the week of a day; without one, of today or the nearest day that the cohort has."""
        if whose != self._whose:
            self._day = None
        self._whose, self._day = whose, day or self._day
        self.view.seen_by = whose.kind
        self.make_stale()

    def begin_with(self, widget: QWidget) -> None:
        """Put what chooses whose week it is at the beginning of the line above the week."""
        self._top.insertWidget(0, widget)

    def refresh(self) -> None:
        whose, day = self._whose, self._day
        if whose is None:
            return
        carried = self.view.target.lesson.cohort_id if self.view.target is not None else None

        def ask(centre: "Centre") -> tuple[Seen, date]:
            shown = day or day_to_begin(centre, whose)
            return look(centre, whose, shown, also=carried), shown

        run_query(self, ask, self._show, self._show_gone, slot="refresh")

    def leaf(self, weeks: int) -> None:
        """So many weeks later."""
        self._go_to_day(self.monday + timedelta(days=DAYS_OF_A_WEEK * weeks))

    def go_to_today(self) -> None:
        self._go_to_day(self.workspace.centre.clock.today())

    def go_to_lesson(self, lesson: Lesson) -> None:
        """Show its week, with the cursor on it."""
        self._followed = lesson.id
        self._go_to_day(lesson.held_on)

    def _go_to_day(self, day: date) -> None:
        self._day = day
        self.make_stale()

    def _lay_out(self) -> None:
        group = _("Week of lessons")
        top = self._top
        top.setSpacing(GAP_S)
        for words, sign, key, by in (
            (_("The week before"), "chevron-left", "PgUp", -1),
            (_("The week after"), "chevron-right", "PgDown", 1),
        ):
            run = partial(self.leaf, by)
            make_action(self, Action(words, run, key=key), group=group, is_local=True)
            arrow = make_button(self, Action("", run, icon=sign, hint=f"{words} ({key})"))
            arrow.setAccessibleName(words)
            arrow.setFixedWidth(ARROW_WIDTH)
            top.addWidget(arrow)
        top.addWidget(make_button(self, Action(_("Today"), self.go_to_today, key="Ctrl+Home"), group=group))
        top.addWidget(self.heading, 1)
        top.addWidget(self._hours)
        self.tools.setSpacing(GAP_S)
        top.addLayout(self.tools)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP_S)
        outer.addLayout(top)
        outer.addWidget(self.view, 1)
        outer.addWidget(self.band)

    def _connect(self) -> None:
        self.view.week_wanted.connect(self.leaf)
        self.view.spot_changed.connect(self._tell_lesson)
        self.view.lesson_opened.connect(self._open)
        self.view.carried.connect(self._look_at_carried)
        self.view.put_wanted.connect(self._put)
        self.acts.done.connect(self._follow)
        group = _("Lesson")
        for words, key, days, places in (
            (_("Carry it to the day before"), "Ctrl+Left", -1, 0),
            (_("Carry it to the day after"), "Ctrl+Right", 1, 0),
            (_("Carry it one place earlier"), "Ctrl+Up", 0, -1),
            (_("Carry it one place later"), "Ctrl+Down", 0, 1),
        ):
            carry = partial(self.view.carry, days=days, places=places)
            make_action(self, Action(words, carry, key=key), group=group, is_local=True)
        for action in (
            Action(
                _("Day and place…"), self._with_lesson(self.acts.move), icon="calendar", key="M", right="edit_timetable"
            ),
            Action(_("Room…"), self._with_lesson(self._choose_room), icon="place", key="R", right="edit_timetable"),
            Action(
                _("Trainer…"), self._with_lesson(self._choose_trainer), icon="person", key="T", right="edit_timetable"
            ),
            Action(
                _("Substitution…"),
                self._with_lesson(self.acts.substitute),
                icon="people",
                key="S",
                right="edit_timetable",
            ),
            Action(_("Add a lesson here…"), self.add_lesson, icon="plus", key="Ins", right="edit_timetable"),
            Action(
                _("Shift the rest of the course…"),
                self._with_lesson(self.acts.shift_rest),
                key="Shift+M",
                right="edit_timetable",
            ),
            Action(
                _("Take the lesson out"),
                self._with_lesson(self.acts.remove),
                icon="delete",
                key="Del",
                right="edit_timetable",
            ),
            Action(_("Go to the cohort"), self._with_lesson(self._go_to_cohort), icon="cohort", key="G"),
            Action(_("Undo"), self.acts.undo, icon="undo", key="Ctrl+Z", right="edit_timetable"),
        ):
            made = make_action(self.view, action, group=group, is_local=True)
            made.setIconVisibleInMenu(True)

    def add_lesson(self) -> None:
        """At the cursor, if it is the week of a cohort."""
        day, slot, whose = self.view.day, self.view.slot, self._whose
        if whose is not None and whose.kind is Kind.COHORT and self.seen is not None and day and slot:
            self.acts.add(whose.id, day=day, slot=slot, kinds=self.seen.kinds)

    def _with_lesson(self, act: Callable[[Lesson], object]) -> Callable[[], None]:
        """Do it to the lesson under the cursor, while none is carried."""

        def run() -> None:
            lesson = self.view.lesson
            if lesson is not None and self.view.target is None:
                act(lesson)

        return run

    def _choose_room(self, lesson: Lesson) -> None:
        self.acts.choose_teaching(lesson, begin_with="room")

    def _choose_trainer(self, lesson: Lesson) -> None:
        self.acts.choose_teaching(lesson, begin_with="trainer")

    def _go_to_cohort(self, lesson: Lesson) -> None:
        self.workspace.navigate(Place("cohort", (lesson.cohort_id, "timetable")))

    def _open(self) -> None:
        """Enter: the lesson's form; on an empty place of a cohort, a new lesson."""
        lesson = self.view.lesson
        if lesson is not None:
            self.acts.move(lesson)
        else:
            self.add_lesson()

    def _show(self, found: tuple[Seen, date]) -> None:
        self.seen, self._day = found
        week = self.seen.sheet.week
        self.heading.setText(_heading(week))
        self.heading.set_short(_short_heading(week))
        self._show_hours(week)
        self.view.show_sheet(self.seen.sheet, self.seen.kinds)
        if self._followed is not None:
            self.view.go_to_lesson(self._followed)
            self._followed = None
        self._tell_lesson()

    def _show_gone(self, error: CentreError) -> None:
        self.band.say(error.text, tone=Tone.BAD)

    def _show_hours(self, week: Week) -> None:
        is_cohort = self._whose is not None and self._whose.kind is Kind.COHORT
        words = _("{hours} of {most} hours", hours=week.hours, most=week.most_hours)
        self._hours.setText(words if is_cohort else _("{hours} hours", hours=week.hours))
        dress(self._hours, tone="bad" if is_cohort and week.hours > week.most_hours else "")

    def _tell_lesson(self) -> None:
        """What the cursor is on, and what clashes with it."""
        if self.view.target is not None or self.seen is None or self._whose is None:
            return
        lesson = self.view.lesson
        if lesson is None:
            day, slot = self.view.day, self.view.slot
            self.band.say(place_words(day, slot) if day and slot else "")
            return
        clashes = clash_texts(self.seen.sheet.week, self._whose, lesson)
        words = " · ".join(filter(None, (lesson_words(lesson), substitution_words(lesson))))
        self.band.say(words, clashes, tone=Tone.BAD if clashes else Tone.PLAIN)
        self.view.setAccessibleDescription(self.band.text)

    def _look_at_carried(self, target: Target | None) -> None:
        self._preview, self._is_put_wanted = None, False
        if target is None:
            self._tell_lesson()
            return
        self.band.say(_where_to(target), offers=True, is_refused=True)
        carry = _carry(target)
        run_query(
            self,
            lambda centre: centre.read(preview_carry, carry),
            lambda preview: self._show_preview(target, preview),
            lambda error: self._show_refused(target, error),
            slot="carry",
        )

    def _show_preview(self, target: Target, preview: CarryPreview) -> None:
        if target != self.view.target:
            return
        self._preview = preview
        tone = clash_tone(preview.clashes)
        self.view.say(tone)
        head = _where_to(target)
        if preview.swaps_with:
            head = _("{where}. The lessons change places.", where=head)
        self.band.say(
            head,
            told(preview.clashes) or [_("Nothing stands in the way.")],
            tone=tone,
            offers=True,
            is_refused=preview.is_impossible,
            is_despite=preview.stands_in_the_way,
        )
        if self._is_put_wanted:
            self._put(False)

    def _show_refused(self, target: Target, error: CentreError) -> None:
        if target == self.view.target:
            self.view.say(Tone.BAD)
            self.band.say(_where_to(target), [error.text], tone=Tone.BAD, offers=True, is_refused=True)

    def _put(self, is_despite: bool) -> None:
        """Put the carried lesson down, as soon as it is known that nothing stands in its way."""
        target, preview = self.view.target, self._preview
        if target is None:
            return
        if preview is None:
            self._is_put_wanted = True
            return
        if preview.is_impossible or (preview.stands_in_the_way and not is_despite):
            return
        carry = _carry(target)

        def done(outcome: Outcome[int]) -> None:
            words = _("The lesson is moved: {place}.", place=place_words(target.held_on, target.slot))
            if preview.swaps_with:
                words = _("The two lessons have changed places.")
            self._followed = target.lesson.id
            self.acts.note_change(outcome.value, words, target.lesson.held_on)

        self.view.let_go()
        run_command(self, lambda centre: centre.write(carry_lesson, carry, despite_clashes=is_despite), done)

    def _follow(self, act: Act, is_back: bool) -> None:
        """Where an act was taken back in another week, show that week."""
        if is_back and monday_of(act.day) != self.monday:
            self._go_to_day(act.day)

    def _now(self) -> datetime:
        return self.workspace.centre.clock.now().astimezone(TASHKENT)


def _carry(target: Target) -> Carry:
    return Carry(target.lesson.id, target.lesson.version, target.held_on, target.slot.place)


def _where_to(target: Target) -> str:
    what = target.lesson.module or target.lesson.cohort
    return f"{what} → {place_words(target.held_on, target.slot)}"


def _short_heading(week: Week) -> str:
    """Where the window is narrow."""
    return f"{week.monday:%d.%m}–{short_date(week.monday + timedelta(days=DAYS_OF_A_WEEK - 1))}"


def _heading(week: Week) -> str:
    return period(week.monday, week.monday + timedelta(days=DAYS_OF_A_WEEK - 1), language())
