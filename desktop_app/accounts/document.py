"""Who may do what, on paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from desktop_app.accounts.rights import GROUPS, RIGHTS_OF
from desktop_app.accounts.roles import Role
from desktop_app.documents.page import Report
from desktop_app.documents.table import Column, draw_table
from desktop_app.i18n import _

YES, NO = "+", ""
ROLE_WIDTH_MM = 24


def matrix_pdf(target: Path | BinaryIO, titles: Mapping[Role, str], *, centre: str) -> int:
    """Write rights in rows and roles in columns, in the language in force; returns the number of pages."""
    title = _("Who may do what")
    report = Report(target, title=title, footer=f"{centre} · {title}", is_landscape=True)
    report.title(title, below=centre)
    roles = [Column(titles[role], width_mm=ROLE_WIDTH_MM) for role in Role]
    for group, rights in GROUPS:
        rows = [
            [_(words), *(YES if right in RIGHTS_OF[role] else NO for role in Role)] for right, words in rights.items()
        ]
        draw_table(report, [Column(_(group)), *roles], rows)
    return report.save()
