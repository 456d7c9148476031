"""Scenes of the list of people: filters, changes of many cards."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.people.bulk import BulkChange, BulkField, apply_bulk
from desktop_app.people.filters import chosen_ids, save_filter
from desktop_app.people.filters import saved_filters as people_filters
from desktop_app.people.records import THIS_YEAR, PeopleFilter
from ui.pages.people.bulk_dialog import BulkDialog
from ui.pages.people.bulk_ledger import BulkLedger
from ui.pages.people.consents_dialog import ConsentsDialog
from ui.pages.people.filter_dialog import FilterDialog
from ui.pages.people.list_page import PeoplePage
from ui.pages.people.lists import read_lists

if TYPE_CHECKING:
    from tests.screens import Stage


_WITHOUT_CONSENT = PeopleFilter(lacks_consent=True)


def narrowed(stage: "Stage") -> PeoplePage:
    page = stage.page("people")
    assert isinstance(page, PeoplePage)
    stage.settle()
    wanted = PeopleFilter(subject_code="FIZ", staff_group="PEDAGOG", lacks_consent=True)
    page.filters.choose(replace(wanted, due_year=THIS_YEAR))
    return page


def all_filters(stage: "Stage") -> QWidget:
    page = narrowed(stage)
    return FilterDialog(page, page.filters.wanted, read_lists(stage.workspace.centre))


def saved_filters(stage: "Stage") -> QWidget:
    """The menu with a filter in use."""
    page = narrowed(stage)
    saved = {each.name for each in stage.workspace.centre.read(people_filters)}
    for name, wanted in (("Muddati kelgan fiziklar", page.filters.wanted), ("Roziligi yoʻqlar", _WITHOUT_CONSENT)):
        if name not in saved:
            stage.workspace.centre.write(save_filter, name=name, wanted=wanted)
    page.filters.read_saved()
    stage.settle()
    return page.filters.menu()


def bulk(stage: "Stage") -> QWidget:
    page = narrowed(stage)
    page.filters.choose(PeopleFilter(subject_code="FIZ"))
    dialog = BulkDialog(page, selected=page.bulk.selected(), everybody=page.bulk.everybody())
    stage.settle()
    dialog.field("field").set_value(BulkField.POSITION)
    dialog.field("field").edited.emit()
    dialog.field("value").set_value("DIR_UO")
    dialog.save()
    return dialog


def bulk_ledger(stage: "Stage") -> QWidget:
    page = stage.page("people")
    ids = stage.workspace.centre.read(chosen_ids, PeopleFilter(subject_code="FIZ"))
    # There and back: the scene is prepared once for each size.
    for locality in ("urban", "rural"):
        stage.workspace.centre.write(apply_bulk, BulkChange(BulkField.LOCALITY, locality), person_ids=ids)
    return BulkLedger(page)


def consent_forms(stage: "Stage") -> QWidget:
    page = narrowed(stage)
    return ConsentsDialog(page, selected=page.bulk.selected(), everybody=page.bulk.everybody())


SCENES: dict[str, Callable[["Stage"], QWidget]] = {
    "people-narrowed": narrowed,
    "people-filters": all_filters,
    "people-saved-filters": saved_filters,
    "people-bulk": bulk,
    "people-bulk-ledger": bulk_ledger,
    "people-consent-forms": consent_forms,
}
