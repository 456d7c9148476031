"""Puts the program's own templates on the centre's shelf."""

from collections.abc import Mapping

from sqlalchemy import select

from db.models.certificates import CertificateTemplate, PaperKind, TemplateState
from db.unit_of_work import UnitOfWork

# The newest edition of each, so that a start of the program need not read the templates to know them.
EDITIONS: Mapping[str, int] = {"state": 1, "modern": 1, "statement": 1, "participation": 1}


def lacks_built_in_templates(unit: UnitOfWork) -> bool:
    """Whether this program brings a template, or a newer edition of one, that the centre does not have yet."""
    return bool(_missing(unit))


def add_built_in_templates(unit: UnitOfWork) -> None:
    """What is there stays as it is; a new edition of one that was retired comes retired."""
    # Imported when it is needed, once in the life of a centre.
    from desktop_app.certificate_templates.built_in import built_in
    from desktop_app.certificate_templates.definition import to_definition
    from desktop_app.certificate_templates.model import text_in

    states, missing = _newest_states(unit), _missing(unit)
    for each in built_in():
        if each.code in missing:
            unit.session.add(
                CertificateTemplate(
                    code=each.code,
                    edition=each.edition,
                    title=text_in(each.title, "uz_Latn"),
                    kind=PaperKind(each.kind),
                    definition=to_definition(each),
                    state=states.get(each.code, TemplateState.IN_USE),
                    is_built_in=True,
                )
            )


def _missing(unit: UnitOfWork) -> frozenset[str]:
    there = set(unit.session.execute(select(CertificateTemplate.code, CertificateTemplate.edition)).all())
    return frozenset(code for code, edition in EDITIONS.items() if (code, edition) not in there)


def _newest_states(unit: UnitOfWork) -> dict[str, TemplateState]:
    rows = (
        select(CertificateTemplate.code, CertificateTemplate.state)
        .where(CertificateTemplate.is_built_in)
        .order_by(CertificateTemplate.edition)
    )
    return dict(unit.session.execute(rows).all())
