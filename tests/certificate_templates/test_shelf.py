"""Templates on the shelf: editions, what is frozen, and which one a paper is made from."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.centre import CentreProfile
from db.models.certificates import CertificateBatch, CertificateTemplate, TemplateState
from db.unit_of_work import UnitOfWork
from desktop_app.centre import Centre
from desktop_app.certificate_templates.built_in import built_in, state_layout
from desktop_app.certificate_templates.fields import Sample, sample_values, words
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificate_templates.model import PictureElement, Place, Side, Template
from desktop_app.certificate_templates.shelf import (
    TemplateRow,
    Use,
    copy_as,
    files_of,
    keep_file,
    kept_logo,
    put_back_draft,
    put_in_use,
    remove_draft,
    retire,
    save_draft,
    shelf,
    template_for,
    template_of_batch,
    templates_to_name,
    use_of,
)
from desktop_app.certificate_templates.shelf import template as shelved
from desktop_app.certificate_templates.shelving import add_built_in_templates, lacks_built_in_templates
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from tests import factories
from tests.certificate_templates.made import COURSE, HOLDER, font, picture, template, text

BUILT_IN = [("modern", 1), ("participation", 1), ("state", 1), ("statement", 1)]


def editions(centre: Centre) -> list[tuple[str, int]]:
    return [(row.template.code, row.template.edition) for row in centre.read(shelf)]


def row_of(centre: Centre, code: str) -> TemplateRow:
    return next(row for row in centre.read(shelf) if row.template.code == code)


def saved(centre: Centre, draft: Template, template_id: int | None = None) -> int:
    version = 1 if template_id is None else centre.read(shelved, template_id=template_id).version
    return centre.write(save_draft, draft=draft, template_id=template_id, version=version).value


def in_use(centre: Centre, draft: Template) -> int:
    template_id = saved(centre, draft)
    centre.write(put_in_use, template_id=template_id)
    return template_id


def issued(centre: Centre, template_id: int | None) -> None:
    programme = factories.write(centre, factories.programme())
    cohort = factories.write(centre, factories.cohort(programme.id))
    batch = CertificateBatch(
        cohort_id=cohort.id, template_id=template_id, issued_on=date(2026, 11, 21), language="uz_Latn", words={}
    )
    factories.write(centre, batch)


def test_a_new_centre_has_the_built_in_templates_in_use(centre: Centre) -> None:
    rows = centre.read(shelf)
    assert editions(centre) == BUILT_IN
    assert {(row.state, row.is_built_in, row.issues) for row in rows} == {(TemplateState.IN_USE, True, 0)}
    assert {row.template.code: row.template for row in rows} == {each.code: each for each in built_in()}
    assert not centre.read(lacks_built_in_templates)


def test_a_newer_edition_of_a_retired_one_comes_retired(centre: Centre) -> None:
    def grow_old(unit: UnitOfWork) -> None:
        for row in unit.session.query(CertificateTemplate):
            row.edition = 0
            row.state = TemplateState.RETIRED if row.code == "modern" else row.state

    centre.write(grow_old)
    assert centre.read(lacks_built_in_templates)
    centre.write(add_built_in_templates)
    states = {row.template.code: row.state for row in centre.read(shelf) if row.template.edition == 1}
    assert states.pop("modern") is TemplateState.RETIRED
    assert set(states.values()) == {TemplateState.IN_USE}


def test_a_draft_is_changed_where_it_stands(centre: Centre) -> None:
    template_id = saved(centre, template())
    row = centre.read(shelved, template_id=template_id)
    assert (row.state, row.version) == (TemplateState.DRAFT, 1)
    assert saved(centre, replace(row.template, title={"uz_Latn": "Yangi"}), template_id=row.id) == row.id
    assert centre.read(shelved, template_id=row.id).template.title == {"uz_Latn": "Yangi"}


def test_two_who_change_the_same_draft_are_told(centre: Centre) -> None:
    template_id = saved(centre, template())
    saved(centre, template(HOLDER), template_id=template_id)
    with pytest.raises(Conflict):
        centre.write(save_draft, draft=template(COURSE), template_id=template_id, version=1)


def test_what_was_issued_from_never_changes(centre: Centre) -> None:
    template_id = in_use(centre, template())
    issued(centre, template_id)
    changed = saved(centre, template(HOLDER), template_id=template_id)
    assert changed != template_id
    assert {("sinov", 1), ("sinov", 2)} <= set(editions(centre))
    assert centre.read(shelved, template_id=template_id).template == template()
    assert centre.read(shelved, template_id=changed).state is TemplateState.DRAFT


def test_a_new_edition_in_use_retires_the_one_before(centre: Centre) -> None:
    first = in_use(centre, template())
    issued(centre, first)
    second = saved(centre, template(HOLDER), template_id=first)
    centre.write(put_in_use, template_id=second)
    assert [centre.read(shelved, template_id=each).state for each in (first, second)] == [
        TemplateState.RETIRED,
        TemplateState.IN_USE,
    ]


def test_a_built_in_one_is_changed_in_a_copy(centre: Centre) -> None:
    row = row_of(centre, "modern")
    changed = saved(centre, replace(row.template, title={"uz_Latn": "Bizniki"}), template_id=row.id)
    assert centre.read(shelved, template_id=changed).template.code == "modern-2"
    assert row_of(centre, "modern") == row


def test_a_copy_is_a_draft_of_its_own(centre: Centre) -> None:
    row = row_of(centre, "state")
    copied = centre.read(shelved, template_id=centre.write(copy_as, template_id=row.id, title="Nusxa").value)
    assert (copied.template.code, copied.template.edition, copied.state) == ("state-2", 1, TemplateState.DRAFT)
    assert list(copied.template.elements()) == list(row.template.elements())
    with pytest.raises(Invalid, match="template_without_title"):
        centre.write(copy_as, template_id=row.id, title=" ")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (template(text("{nmae}")), "template_unknown_field"),
        (replace(template(), sides=(Side(), Side())), "template_empty"),
        (template(replace(HOLDER, typeface="f" * 64)), "font_missing"),
        (template(replace(HOLDER, place=Place(280, 60, 170, 20))), "off_page"),
    ],
)
def test_what_could_not_be_printed_is_not_put_in_use(centre: Centre, draft: Template, code: str) -> None:
    template_id = saved(centre, draft)
    with pytest.raises(Invalid, match=code):
        centre.write(put_in_use, template_id=template_id)
    assert centre.read(shelved, template_id=template_id).state is TemplateState.DRAFT


def test_a_draft_can_be_thrown_away_and_nothing_else(centre: Centre) -> None:
    template_id = saved(centre, template())
    assert centre.write(remove_draft, template_id=template_id).value == template()
    assert editions(centre) == BUILT_IN
    with pytest.raises(Refused, match="template_in_use"):
        centre.write(remove_draft, template_id=row_of(centre, "state").id)
    with pytest.raises(NotFound):
        centre.write(remove_draft, template_id=template_id)


def test_a_draft_thrown_away_by_mistake_is_the_same_edition_again(centre: Centre) -> None:
    first = in_use(centre, template())
    second = saved(centre, template(HOLDER), template_id=first)
    kept = centre.write(remove_draft, template_id=second).value
    centre.write(put_back_draft, draft=kept)
    assert row_of(centre, "sinov").template == kept
    assert editions(centre)[-4:] == [("sinov", 2), ("sinov", 1), ("state", 1), ("statement", 1)]
    centre.write(put_back_draft, draft=kept)
    assert row_of(centre, "sinov").template == replace(kept, edition=3)


def test_an_earlier_edition_is_put_in_use_again_and_the_later_one_rests(centre: Centre) -> None:
    first = in_use(centre, template())
    issued(centre, first)
    second = saved(centre, template(HOLDER), template_id=first)
    centre.write(put_in_use, template_id=second)
    centre.write(retire, template_id=row_of(centre, "state").id)
    centre.write(retire, template_id=row_of(centre, "modern").id)
    assert centre.read(template_for, kind="certificate").id == second
    centre.write(put_in_use, template_id=first)
    assert centre.read(template_for, kind="certificate").id == first
    assert centre.read(shelved, template_id=second).state is TemplateState.RETIRED
    assert centre.read(shelved, template_id=first).template == template()


def test_the_usual_template_of_a_kind_is_taken_unless_the_programme_names_another(centre: Centre) -> None:
    plain = factories.write(centre, factories.programme())
    modern = factories.write(centre, factories.programme(code="DIG-36", template_code="modern"))
    assert centre.read(template_for, kind="certificate").template.code == "state"
    assert centre.read(template_for, kind="certificate", programme_id=plain.id).template.code == "state"
    assert centre.read(template_for, kind="certificate", programme_id=modern.id).template.code == "modern"
    assert centre.read(template_for, kind="statement", programme_id=modern.id).template.code == "statement"


def test_before_a_template_is_put_in_use_it_is_told_which_papers_will_be_made_from_it(centre: Centre) -> None:
    own = saved(centre, template())
    assert centre.read(use_of, chosen=centre.read(shelved, template_id=own).template) == Use(False, "Davlat namunasi")
    centre.write(put_in_use, template_id=own)
    assert centre.read(template_for, kind="certificate").template.code == "state"
    newer = centre.read(shelved, template_id=saved(centre, template(HOLDER), template_id=own)).template
    assert centre.read(use_of, chosen=newer) == Use(True, "Davlat namunasi")
    for code in ("state", "modern"):
        centre.write(retire, template_id=row_of(centre, code).id)
    assert centre.read(use_of, chosen=newer) == Use(True, "")
    assert centre.read(template_for, kind="certificate").template.code == "sinov"
    assert centre.read(use_of, chosen=row_of(centre, "state").template) == Use(False, "")


def test_a_programme_may_name_what_is_in_use_and_is_told_the_usual_one(centre: Centre) -> None:
    in_use(centre, template())
    centre.write(retire, template_id=row_of(centre, "modern").id)
    assert [(each.code, each.is_usual) for each in centre.read(templates_to_name)] == [
        ("state", True),
        ("sinov", False),
    ]


def test_a_retired_template_gives_way_to_another_of_its_kind(centre: Centre) -> None:
    centre.write(retire, template_id=row_of(centre, "state").id)
    assert centre.read(template_for, kind="certificate").template.code == "modern"
    centre.write(retire, template_id=row_of(centre, "modern").id)
    with pytest.raises(NotFound, match="no_template"):
        centre.read(template_for, kind="certificate")


def test_certificates_from_before_there_were_templates_have_the_state_layout(centre: Centre) -> None:
    assert centre.read(template_of_batch, template_id=None) == state_layout()
    modern = row_of(centre, "modern")
    assert centre.read(template_of_batch, template_id=modern.id) == modern.template


def test_files_are_kept_once_and_given_to_those_who_ask(centre: Centre) -> None:
    gerb, face = picture(), font()
    for _time in range(2):
        assert centre.write(keep_file, file=gerb).value == gerb.sha256
    centre.write(keep_file, file=face)
    both = template(PictureElement("gerb", Place(1, 1, 9, 9), file=gerb.sha256), replace(HOLDER, typeface=face.sha256))
    assert centre.read(files_of, template=both).contents == {gerb.sha256: gerb.content, face.sha256: face.content}
    assert centre.read(files_of, template=template()).contents == {}


def test_the_logo_of_the_day_stays_on_papers_when_the_centre_takes_another(centre: Centre) -> None:
    def new_logo(unit: UnitOfWork, content: bytes | None) -> None:
        unit.session.query(CentreProfile).one().logo = content

    first, second = picture(40), picture(60)
    modern = row_of(centre, "modern").template
    assert centre.write(kept_logo).value == ""
    centre.write(new_logo, content=first.content)
    logo = centre.write(kept_logo).value
    said = words(modern, sample_values(Sample.SHORT) | {"logo": logo}, language="uz_Latn")
    assert said["logo"] == first.sha256
    centre.write(new_logo, content=second.content)
    files = centre.read(files_of, template=modern, words=said)
    assert laid_out(modern, said, code="", files=files).problems == ()
    assert files.contents == {first.sha256: first.content}
