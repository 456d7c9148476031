"""Who are you: a name and a password. The same panel stands before a centre opens and before a locked window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.errors import CentreError
from desktop_app.i18n import _, _n
from ui.actions import Action, make_button
from ui.theme import GAP_M, ROW_HEIGHT
from ui.widgets.fields import TextField
from ui.widgets.password_field import PasswordField
from ui.widgets.text import Role, label

# Of more people the list is no help any more: the name is typed.
MOST_LISTED = 12
MOST_IN_SIGHT = 6
SECOND_MS = 1000


@dataclass(frozen=True)
class KnownLogin:
    """Somebody who can sign in here; ``name`` is the login itself where nobody has told it yet."""

    login: str
    name: str


class SignInPanel(QWidget):
    """Names, or a line for the name where there are many; a password; what was wrong with it."""

    submitted = Signal(str, str)
    """Login and password."""

    def __init__(self, known: Sequence[KnownLogin], *, chosen: str = "", secret: str = "", button: str = "") -> None:
        """``secret`` is what the secret is called here; ``chosen`` the login that is offered first."""
        super().__init__()
        self._known = tuple(known)
        self._seconds = 0
        self._is_busy = False
        self._names = QListWidget(self)
        self._login = TextField("login", _("Login"))
        self.password = PasswordField("password", secret or _("Password"), is_required=False)
        self._problem = label("", Role.ERROR, wrap=True)
        # Tab goes in the order in which the parts were given to the panel.
        for part in (self._login, self.password):
            part.setParent(self)
        self.button = make_button(self, Action(button or _("Sign in"), self.submit, icon="check"), is_primary=True)
        self.button.setAutoDefault(True)
        self._second = QTimer(self)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self._count_down)
        self._fill_names(chosen)
        self._lay_out()
        self.password.editor.returnPressed.connect(self.submit)
        self._login.editor.returnPressed.connect(self.password.setFocus)
        self._names.currentRowChanged.connect(lambda _row: self.clear())
        self._names.itemActivated.connect(lambda _item: self.password.setFocus())
        self.setFocusProxy(self.password if chosen or self._is_one else self._names if self._is_listed else self._login)

    @property
    def login(self) -> str:
        if not self._is_listed:
            return str(self._login.value)
        item = self._names.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    @property
    def problem(self) -> str:
        return self._problem.text()

    def submit(self) -> None:
        if self._seconds or self._is_busy:
            return
        if not self.login:
            self.focusProxy().setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.password.value:
            self.submitted.emit(self.login, self.password.value)
        else:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed, and what was wrong with it."""
        self.password.set_value("")
        self._problem.setText("")

    def set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._allow()

    def refuse(self, error: CentreError) -> None:
        """Say why not, and let it be typed again, at once or after a while."""
        self.password.set_value("")
        seconds = error.facts.get("seconds")
        if isinstance(seconds, int | float):
            self._wait(seconds)
        else:
            self._problem.setText(error.text)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, seconds: float) -> None:
        """After wrong passwords: count down until the next one may be tried."""
        self._seconds = max(1, round(seconds + 0.5))
        self._second.start()
        self._tell_seconds()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._seconds = 0
            self._second.stop()
            self._problem.setText("")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._tell_seconds()
        self._allow()

    def _tell_seconds(self) -> None:
        self._allow()
        self._problem.setText(
            _n(
                "Too many wrong tries. The next one is possible in {n} second.",
                "Too many wrong tries. The next one is possible in {n} seconds.",
                self._seconds,
            )
        )

    def _allow(self) -> None:
        self.button.setDisabled(self._is_busy or self._seconds > 0)

    @property
    def _is_listed(self) -> bool:
        return 0 < len(self._known) <= MOST_LISTED

    @property
    def _is_one(self) -> bool:
        return len(self._known) == 1

    def _fill_names(self, chosen: str) -> None:
        self._names.setAccessibleName(_("Who are you?"))
        for known in self._known:
            item = QListWidgetItem(known.name)
            item.setData(Qt.ItemDataRole.UserRole, known.login)
            self._names.addItem(item)
        logins = [known.login for known in self._known]
        if chosen in logins or len(logins) == 1:
            self._names.setCurrentRow(logins.index(chosen) if chosen in logins else 0)
        self._names.setFixedHeight(ROW_HEIGHT * min(len(logins), MOST_IN_SIGHT) + GAP_M)
        if len(logins) <= MOST_IN_SIGHT:
            self._names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._login.set_value(chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_M)
        if self._is_one:
            column.addWidget(label(self._known[0].name, Role.STRONG))
        column.addWidget(self._names)
        column.addWidget(self._login)
        column.addWidget(self.password)
        column.addWidget(self._problem)
        column.addWidget(self.button)
        # As it is read: Qt's own order is that in which the parts were given to the panel.
        self._names.setVisible(self._is_listed and not self._is_one)
        self._login.setVisible(not self._is_listed)
