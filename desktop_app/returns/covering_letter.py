"""The letter that goes with a return: a paper of the centre for the director to sign."""

from collections.abc import Iterator
from datetime import date

from desktop_app.i18n import _, language
from desktop_app.language.dates import month_title
from desktop_app.papers.composing import director_signs, letterhead_of
from desktop_app.papers.records import Addressee, Block, Dating, Note, Paper, Paragraph, Title
from desktop_app.papers.word import word_file
from desktop_app.reference.records import Profile
from desktop_app.returns.mail import Enclosure


def covering_letter(enclosed: Enclosure, *, centre: Profile, sent_to: str, dated_on: date) -> bytes:
    """The letter as a Word file, in the language in force."""
    blocks = tuple(_blocks(enclosed, centre=centre, sent_to=sent_to))
    return word_file([Paper(_("Covering letter"), language(), blocks, "", dated_on, is_letter=True)])


def _blocks(enclosed: Enclosure, *, centre: Profile, sent_to: str) -> Iterator[Block]:
    month = month_title(enclosed.year, enclosed.month, language())
    yield letterhead_of(centre)
    yield Dating()
    yield Addressee(sent_to)
    yield Title(_("On the return for {month}", month=month))
    yield Paragraph(_("Attached is the return of {centre} for {month}.", centre=centre.name, month=month))
    yield Paragraph(
        _("The workbook has the forms {forms}, their checks and the annex.", forms=", ".join(enclosed.forms))
    )
    if enclosed.number > 1:
        facts = {"number": enclosed.number, "before": enclosed.number - 1}
        yield Paragraph(_("It is corrected return No. {number} and takes the place of No. {before}.", **facts))
        yield Paragraph(_("Reason of the correction: {reason}", reason=enclosed.reason))
    yield Note(_("Digest of the figures: {digest}", digest=enclosed.digest))
    yield director_signs(centre)
    yield Note(_("Prepared by: {name}", name=enclosed.prepared_by))
