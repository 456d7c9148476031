"""The list of templates on a real centre, files in and out, and the preview with a real name."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.exchange import SUFFIX, read_package
from desktop_app.certificate_templates.model import LineElement, Place, Side
from desktop_app.certificate_templates.shelf import TemplateRow, copy_as, put_in_use, save_draft, shelf, template
from tests.factories import cohort, enrolment, person, programme
from tests.ui.looks import clipped_words, when_asked
from ui.navigation import Target
from ui.pages.templates import acts
from ui.pages.templates.acts import ProblemsDialog, TitleDialog
from ui.pages.templates.page import TemplatesPage
from ui.pages.templates.preview_dialog import OF_COHORT, PreviewDialog
from ui.widgets.confirm import ConfirmDialog
from ui.workspace import Workspace

Settle = Callable[[], None]


@pytest.fixture
def targets(workspace: Workspace) -> list[Target]:
    found: list[Target] = []
    workspace.navigation_requested.connect(found.append)
    return found


@pytest.fixture
def notices(workspace: Workspace) -> list[tuple[str, Callable[[], object]]]:
    found: list[tuple[str, Callable[[], object]]] = []
    workspace.notice_requested.connect(lambda text, undo, _link: found.append((text, undo)))
    return found


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, settle: Settle) -> TemplatesPage:
    made = TemplatesPage(workspace)
    qtbot.addWidget(made)
    made.resize(1166, 768)
    made.show()
    settle()
    return made


def row_of(workspace: Workspace, code: str) -> TemplateRow:
    return next(row for row in workspace.centre.read(shelf) if row.template.code == code)


def choose(page: TemplatesPage, code: str) -> None:
    assert page.table.select(lambda row: row.template.code == code)


def test_the_templates_of_the_program_are_there_and_can_be_looked_at(
    page: TemplatesPage, targets: list[Target], workspace: Workspace
) -> None:
    choose(page, "state")
    assert page.design_button.text() == "Look at it"
    page.design_button.click()
    assert targets == [Target("template", row_of(workspace, "state").id)]
    assert clipped_words(page) == []


def test_a_copy_is_begun_as_a_draft_and_shown(
    page: TemplatesPage, settle: Settle, workspace: Workspace, targets: list[Target]
) -> None:
    choose(page, "modern")
    when_asked(TitleDialog, lambda dialog: dialog.save())
    page.table.with_current(page._copy)
    settle()
    made = workspace.centre.read(template, template_id=targets[0].argument)
    assert (made.state, made.template.title) == ("draft", {"en": "Modern (copy)"})


def test_retiring_can_be_undone(
    page: TemplatesPage, settle: Settle, workspace: Workspace, notices: list[tuple[str, Callable[[], object]]]
) -> None:
    choose(page, "modern")
    page.retire_button.click()
    settle()
    assert row_of(workspace, "modern").state == "retired"
    notices[-1][1]()
    settle()
    assert row_of(workspace, "modern").state == "in_use"


def test_what_is_wrong_with_a_draft_is_told_and_leads_there(
    page: TemplatesPage, settle: Settle, workspace: Workspace, targets: list[Target]
) -> None:
    bad = replace(
        row_of(workspace, "modern").template, code="bad", sides=(Side((LineElement("far", Place(290, 10, 60, 0)),)),)
    )
    draft = workspace.centre.write(save_draft, draft=bad).value
    page.refresh()
    settle()
    choose(page, "bad")
    when_asked(ProblemsDialog, lambda dialog: dialog.save())
    page.use_button.click()
    settle()
    assert targets == [Target("template", (draft, "far"))]


def test_a_template_goes_out_as_a_file_and_comes_in_again(
    page: TemplatesPage, settle: Settle, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / f"own{SUFFIX}"
    monkeypatch.setattr(acts, "choose_target", lambda *_args, **_kwargs: out)
    monkeypatch.setattr(acts, "choose_source", lambda *_args, **_kwargs: out)
    own = workspace.centre.write(copy_as, template_id=row_of(workspace, "modern").id, title="Own").value
    page._save_as(workspace.centre.read(template, template_id=own))
    settle()
    assert read_package(out).errors == ()
    when_asked(ConfirmDialog, lambda dialog: dialog.yes_button.click())
    acts.open_file(page)
    settle()
    assert workspace.centre.read(template, template_id=own).state == "in_use"


def test_a_damaged_file_is_refused_with_what_is_wrong(
    page: TemplatesPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workspace: Workspace
) -> None:
    bad = tmp_path / f"bad{SUFFIX}"
    bad.write_bytes(b"PK\x03\x04 nothing")
    monkeypatch.setattr(acts, "choose_source", lambda *_args, **_kwargs: bad)
    told: list[str] = []

    def read(dialog: ProblemsDialog) -> None:
        told.append(dialog.list.item(0).text())
        dialog.reject()

    when_asked(ProblemsDialog, read)
    before = len(workspace.centre.read(shelf))
    acts.open_file(page)
    settle()
    assert told == ["This is no file of a template, or it was damaged on the way."]
    assert len(workspace.centre.read(shelf)) == before


def test_a_draft_deleted_by_mistake_comes_back_as_the_edition_that_it_was(
    page: TemplatesPage, settle: Settle, workspace: Workspace, notices: list[tuple[str, Callable[[], object]]]
) -> None:
    centre = workspace.centre
    own = centre.write(copy_as, template_id=row_of(workspace, "modern").id, title="Own").value
    centre.write(put_in_use, template_id=own)
    first = centre.read(template, template_id=own)
    centre.write(save_draft, draft=first.template, template_id=own, version=first.version)
    page.refresh()
    settle()
    assert page.table.select(lambda row: (row.template.code, row.template.edition) == ("modern-2", 2))
    page.table.with_current(page._remove)
    settle()
    assert notices[-1][0] == "The draft of “Own” is deleted."
    assert row_of(workspace, "modern-2").template.edition == 1
    notices[-1][1]()
    settle()
    assert (row_of(workspace, "modern-2").template.edition, row_of(workspace, "modern-2").state) == (2, "draft")


def test_a_filter_that_leaves_nothing_keeps_nobody_from_a_new_template(
    page: TemplatesPage, qtbot: QtBot, settle: Settle, targets: list[Target]
) -> None:
    page.table.filter_box.setText("no such template")
    qtbot.waitUntil(lambda: page.table.current() is None)

    def begin(dialog: TitleDialog) -> None:
        dialog.field("title").set_value("Ours")
        dialog.save()

    when_asked(TitleDialog, begin)
    page._begin()
    settle()
    assert len(targets) == 1


def test_a_template_that_cannot_be_written_is_told_in_a_sentence(
    page: TemplatesPage, settle: Settle, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "choose_target", lambda *_args, **_kwargs: tmp_path / "gone" / f"own{SUFFIX}")
    page._save_as(row_of(workspace, "modern"))
    settle()
    assert "There is no folder" in page.banner.text


def test_the_preview_shows_somebody_of_a_cohort(page: TemplatesPage, settle: Settle, workspace: Workspace) -> None:
    workspace.centre.write(_one_in_a_cohort)
    dialog = PreviewDialog(page, row_of(workspace, "state").template)
    settle()
    made_up = dialog.picture.pixmap().toImage()
    assert not made_up.isNull()
    dialog.sample.choose(OF_COHORT)
    dialog._choose_sample()
    settle()
    assert dialog.person.currentText()
    assert dialog.picture.pixmap().toImage() != made_up
    dialog.deleteLater()


def _one_in_a_cohort(unit: UnitOfWork) -> None:
    course, somebody = programme(), person()
    unit.session.add_all([course, somebody])
    unit.session.flush()
    group = cohort(course.id)
    unit.session.add(group)
    unit.session.flush()
    unit.session.add(enrolment(group.id, somebody.id))
