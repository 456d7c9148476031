"""Under the card's facts: courses, workplaces, former names and consents, each in its tab."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTabWidget

from desktop_app.changes import Outcome
from desktop_app.i18n import _, _n
from desktop_app.people.consents import delete_consent, keep_consent, restore_consent
from desktop_app.people.courses import delete_outside_course, save_outside_course
from desktop_app.people.history import delete_former_name, delete_former_post, save_former_name, save_former_post
from desktop_app.people.records import ConsentRecord, FormerNameDraft, PostLine, Training
from ui.actions import Action
from ui.navigation import Target
from ui.operations import run_command
from ui.pages.people.belongings import Belongings, Handling
from ui.pages.people.card_columns import NAME_COLUMNS, POST_COLUMNS, TRAINING_COLUMNS, consent_columns
from ui.pages.people.card_facts import Opened
from ui.pages.people.history_dialogs import (
    ConsentDialog,
    FormerNameDialog,
    FormerPostDialog,
    OutsideCourseDialog,
    WithdrawalDialog,
)
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from ui.widgets.page import Page


class CardTabs(QTabWidget):
    """Needs a card before anything can be added to it."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.workspace = page.workspace
        self._opened: Opened | None = None
        self._form_names: dict[str, str] = {}
        self.courses = self._courses()
        self.posts = self._posts()
        self.names = self._names()
        self.consents = self._consents()
        for tab, title in zip(self._tabs(), self._titles(0, 0, 0, 0), strict=True):
            self.addTab(tab, title)
        self.courses.table.opened.connect(self._open_course)
        self.courses.table.add_row_action(Action(_("Open the link"), self._open_link, icon="link", key="Ctrl+L"))
        self.posts.table.opened.connect(self._open_post)
        self.names.table.opened.connect(self._edit_name)
        self.consents.table.opened.connect(self._edit_consent)

    def show_card(self, opened: Opened) -> None:
        self._opened = opened
        card = opened.card
        is_open = card.erased_on is None
        self._form_names.update({choice.value: choice.text for choice in opened.lists.consent_forms})
        hours = _n(
            "{n} hour completed in the last {years} years",
            "{n} hours completed in the last {years} years",
            card.recent_hours,
            years=card.cycle_years,
        )
        self.courses.show_rows(card.training, is_open=is_open, note=hours)
        self.posts.show_rows(card.posts, is_open=is_open)
        self.names.show_rows(card.former_names, is_open=is_open)
        self.consents.show_rows(card.consents, is_open=is_open)
        former = sum(not post.is_present for post in card.posts)
        counts = (len(card.training), former, len(card.former_names), len(card.consents))
        for place, title in enumerate(self._titles(*counts)):
            self.setTabText(place, title)

    def _tabs(self) -> tuple[Belongings, ...]:
        return self.courses, self.posts, self.names, self.consents

    def _titles(self, courses: int, posts: int, names: int, consents: int) -> list[str]:
        titled = {
            _("Courses"): courses, _("Workplaces"): posts, _("Former names"): names, _("Consent"): consents
        }  # fmt: skip
        return [f"{title} ({count})" if count else title for title, count in titled.items()]

    @property
    def _person_id(self) -> int:
        return self._opened.card.line.id if self._opened is not None else 0

    def _courses(self) -> Belongings[Training]:
        handling = Handling[Training](
            add_text=_("Add a course taken elsewhere"),
            edit=self._edit_course,
            change_text=_("Change"),
            delete_text=_("Delete"),
            deleted_text=_("The course is off the card."),
            delete=lambda row: _writing(delete_outside_course, course_id=row.outside.id),
            restore=lambda draft: _writing(save_outside_course, draft, person_id=self._person_id),
            may_change=lambda row: row.is_outside,
        )
        empty = EmptyState(_("No course yet. A person studies in a cohort from its admission on."), None, "programme")
        return Belongings(self.workspace, "person training", TRAINING_COLUMNS, handling, empty=empty)

    def _posts(self) -> Belongings[PostLine]:
        handling = Handling[PostLine](
            add_text=_("Add a former workplace"),
            edit=self._edit_post,
            change_text=_("Change"),
            delete_text=_("Delete"),
            deleted_text=_("The workplace is off the card."),
            delete=lambda row: _writing(delete_former_post, post_id=row.draft.id),
            restore=lambda draft: _writing(save_former_post, draft, person_id=self._person_id),
            may_change=lambda row: not row.is_present,
        )
        empty = EmptyState(_("No workplace is known. The card's form has the present one."), None, "building")
        return Belongings(self.workspace, "person posts", POST_COLUMNS, handling, empty=empty)

    def _names(self) -> Belongings[FormerNameDraft]:
        handling = Handling[FormerNameDraft](
            add_text=_("Add a former name"),
            edit=self._edit_name,
            change_text=_("Change"),
            delete_text=_("Delete"),
            deleted_text=_("The former name is off the card."),
            delete=lambda row: _writing(delete_former_name, name_id=row.id),
            restore=lambda draft: _writing(save_former_name, draft, person_id=self._person_id),
        )
        empty = EmptyState(_("No other name is known. A changed name is kept here by itself."), None, "person")
        return Belongings(self.workspace, "person names", NAME_COLUMNS, handling, empty=empty)

    def _consents(self) -> Belongings[ConsentRecord]:
        handling = Handling[ConsentRecord](
            add_text=_("Note a consent"),
            edit=self._edit_consent,
            change_text=_("Withdraw"),
            delete_text=_("Delete"),
            deleted_text=_("The consent is off the card."),
            delete=lambda row: _writing(delete_consent, consent_id=row.id),
            restore=lambda record: _writing(keep_consent, record, person_id=self._person_id),
            may_change=lambda row: row.holds,
            may_delete=lambda _row: True,
        )
        empty = EmptyState(_("No consent to the keeping of data is noted."), None, "info")
        columns = consent_columns(self._form_names)
        return Belongings(self.workspace, "person consents", columns, handling, empty=empty)

    def _open_course(self, course: Training) -> None:
        if course.is_outside:
            self._edit_course(course)
        elif course.event_id:
            self.workspace.navigate(Target("events", course.event_id))
        else:
            self.workspace.navigate(Target("cohort", course.cohort_id))

    def _open_post(self, post: PostLine) -> None:
        if not post.is_present:
            self._edit_post(post)

    def _open_link(self) -> None:
        course = self.courses.table.current()
        if course is not None and course.outside is not None and course.outside.link:
            QDesktopServices.openUrl(QUrl(course.outside.link))

    def _edit_course(self, course: Training | None) -> None:
        if self._is_open():
            OutsideCourseDialog.ask(self, self._person_id, course.outside if course is not None else None)

    def _edit_post(self, post: PostLine | None) -> None:
        if self._is_open():
            FormerPostDialog.ask(self, self._person_id, self._opened.lists, post.draft if post is not None else None)

    def _edit_name(self, name: FormerNameDraft | None) -> None:
        if self._is_open():
            FormerNameDialog.ask(self, self._person_id, name)

    def _edit_consent(self, consent: ConsentRecord | None) -> None:
        """A new one is noted, one that holds is withdrawn; the banner takes a withdrawal back."""
        if not self._is_open():
            return
        if consent is None:
            ConsentDialog.ask(self, self._person_id, self._opened.lists)
        elif consent.holds and WithdrawalDialog.ask(self, consent):
            take_back = _writing(restore_consent, consent_id=consent.id)
            self.workspace.show_notice(
                _("The consent is withdrawn."), undo=lambda: run_command(self.consents, take_back)
            )

    def _is_open(self) -> bool:
        return self._opened is not None and self._opened.card.erased_on is None


def _writing(command: Callable[..., Any], *arguments: Any, **values: Any) -> "Callable[[Centre], Outcome[Any]]":
    return lambda centre: centre.write(command, *arguments, **values)
