"""What was found in an XLSForm workbook: the questionnaire, what it asks for in vain, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.i18n import _
from desktop_app.questionnaires.model import Questionnaire

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"


@dataclass(frozen=True)
class Finding:
    """``row`` counts as Excel does; 0 with no ``column`` means the whole sheet. ``message`` is a marked text."""

    sheet: str
    row: int
    column: str
    code: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return _(self.message, **self.facts)


@dataclass(frozen=True)
class XlsForm:
    """``questionnaire`` is None as long as there are errors; what is unsupported was left out and the rest stands."""

    questionnaire: Questionnaire | None
    unsupported: tuple[Finding, ...]
    errors: tuple[Finding, ...]
