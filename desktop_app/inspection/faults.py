"""EMPTY and SCRIPT: cells of which nobody can know the figure or the text, since the file does not hold it."""

from collections.abc import Iterator

from desktop_app.i18n import N_
from desktop_app.inspection.model import Document, Fault, FaultKind, Finding, error, warning


def check_faults(document: Document) -> Iterator[Finding]:
    """Formulas without results and lost letters are told once for the whole file, each #REF! at its cell."""
    for fault in _of_kind(document, FaultKind.ERROR):
        yield error("EMPTY", fault.place, fault.text, "", N_("The cell shows {said} instead of a figure."))
    formulas = _of_kind(document, FaultKind.NO_RESULT)
    if formulas:
        message = N_(
            "{count} formulas have no result in this file ({first} to {last}), so that nothing could be checked there. "
            "Open it in Excel or LibreOffice, save it, and check it again."
        )
        facts = {"count": len(formulas), "first": formulas[0].place, "last": formulas[-1].place}
        yield warning("EMPTY", formulas[0].place, "–", "", message, **facts)
    for fault in _of_kind(document, FaultKind.LOST_LETTERS)[:1]:
        message = N_("Letters of “{value}” were lost when the file was saved. Ask for it as .xlsx or as CSV UTF-8.")
        yield warning("SCRIPT", fault.place, fault.text, "", message, value=fault.text)


def _of_kind(document: Document, kind: FaultKind) -> list[Fault]:
    return [fault for fault in document.faults if fault.kind is kind]
