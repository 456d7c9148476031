"""The table of rights on paper."""

import io

import pypdfium2

from desktop_app.accounts.document import matrix_pdf
from desktop_app.accounts.rights import RIGHTS_OF
from desktop_app.accounts.roles import USUAL_TITLES, Role
from desktop_app.i18n import _, use


def test_every_role_has_its_column_and_every_right_its_mark() -> None:
    paper = io.BytesIO()
    with use("en"):
        pages = matrix_pdf(paper, {role: _(USUAL_TITLES[role]) for role in Role}, centre="Markaz")
    document = pypdfium2.PdfDocument(paper.getvalue())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert pages >= 2
    assert "Reports officer" in text.replace("\r\n", " ")
    assert text.count("+") == sum(len(held) for held in RIGHTS_OF.values())
