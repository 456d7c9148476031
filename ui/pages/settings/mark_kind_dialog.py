"""The form of a kind of mark, and how kinds are said in words."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop_app.accounts.roles import USUAL_TITLES
from desktop_app.errors import CentreError
from desktop_app.i18n import N_, _
from desktop_app.language.apostrophes import tidy
from desktop_app.marks.records import Counts, MarkKind
from desktop_app.marks.rules import check_kind
from desktop_app.reference.records import Names
from ui.models.choices_model import Choice
from ui.widgets.fields import ChoiceField, IntegerField, TextField
from ui.widgets.form_dialog import FormDialog
from ui.widgets.several_field import SeveralField

WIDTH = 560
WHOLE = 100
NEW = MarkKind("", "", Counts.ABSENT, Names("", "", ""))
COUNTS_WORDS = {
    Counts.PRESENT: N_("Was there"),
    Counts.EXCUSED: N_("Away with a good reason"),
    Counts.ABSENT: N_("Away"),
    Counts.LEFT_OUT: N_("Not asked of this person"),
}


def counts_text(kind: MarkKind) -> str:
    """What a kind counts as, with its share of the hours where that is not all of them."""
    if kind.counts is Counts.PRESENT and kind.share < WHOLE:
        return _("Was there for {share}% of the hours", share=kind.share)
    return _(COUNTS_WORDS[kind.counts])


class MarkKindDialog(FormDialog):
    """Finishes with the kind as it was typed, fit to stand beside the ``others`` of its set."""

    def __init__(self, owner: QWidget, kind: MarkKind, others: Sequence[MarkKind]) -> None:
        super().__init__(owner, title=kind.names.text or _("New mark"), save_text=_("OK"))
        self.setMinimumWidth(WIDTH)
        self._kind, self._others = kind, others
        self.add(TextField("uz", _("Name in Uzbek, Latin script"), is_required=True))
        self.add_row(TextField("ru", _("Name in Russian")), TextField("en", _("Name in English")))
        self.add_row(
            TextField("letter", _("Sign in the journal"), is_required=True, hint=_("One or two characters")),
            TextField("keys", _("Further keys"), hint=_("Typed in the register beside the sign")),
        )
        counts, self._share = self.add_row(
            ChoiceField(
                "counts",
                _("Counts as"),
                [Choice(value, _(words)) for value, words in COUNTS_WORDS.items()],
                is_required=True,
                hint=_("What a good reason counts as is a rule: section “Rules”"),
            ),
            IntegerField("share", _("Share of the hours, %"), highest=WHOLE, is_required=True),
        )
        roles = [Choice(role.value, _(title)) for role, title in USUAL_TITLES.items()]
        seen_hint = _("Where the centre has accounts; nobody ticked: everybody sees and sets it")
        self.add(SeveralField("visible_to", _("Seen and set only by"), roles, hint=seen_hint))
        for name in ("uz", "ru", "en"):
            self.field(name).set_value(getattr(kind.names, name))
        for name in ("letter", "keys", "counts", "share", "visible_to"):
            self.field(name).set_value(getattr(kind, name))
        counts.edited.connect(self._show_share)
        self._show_share()

    def submit(self) -> None:
        kind = self._typed()
        try:
            check_kind(kind, self._others)
        except CentreError as error:
            self.show_error(error)
        else:
            self.finish(kind)

    def _typed(self) -> MarkKind:
        values = self.values()
        uz = tidy(values["uz"])
        is_present = values["counts"] is Counts.PRESENT
        return replace(
            self._kind,
            letter=values["letter"],
            keys="".join(values["keys"].split()),
            counts=values["counts"],
            share=values["share"] if is_present else WHOLE,
            visible_to=values["visible_to"],
            names=Names(uz, tidy(values["ru"]) or uz, tidy(values["en"]) or uz),
        )

    def _show_share(self) -> None:
        """Only of somebody present a part of the hours may count."""
        is_present = self.field("counts").value is Counts.PRESENT
        self._share.setEnabled(is_present)
        if not is_present:
            self._share.set_value(WHOLE)
