"""The templates that the centre has: built-in ones and its own, in editions; what was issued from never changes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from db.models.certificates import (
    CertificateBatch,
    CertificateTemplate,
    PaperKind,
    TemplateFile,
    TemplateState,
)
from db.models.programmes import Programme
from db.unit_of_work import UnitOfWork
from desktop_app.certificate_templates.built_in import DEFAULTS, state_layout
from desktop_app.certificate_templates.checking import problems_of_template
from desktop_app.certificate_templates.definition import read_definition, to_definition
from desktop_app.certificate_templates.files import CheckedFile, Files, checked_file
from desktop_app.certificate_templates.model import PictureElement, Template, TextElement, Typeface, text_in
from desktop_app.codes import free_code
from desktop_app.errors import Conflict, Invalid, NotFound, Refused
from desktop_app.i18n import N_, language
from desktop_app.language.keys import sort_key
from desktop_app.reference.logo import logo
from desktop_app.rows import row_at


@dataclass(frozen=True)
class TemplateRow:
    """One edition on the shelf; ``state`` is draft, in_use or retired, ``issues`` how many batches came from it."""

    id: int
    template: Template
    state: TemplateState
    is_built_in: bool
    issues: int
    version: int


@dataclass(frozen=True)
class TemplateChoice:
    """A template that a programme may name; ``is_usual`` is what its papers are made from without that."""

    code: str
    title: str
    is_usual: bool


@dataclass(frozen=True)
class Use:
    """What follows from putting a template in use: whether an edition of it retires.

    ``usual`` is the title of another one that papers of the kind are made from all the same, unless a programme names
    this one; empty where it is this one.
    """

    retires_another: bool
    usual: str


def shelf(unit: UnitOfWork) -> list[TemplateRow]:
    """Every edition, the newest of each template first."""
    counted = select(CertificateBatch.template_id, func.count()).group_by(CertificateBatch.template_id)
    issues = dict(unit.session.execute(counted).all())
    rows = unit.session.scalars(
        select(CertificateTemplate).order_by(CertificateTemplate.code, CertificateTemplate.edition.desc())
    )
    return [_record(row, issues.get(row.id, 0)) for row in rows]


def template(unit: UnitOfWork, *, template_id: int) -> TemplateRow:
    """Raises NotFound."""
    return _alone(unit, _load(unit, template_id))


def template_of_batch(unit: UnitOfWork, *, template_id: int | None) -> Template:
    """What a batch was issued from: the state layout where that was before there were templates."""
    return state_layout() if template_id is None else read_definition(_load(unit, template_id).definition)


def template_for(unit: UnitOfWork, *, kind: str, programme_id: int | None = None) -> TemplateRow:
    """The edition that a new paper is made from: the one that the programme names, else the usual one of the kind.

    Raises NotFound where every template of the kind was retired.
    """
    wished = None
    if programme_id is not None:
        wished = unit.session.scalar(select(Programme.template_code).where(Programme.id == programme_id))
    newest = _in_use(unit, kind)
    found = newest.get(wished or "") or newest.get(_usual_code(newest, kind))
    if found is None:
        raise NotFound("no_template", N_("No template for this kind of paper is in use. Put one in use first."))
    return _alone(unit, found)


def templates_to_name(unit: UnitOfWork) -> list[TemplateChoice]:
    """The templates of certificates in use, by title."""
    newest = _in_use(unit, PaperKind.CERTIFICATE.value)
    usual = _usual_code(newest, PaperKind.CERTIFICATE.value)
    choices = [TemplateChoice(code, _title(row), code == usual) for code, row in newest.items()]
    return sorted(choices, key=lambda choice: sort_key(choice.title))


def use_of(unit: UnitOfWork, *, chosen: Template) -> Use:
    """Before a template is put in use."""
    newest = _in_use(unit, chosen.kind)
    usual = _usual_code({*newest, chosen.code}, chosen.kind)
    retires_another = chosen.code in newest and newest[chosen.code].edition != chosen.edition
    return Use(retires_another, "" if usual == chosen.code else _title(newest[usual]))


def _in_use(unit: UnitOfWork, kind: str) -> dict[str, CertificateTemplate]:
    """The newest edition in use of each template of the kind, by code."""
    rows = unit.session.scalars(
        select(CertificateTemplate)
        .where(CertificateTemplate.kind == PaperKind(kind), CertificateTemplate.state == TemplateState.IN_USE)
        .order_by(CertificateTemplate.code, CertificateTemplate.edition)
    )
    return {row.code: row for row in rows}


def _usual_code(codes: Collection[str], kind: str) -> str:
    """The program's own of the kind, else the first by code; empty where there is none."""
    return DEFAULTS[kind] if DEFAULTS[kind] in codes else min(codes, default="")


def _title(row: CertificateTemplate) -> str:
    return text_in(read_definition(row.definition).title, language())


def save_draft(unit: UnitOfWork, *, draft: Template, template_id: int | None = None, version: int = 1) -> int:
    """Keep what is being designed; gives back the id of the edition that it is kept in.

    A draft is changed where it stands; of an edition that is or was in use a new one is made as a draft, of one that
    came with the program a copy. Raises Invalid without a title, Conflict.
    """
    if not text_in(draft.title, language()).strip():
        raise Invalid("template_without_title", N_("Give the template a title."), field="title")
    row = None if template_id is None else _load(unit, template_id)
    if row is not None and row.version != version:
        raise Conflict()
    if row is None or row.state is not TemplateState.DRAFT:
        code = row.code if row is not None and not row.is_built_in else free_code(draft.code, _codes(unit))
        row = CertificateTemplate(code=code, edition=_next_edition(unit, code), state=TemplateState.DRAFT)
        unit.session.add(row)
    return _keep(unit, row, draft)


def _keep(unit: UnitOfWork, row: CertificateTemplate, draft: Template) -> int:
    kept = replace(draft, code=row.code, edition=row.edition)
    row.title, row.kind, row.definition = text_in(kept.title, "uz_Latn"), PaperKind(kept.kind), to_definition(kept)
    unit.session.flush()
    return row.id


def put_in_use(unit: UnitOfWork, *, template_id: int) -> None:
    """New papers are made from this edition from now on; an older one of the same template retires.

    Raises NotFound, Invalid for the first thing for which it could not be printed.
    """
    row = _load(unit, template_id)
    chosen = read_definition(row.definition)
    problems = problems_of_template(chosen, files_of(unit, template=chosen))
    if problems:
        raise problems[0]
    others = select(CertificateTemplate).where(
        CertificateTemplate.code == row.code,
        CertificateTemplate.id != row.id,
        CertificateTemplate.state == TemplateState.IN_USE,
    )
    for older in unit.session.scalars(others):
        older.state = TemplateState.RETIRED
    row.state = TemplateState.IN_USE


def retire(unit: UnitOfWork, *, template_id: int) -> None:
    """No new paper is made from it; those issued are printed from it as before. Raises NotFound."""
    _load(unit, template_id).state = TemplateState.RETIRED


def copy_as(unit: UnitOfWork, *, template_id: int, title: str) -> int:
    """A template of its own with the same elements, as a draft. Raises NotFound, Invalid without a title."""
    source = read_definition(_load(unit, template_id).definition)
    return save_draft(unit, draft=replace(source, title={language(): title.strip()}))


def remove_draft(unit: UnitOfWork, *, template_id: int) -> Template:
    """Take a draft off the shelf; gives it back so that it can be undone. Raises NotFound, Refused when it is none."""
    row = _load(unit, template_id)
    if row.state is not TemplateState.DRAFT or row.is_built_in or _is_issued(unit, row.id):
        raise Refused("template_in_use", N_("This edition of the template was in use: retire it instead."))
    kept = read_definition(row.definition)
    unit.session.delete(row)
    return kept


def put_back_draft(unit: UnitOfWork, *, draft: Template) -> int:
    """A draft that was thrown away is the edition again that it was, or the next one where that is taken by now."""
    taken = select(CertificateTemplate.id).where(
        CertificateTemplate.code == draft.code, CertificateTemplate.edition == draft.edition
    )
    is_taken = unit.session.scalar(taken) is not None
    edition = _next_edition(unit, draft.code) if is_taken else draft.edition
    row = CertificateTemplate(code=draft.code, edition=edition, state=TemplateState.DRAFT)
    unit.session.add(row)
    return _keep(unit, row, draft)


def keep_file(unit: UnitOfWork, *, file: CheckedFile) -> str:
    """Keep a picture or a font once, whoever uses it; gives back its SHA-256."""
    if unit.session.get(TemplateFile, file.sha256) is None:
        unit.session.add(
            TemplateFile(sha256=file.sha256, name=file.name, media_type=file.media_type, content=file.content)
        )
        unit.session.flush()
    return file.sha256


def kept_logo(unit: UnitOfWork) -> str:
    """The SHA-256 of the centre's logo, kept so that a paper shows it as it was; empty where the centre has none.

    It is the value of the field ``logo`` that ``fields.words`` asks for; writes, so it needs a writing unit.
    """
    content = logo(unit)
    return "" if content is None else keep_file(unit, file=checked_file("logo", content))


def files_of(unit: UnitOfWork, *, template: Template, words: Mapping[str, str] | None = None) -> Files:
    """The files that a template asks for, and the logo that the words of its papers name."""
    wanted = {*asked_files(template), *logos_in(template, words or {})}
    rows = select(TemplateFile.sha256, TemplateFile.content).where(TemplateFile.sha256.in_(wanted))
    return Files(dict(unit.session.execute(rows).all()))


def asked_files(template: Template) -> Iterator[str]:
    """The SHA-256 of every picture and added font that the elements name."""
    for element in template.elements():
        if isinstance(element, PictureElement) and element.file:
            yield element.file
        if isinstance(element, TextElement) and element.typeface not in set(Typeface):
            yield element.typeface


def logos_in(template: Template, words: Mapping[str, str]) -> Iterator[str]:
    for element in template.elements():
        if isinstance(element, PictureElement) and element.field and words.get(element.id):
            yield words[element.id]


def _codes(unit: UnitOfWork) -> frozenset[str]:
    return frozenset(unit.session.scalars(select(CertificateTemplate.code).distinct()))


def _load(unit: UnitOfWork, template_id: int) -> CertificateTemplate:
    return row_at(unit, CertificateTemplate, template_id, "template_gone", N_("This template is no longer there."))


def _record(row: CertificateTemplate, issues: int) -> TemplateRow:
    return TemplateRow(row.id, read_definition(row.definition), row.state, row.is_built_in, issues, row.version)


def _alone(unit: UnitOfWork, row: CertificateTemplate) -> TemplateRow:
    issues = select(func.count()).where(CertificateBatch.template_id == row.id)
    return _record(row, unit.session.scalar(issues) or 0)


def _is_issued(unit: UnitOfWork, template_id: int) -> bool:
    issued = select(CertificateBatch.id).where(CertificateBatch.template_id == template_id).limit(1)
    return unit.session.scalar(issued) is not None


def _next_edition(unit: UnitOfWork, code: str) -> int:
    newest = select(func.max(CertificateTemplate.edition)).where(CertificateTemplate.code == code)
    return (unit.session.scalar(newest) or 0) + 1
