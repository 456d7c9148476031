"""What the papers about a person have in common: the centre above, the title, the signatures below."""

from desktop_app.documents.canvas import MM
from desktop_app.documents.canvas_backend import PAPER
from desktop_app.documents.fonts import Face, text_width
from desktop_app.documents.page import LEADING, Report
from desktop_app.documents.primitives import Colour
from desktop_app.documents.wrapping import wrapped
from desktop_app.i18n import _, language
from desktop_app.language.dates import long_date
from desktop_app.people.records import Letterhead

CENTRE_SIZE, ADDRESS_SIZE, TITLE_SIZE, LINE_SIZE = 12.0, 8.5, 17.0, 10.0
SIGNATURE_HEIGHT, SIGNER_HEIGHT = 27 * MM, 11 * MM


def paper_title(report: Report, text: str) -> None:
    _centred(report, text, face=Face.SERIF_BOLD, size=TITLE_SIZE)
    report.space(5)


def letterhead(report: Report, head: Letterhead, *, number: str = "") -> None:
    """The centre and its address over a rule, under it the day of the paper and its number."""
    _centred(report, head.centre, face=Face.SERIF_BOLD, size=CENTRE_SIZE)
    _centred(report, " · ".join(filter(None, (head.address, head.phone, head.email))), size=ADDRESS_SIZE)
    rule = report.take(3 * MM) + MM
    report.canvas.setStrokeColor(PAPER[Colour.ACCENT])
    report.canvas.setLineWidth(1)
    report.canvas.line(report.left, rule, report.left + report.width, rule)
    base = report.take(7 * MM)
    report.string(report.left, base, long_date(head.made_on, language()))
    report.string(report.left + report.width, base, number, is_right=True)
    report.space(8)


def allowed_by(second: str) -> list[tuple[str, str]]:
    """The line of the facts of an act that took two people; none where one was enough."""
    return [(_("Allowed by"), second)] if second else []


def signature(report: Report, head: Letterhead, *, other: str = "", second: str = "") -> None:
    """A line for the director to sign on, one for who else signs, and the place of the stamp; never torn apart.

    ``second`` is who allowed it: a director signs once.
    """
    signers = [(_("Director"), head.director)]
    if other:
        signers.append((_("Carried out by"), other))
    if second not in ("", head.director):
        signers.append((_("Agreed by"), second))
    report.need(SIGNATURE_HEIGHT + (len(signers) - 1) * SIGNER_HEIGHT)
    report.signatures(signers)
    report.string(report.left, report.take(6 * MM), _("Stamp"), colour=Colour.MUTED)


def _centred(report: Report, text: str, *, face: Face = Face.SANS, size: float = LINE_SIZE) -> None:
    for line in wrapped(text, report.width, lambda part: text_width(part, face, size)):
        base = report.take(size * LEADING) + size * 0.3
        start = report.left + (report.width - text_width(line, face, size)) / 2
        report.string(start, base, line, face=face, size=size)
