"""The patronymic, with its form in the other style offered under it: nobody is made to take it."""

from PySide6.QtWidgets import QGridLayout, QPushButton

from desktop_app.i18n import _
from desktop_app.language.names import Sex
from desktop_app.language.patronymics import other_patronymics
from ui.actions import link_button
from ui.theme import GAP_M
from ui.widgets.fields import TextField

MOST_OFFERED, IN_A_ROW = 4, 2


class PatronymicField(TextField):
    """Takes an offer as if it had been typed."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__(name, title)
        self._sex: Sex | None = None
        self.offers: list[QPushButton] = [self._offer() for _place in range(MOST_OFFERED)]
        offered = QGridLayout()
        offered.setHorizontalSpacing(GAP_M)
        offered.setVerticalSpacing(0)
        offered.setColumnStretch(IN_A_ROW, 1)
        self.place.insertLayout(self.place.count() - 1, offered)
        for place, offer in enumerate(self.offers):
            offered.addWidget(offer, place // IN_A_ROW, place % IN_A_ROW)
            offer.hide()
        self.edited.connect(self._show_offers)

    def set_sex(self, sex: Sex | None) -> None:
        """Whose patronymic it is decides between son and daughter."""
        self._sex = sex
        self._show_offers()

    def _write(self, value: str | None) -> None:
        super()._write(value)
        self._show_offers()

    def _offer(self) -> QPushButton:
        button = link_button("", lambda: self._take(button.text()))
        button.setToolTip(_("Write it so"))
        return button

    def _take(self, form: str) -> None:
        self.set_value(form)
        self._note_edit()

    def _show_offers(self) -> None:
        if not hasattr(self, "offers"):
            return
        forms = other_patronymics(self.value, self._sex)
        for place, offer in enumerate(self.offers):
            offer.setText(forms[place] if place < len(forms) else "")
            offer.setVisible(place < len(forms))
