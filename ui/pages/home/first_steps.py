"""What a new centre does first: a programme, a cohort of it, the roster of its people."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.cohorts.today import FirstSteps
from desktop_app.i18n import N_, _
from ui.actions import Action, make_button
from ui.icons import pixmap
from ui.navigation import Target
from ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ui.widgets.card import Card
from ui.widgets.text import Role, label
from ui.workspace import Workspace

SIGN_SIZE = 32
WIDTH = 980
STEPS = (
    (
        "programme",
        N_("1. Add a programme"),
        N_("Its title, its hours and its modules. Certificates and timetables are made from them."),
        N_("To the programmes"),
        "programmes",
    ),
    (
        "cohort",
        N_("2. Open a cohort"),
        N_("A group that studies the programme: code, dates, place, leader, order."),
        N_("To the cohorts"),
        "cohorts",
    ),
    (
        "people",
        N_("3. Take in the roster"),
        N_("The Excel file that districts send is read as it is; you see every row before it is saved."),
        N_("To the roster"),
        "cohorts",
    ),
)


class FirstStepsView(QWidget):
    """Three cards; the button of the next step is the filled one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._cards = QHBoxLayout()
        self._cards.setSpacing(GAP_L)
        middle = QVBoxLayout()
        middle.setSpacing(GAP_S)
        middle.addStretch(1)
        middle.addWidget(label(_("Three steps to the first cohort"), Role.TITLE), 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(
            label(_("After them this page tells every morning what is to be done."), Role.MUTED),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        middle.addSpacing(GAP_M)
        middle.addLayout(self._cards)
        middle.addStretch(2)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        column.setLayout(middle)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(column, 100)
        row.addStretch(1)

    def show_steps(self, steps: FirstSteps) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if item.widget() is not None:
                # Qt deletes it a moment later; until then it must not be seen beside the new one.
                item.widget().hide()
                item.widget().deleteLater()
        done = (steps.has_programme, steps.has_cohort, steps.has_people)
        following = done.index(False) if False in done else len(done)
        for place, (sign, title, words, button, page) in enumerate(STEPS):
            self._cards.addWidget(
                self._card("check" if done[place] else sign, title, words, button, page, is_next=place == following)
            )

    def _card(self, sign: str, title: str, words: str, button: str, page: str, *, is_next: bool) -> Card:
        card = Card()
        card.body.setContentsMargins(GAP_S, GAP_M, GAP_S, GAP_M)
        card.body.setSpacing(GAP_M)
        picture = QLabel()
        token = "good" if sign == "check" else "accent" if is_next else "edge"
        picture.setPixmap(pixmap(sign, token, SIGN_SIZE, self.devicePixelRatioF()))
        card.body.addWidget(picture)
        card.body.addWidget(label(_(title), Role.HEADING))
        card.body.addWidget(label(_(words), Role.MUTED, wrap=True))
        card.body.addSpacing(GAP_XL)
        card.body.addStretch(1)
        # The next step has the key: on a new centre Enter is all that is needed.
        action = Action(_(button), lambda: self.workspace.navigate(Target(page)), key="Ctrl+Return" if is_next else "")
        made = make_button(card, action, is_primary=is_next)
        card.body.addWidget(made)
        if is_next:
            self.setFocusProxy(made)
        return card
