"""Saving, listing and archiving programmes in a real database."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.cohorts import CohortState
from desktop_app.centre import Centre
from desktop_app.errors import Conflict, Duplicate, Invalid, Refused
from desktop_app.programmes.records import ModuleRecord, ProgrammeKind, ProgrammeRecord
from desktop_app.programmes.service import (
    archive_programme,
    programme,
    programme_warning,
    programmes,
    restore_programme,
    save_programme,
)
from desktop_app.reference.service import set_rule
from tests import factories

NEW = ProgrammeRecord(
    code="RS-36",
    title="Raqamli savodxonlik",
    hours=36,
    staff_group="PEDAGOG",
    mode_code="AJR",
    subject_code="INF",
    order_number="577-sonli",
    modules=(ModuleRecord("Asoslar", 24, competences={"K1": 1, "K2": 3}), ModuleRecord("Tanlov", 12, is_elective=True)),
)


def saved(centre: Centre, record: ProgrammeRecord = NEW) -> ProgrammeRecord:
    programme_id = centre.write(save_programme, record).value
    return centre.read(programme, programme_id=programme_id)


def test_a_programme_comes_back_as_it_was_saved(centre: Centre) -> None:
    found = saved(centre)
    assert replace(found, id=0, modules=tuple(replace(module, id=0) for module in found.modules)) == NEW


def test_what_is_typed_is_tidied(centre: Centre) -> None:
    assert saved(centre, replace(NEW, title="  O'zbek   tili ")).title == "Oʻzbek tili"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": " "}, "code"),
        ({"code": "R" * 41}, "code"),
        ({"title": ""}, "title"),
        ({"staff_group": "OSHPAZ"}, "staff_group"),
        ({"mode_code": ""}, "mode_code"),
        ({"subject_code": "KIMYOGAR"}, "subject_code"),
        ({"hours": 40}, "modules"),
    ],
)
def test_a_mistake_is_named_at_its_field(centre: Centre, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        centre.write(save_programme, replace(NEW, **change))
    assert refusal.value.field == field
    assert centre.read(programmes) == []


def test_a_code_is_given_once(centre: Centre) -> None:
    saved(centre)
    with pytest.raises(Duplicate):
        centre.write(save_programme, NEW)


def test_a_module_keeps_its_identity_when_modules_change_places(centre: Centre) -> None:
    before = saved(centre)
    basics, elective = before.modules
    after = saved(centre, replace(before, modules=(elective, replace(basics, title="Asosiy bilimlar"))))
    assert [module.id for module in after.modules] == [elective.id, basics.id]
    assert after.modules[1].title == "Asosiy bilimlar"


def test_a_programme_changed_by_another_is_not_overwritten(centre: Centre) -> None:
    before = saved(centre)
    saved(centre, replace(before, title="Boshqa nom"))
    with pytest.raises(Conflict):
        centre.write(save_programme, replace(before, title="Uchinchi nom"))


def test_hours_stay_once_a_cohort_has_begun_but_a_title_may_be_mended(centre: Centre) -> None:
    before = saved(centre)
    factories.write(centre, factories.cohort(before.id, state=CohortState.STUDYING))
    longer = (replace(before.modules[0], hours=30), before.modules[1])
    with pytest.raises(Refused) as refusal:
        centre.write(save_programme, replace(before, hours=42, modules=longer))
    assert refusal.value.code == "programme_in_use"
    assert saved(centre, replace(before, title="Raqamli madaniyat")).title == "Raqamli madaniyat"


def test_a_module_that_stands_in_a_timetable_stays(centre: Centre) -> None:
    before = saved(centre)
    planned = factories.write(centre, factories.cohort(before.id, state=CohortState.PLANNED))
    factories.write(centre, factories.session(planned.id, module_id=before.modules[0].id))
    with pytest.raises(Refused) as refusal:
        centre.write(save_programme, replace(before, modules=(ModuleRecord("Yangi", 36),)))
    assert refusal.value.code == "module_in_timetable"


def test_programmes_are_found_in_either_script_and_listed_in_uzbek_order(centre: Centre) -> None:
    for code, title in (("B", "Choʻl oʻsimliklari"), ("A", "Zamonaviy dars"), ("C", "Oʻzbek tili")):
        saved(centre, replace(NEW, code=code, title=title))
    assert [row.code for row in centre.read(programmes)] == ["A", "C", "B"]
    assert [row.code for row in centre.read(programmes, text="ўзбек")] == ["C"]


def test_an_archived_programme_leaves_the_list_and_can_come_back(centre: Centre) -> None:
    kept = saved(centre)
    centre.write(archive_programme, programme_id=kept.id)
    assert centre.read(programmes) == []
    assert [row.code for row in centre.read(programmes, with_archived=True)] == ["RS-36"]
    centre.write(restore_programme, programme_id=kept.id)
    assert [row.code for row in centre.read(programmes)] == ["RS-36"]


def test_retraining_is_told_by_the_rule_of_its_first_day(centre: Centre) -> None:
    centre.write(set_rule, name="retraining_min_hours", valid_from=date(2027, 1, 1), value="600", order_number="1-son")
    retraining = replace(NEW, kind_code=ProgrammeKind.RETRAINING, hours=580, modules=())
    assert centre.read(programme_warning, replace(retraining, valid_from=date(2026, 9, 1))) == ""
    assert "600" in centre.read(programme_warning, replace(retraining, valid_from=date(2027, 1, 1)))
    assert saved(centre, retraining).hours == 580
