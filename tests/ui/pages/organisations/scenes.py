"""Scenes of the register of organisations for ``tests.screens``."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.organisations.records import OrganisationCard, PermitStanding
from desktop_app.organisations.service import KINDS, organisation_card, organisations
from desktop_app.reference.service import list_items
from ui.pages.organisations.card_page import OrganisationPage
from ui.pages.organisations.dialogs import OrganisationDialog, PermitDialog, RefusalDialog, RequirementDialog

if TYPE_CHECKING:
    from tests.screens import Stage

Scene = Callable[["Stage"], QWidget]


def _card(stage: "Stage", standing: PermitStanding) -> OrganisationCard:
    centre = stage.workspace.centre
    line = next(line for line in centre.read(organisations) if line.standing is standing)
    return centre.read(organisation_card, organisation_id=line.id)


def _page(stage: "Stage", standing: PermitStanding) -> OrganisationPage:
    page = stage.page("organisation", _card(stage, standing).draft.id)
    assert isinstance(page, OrganisationPage)
    return page


def _standing(standing: PermitStanding) -> Scene:
    return lambda stage: _page(stage, standing)


def _new(stage: "Stage") -> QWidget:
    kinds = stage.workspace.centre.read(list_items, KINDS)
    return OrganisationDialog(stage.page("organisations"), kinds)


def _form(form: type[PermitDialog | RefusalDialog]) -> Scene:
    def show(stage: "Stage") -> QWidget:
        page = _page(stage, PermitStanding.UNDER_REVIEW)
        return form(page, _card(stage, PermitStanding.UNDER_REVIEW))

    return show


def _requirement(stage: "Stage") -> QWidget:
    card = _card(stage, PermitStanding.UNDER_REVIEW)
    return RequirementDialog(_page(stage, PermitStanding.UNDER_REVIEW), card.draft.id, card.requirements[1])


SCENES: dict[str, Scene] = {
    "organisation-review": _standing(PermitStanding.UNDER_REVIEW),
    "organisation-permitted": _standing(PermitStanding.PERMITTED),
    "organisation-refused": _standing(PermitStanding.REFUSED),
    "organisation-form": _new,
    "organisation-permit-form": _form(PermitDialog),
    "organisation-refusal-form": _form(RefusalDialog),
    "organisation-requirement-form": _requirement,
}
