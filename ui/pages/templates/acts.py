"""What is done with a template, in the list and in the designer alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from desktop_app.certificate_templates.checking import problems_of_template
from desktop_app.certificate_templates.exchange import SUFFIX, Package, packed_template, read_package, take_in
from desktop_app.certificate_templates.files import LARGEST_FILE, checked_file
from desktop_app.certificate_templates.model import Side, text_in
from desktop_app.certificate_templates.shelf import (
    TemplateRow,
    Use,
    copy_as,
    files_of,
    keep_file,
    put_in_use,
    save_draft,
    use_of,
)
from desktop_app.changes import Outcome
from desktop_app.errors import Invalid
from desktop_app.i18n import N_, _, _n, language
from desktop_app.whole_file import read_up_to, whole_bytes
from ui.files import FileKind, choose_source, choose_target, show_saved
from ui.icons import icon
from ui.navigation import Target
from ui.operations import Owner, run_command, run_query
from ui.pages.templates.columns import IN_USE, title_of_row
from ui.widgets.confirm import confirm
from ui.widgets.fields import TextField
from ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop_app.centre import Centre

DESIGNER = "template"
TEMPLATE_FILE = FileKind(SUFFIX, N_("Templates of certificates"))
LIST_HEIGHT = 220


class TitleDialog(FormDialog):
    """``ask`` returns the title of a template that is begun from another one."""

    def __init__(self, owner: QWidget, title: str, *, offered: str) -> None:
        super().__init__(owner, title=title, save_text=_("Begin"))
        self.add(TextField("title", _("Title"), is_required=True)).set_value(offered)

    def submit(self) -> None:
        self.finish(self.values()["title"])


class ProblemsDialog(FormDialog):
    """Why a template cannot be used; ``ask`` returns the name of the element to go to, "" for none of them."""

    def __init__(self, owner: QWidget, title: str, problems: Sequence[Invalid], *, leads: bool) -> None:
        """``leads``: the elements are there to be gone to."""
        super().__init__(
            owner,
            title=title,
            save_text=_("Go there") if leads else _("Close"),
            leave_text=_("Close") if leads else "",
        )
        self._problems = tuple(problems)
        self._cancel.setVisible(leads)
        self.list = QListWidget()
        self.list.setMinimumHeight(LIST_HEIGHT)
        self.list.setWordWrap(True)
        for problem in self._problems:
            self.list.addItem(QListWidgetItem(icon("error", "bad"), problem.text))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self.save())
        self.body.addWidget(self.list, 1)
        self.list.setFocus()

    def submit(self) -> None:
        self.finish(self._problems[max(self.list.currentRow(), 0)].field)


def design(owner: Owner, template_id: int, element: str = "") -> None:
    owner.workspace.navigate(Target(DESIGNER, (template_id, element) if element else template_id))


def begin_from(owner: Owner, row: TemplateRow, *, is_empty: bool = False) -> None:
    """Ask for a title, and go to the designer with a draft: a copy, or the bare sheet of it."""
    assert isinstance(owner, QWidget)
    if is_empty:
        title = TitleDialog.ask(owner, _("New template"), offered="")
    else:
        offered = _("{title} (copy)", title=title_of_row(row))
        title = TitleDialog.ask(owner, _("Copy of a template"), offered=offered)
    if title is None:
        return

    def keep(centre: "Centre") -> Outcome[int]:
        if not is_empty:
            return centre.write(copy_as, template_id=row.id, title=title)
        bare = replace(row.template, code="own", title={language(): title}, sides=(Side(),))
        return centre.write(save_draft, draft=bare)

    run_command(owner, keep, lambda outcome: design(owner, outcome.value))


def begin_edition(owner: Owner, row: TemplateRow) -> None:
    """A draft beside what is in use, and to the designer with it; of a built-in one a copy under another title."""
    if row.is_built_in:
        begin_from(owner, row)
        return
    run_command(
        owner,
        lambda centre: centre.write(save_draft, draft=row.template, template_id=row.id, version=row.version),
        lambda outcome: design(owner, outcome.value),
    )


def bring_into_use(owner: Owner, row: TemplateRow, on_done: Callable[[], object] | None = None) -> None:
    """Put an edition in use, unless something is wrong with it: then lead there."""
    if row.state == IN_USE:
        owner.workspace.show_notice(_("This edition is in use already."))
        return

    def look(centre: "Centre") -> tuple[tuple[Invalid, ...], Use]:
        files = centre.read(files_of, template=row.template)
        return problems_of_template(row.template, files), centre.read(use_of, chosen=row.template)

    def looked(found: tuple[tuple[Invalid, ...], Use]) -> None:
        assert isinstance(owner, QWidget)
        problems, use = found
        title = title_of_row(row)
        if problems:
            count = len(problems)
            heading = _n("{n} thing must be put right first", "{n} things must be put right first", count)
            element = ProblemsDialog.ask(owner, heading, problems, leads=True)
            if element is not None:
                design(owner, row.id, element)
        elif confirm(
            owner,
            _("Put “{title}”, edition {edition}, in use?", title=title, edition=row.template.edition),
            action=_("Put in use"),
            details=_told(use),
        ):
            run_command(owner, lambda centre: centre.write(put_in_use, template_id=row.id), lambda _outcome: used())

    def used() -> None:
        if on_done is not None:
            on_done()
        title, edition = title_of_row(row), row.template.edition
        owner.workspace.show_notice(_("“{title}”, edition {edition}, is in use.", title=title, edition=edition))

    run_query(owner, look, looked)


def _told(use: Use) -> str:
    """Which new papers will be made from it, and what becomes of the edition before it."""
    if use.usual:
        told = _(
            "It is for the programmes that name it in their form. All others stay with “{usual}”, until that retires.",
            usual=use.usual,
        )
    else:
        told = _("New papers of this kind are made from it, unless a programme names another.")
    if not use.retires_another:
        return told
    return told + "\n" + _("The edition in use until now retires; what was issued from it stays as it is.")


def save_as_file(owner: Owner, row: TemplateRow) -> None:
    assert isinstance(owner, QWidget)
    out = choose_target(owner, _("Save the template as a file"), name=title_of_row(row), kind=TEMPLATE_FILE)
    if out is None:
        return

    def write(centre: "Centre") -> Path:
        return whole_bytes(out, centre.read(packed_template, template_id=row.id))

    run_query(owner, write, lambda path: show_saved(owner.workspace, path))


def open_file(owner: Owner) -> None:
    """Take a template from a file, with everything that is wrong told and nothing of a bad one kept."""
    assert isinstance(owner, QWidget)
    path = choose_source(owner, _("Open a file of a template"), kind=TEMPLATE_FILE)
    if path is not None:
        run_query(
            owner, lambda centre: _looked_into(centre, path), lambda found: take_package(owner, path.name, *found)
        )


def _looked_into(centre: "Centre", path: Path) -> tuple[Package, Use | None]:
    package = read_package(path)
    return package, None if package.template is None else centre.read(use_of, chosen=package.template)


def take_package(owner: Owner, name: str, package: Package, use: Use | None) -> None:
    assert isinstance(owner, QWidget)
    if package.errors or package.template is None or use is None:
        ProblemsDialog.ask(owner, _("{file} cannot be taken", file=name), package.errors, leads=False)
        return
    title = text_in(package.template.title, language())
    words = _("“{title}” is on the shelf, in use.", title=title)

    def taken(outcome: Outcome[int]) -> None:
        owner.workspace.navigate(Target("templates", outcome.value))
        owner.workspace.show_notice(words)

    question = _("Take “{title}” and put it in use?", title=title)
    count = sum(1 for _element in package.template.elements())
    details = (_n("{n} element.", "{n} elements.", count), _told(replace(use, retires_another=False)))
    if confirm(owner, question, action=_("Put in use"), details="\n".join(details)):
        run_command(owner, lambda centre: centre.write(take_in, package=package), taken)


def add_file(owner: Owner, *, is_font: bool, on_kept: Callable[[str], object]) -> None:
    """Ask for a picture or a font, look into it and keep it; ``on_kept`` is given its SHA-256."""
    assert isinstance(owner, QWidget)
    words, endings = (_("TrueType fonts"), "*.ttf") if is_font else (_("Pictures"), "*.png *.jpg *.jpeg")
    chosen, _filter = QFileDialog.getOpenFileName(owner, words, "", f"{words} ({endings})")
    if not chosen:
        return

    def keep(centre: "Centre") -> Outcome[str]:
        file = checked_file(Path(chosen).name, read_up_to(Path(chosen), LARGEST_FILE))
        if file.is_font is not is_font:
            raise Invalid("other_kind_of_file", N_("{file} is of another kind."), field="file", file=file.name)
        return centre.write(keep_file, file=file)

    run_command(owner, keep, lambda outcome: on_kept(outcome.value))
