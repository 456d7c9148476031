"""A week to work in: whose it is, week by week, lessons moved, given rooms and trainers, taken out; all can be undone."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.changes import Outcome
from desktop_app.clock import TASHKENT
from desktop_app.cohorts.rules import monday_of
from desktop_app.errors import CentreError
from desktop_app.i18n import _, language
from desktop_app.language.dates import period
from desktop_app.timetable.assigning import Assigned, substitute, take_back_substitution, unassign
from desktop_app.timetable.carrying import Carry, CarryPreview, carry_lesson, preview_carry
from desktop_app.timetable.changes import undo_change
from desktop_app.timetable.moving import NewLesson, add_session, remove_session
from desktop_app.timetable.week import Lesson, Week
from ui import formats
from ui.actions import Action, make_action, make_button
from ui.navigation import Target as Place
from ui.operations import run_command, run_query
from ui.pages.timetable.add_dialog import AddLessonDialog, Ground, ground_for
from ui.pages.timetable.assign_dialog import AssignDialog, Scope, scopes_around
from ui.pages.timetable.band import Band, clash_tone, told
from ui.pages.timetable.lesson_words import lesson_words, place_words
from ui.pages.timetable.move_dialog import MoveLessonDialog
from ui.pages.timetable.seen import Kind, Seen, Whose, clash_texts, day_to_begin, look
from ui.pages.timetable.shift_dialog import ShiftDialog
from ui.pages.timetable.substitute_dialog import SubstituteDialog
from ui.pages.timetable.teaching_choices import Offered, offered
from ui.pages.timetable.undo_stack import Act, UndoStack, WayBack
from ui.pages.timetable.week_view import Target, WeekView
from ui.theme import GAP_S, GAP_XS, Tone
from ui.widgets.page import Panel
from ui.widgets.text import OneLine, Role, dress, label
from ui.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.centre import Centre

DAYS_OF_A_WEEK = 7
