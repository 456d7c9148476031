"""Under the card's facts: courses, workplaces, former names and consents, each in its tab."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.changes import Outcome
from desktop_app.i18n import N_, _, _n
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
from ui.widgets.late_tabs import LateTabs

if TYPE_CHECKING:
    from desktop_app.centre import Centre
    from ui.widgets.page import Page


COURSES, POSTS, NAMES, CONSENTS = "courses", "posts", "names", "consents"
TITLES = {COURSES: N_("Courses"), POSTS: N_("Workplaces"), NAMES: N_("Former names"), CONSENTS: N_("Consent")}


class CardTabs(LateTabs[Belongings[Any]]):
    """Needs a card before anything can be added to it. ``printing`` puts the form of consent on paper."""

    def __init__(self, page: "Page", *, printing: Action) -> None:
        super().__init__()
        self.workspace = page.workspace
        self._printing = printing
        self._opened: Opened | None = None
        self._form_names: dict[str, str] = {}
        making = {COURSES: self._courses, POSTS: self._posts, NAMES: self._names, CONSENTS: self._consents}
        for name, make in making.items():
            self.add(name, _(TITLES[name]), make)
        self.made.connect(self._show_tab)

    @property
    def courses(self) -> Belongings[Training]:
        return self.content(COURSES)

    def show_card(self, opened: Opened) -> None:
        self._opened = opened
        self._form_names.update({choice.value: choice.text for choice in opened.lists.consent_forms})
        for name in self.contents:
            self._show_tab(name)
        card = opened.card
        former = sum(not post.is_present for post in card.posts)
        counts = (len(card.training), former, len(card.former_names), len(card.consents))
        for (name, title), count in zip(TITLES.items(), counts, strict=True):
            self.rename(name, f"{_(title)} ({count})" if count else _(title))

    def _show_tab(self, name: str) -> None:
        if self._opened is None:
            return
        card = self._opened.card
        note = ""
        if name == COURSES:
            note = _n(
                "{n} hour completed in the last {years} years",
                "{n} hours completed in the last {years} years",
                card.recent_hours,
                years=card.cycle_years,
            )
        rows = {COURSES: card.training, POSTS: card.posts, NAMES: card.former_names, CONSENTS: card.consents}
        self.content(name).show_rows(rows[name], is_open=card.erased_on is None, note=note)

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
        made = Belongings(self.workspace, "person training", TRAINING_COLUMNS, handling, empty=empty)
        made.table.opened.connect(self._open_course)
        made.table.add_row_action(Action(_("Open the link"), self._open_link, icon="link", key="Ctrl+L"))
        return made

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
        made = Belongings(self.workspace, "person posts", POST_COLUMNS, handling, empty=empty)
        made.table.opened.connect(self._open_post)
        return made

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
        made = Belongings(self.workspace, "person names", NAME_COLUMNS, handling, empty=empty)
        made.table.opened.connect(self._edit_name)
        return made

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
        made = Belongings(self.workspace, "person consents", columns, handling, empty=empty)
        made.table.opened.connect(self._edit_consent)
        made.add_action(self._printing)
        return made

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
                _("The consent is withdrawn."), undo=lambda: run_command(self.content(CONSENTS), take_back)
            )

    def _is_open(self) -> bool:
        return self._opened is not None and self._opened.card.erased_on is None


def _writing(command: Callable[..., Any], *arguments: Any, **values: Any) -> "Callable[[Centre], Outcome[Any]]":
    return lambda centre: centre.write(command, *arguments, **values)
