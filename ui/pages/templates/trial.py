"""A template tried with somebody's values: what of each element is seen, however wrong a text may be just now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop_app.certificate_templates.checking import SAMPLE_CODE
from desktop_app.certificate_templates.fields import words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.grammar import TextFault
from desktop_app.certificate_templates.layout import Placed, placed_element
from desktop_app.certificate_templates.model import AnyElement, Side, Template, TextElement, text_in
from desktop_app.questionnaires.expression_grammar import ExpressionError

_ALONE = Template("trial", 1, {}, "certificate")


@dataclass(frozen=True, eq=False)
class Trial:
    """The values by field, the language of the paper, and the files that its elements ask for."""

    values: Mapping[str, object]
    language: str
    files: Files = field(default_factory=Files)

    def seen(self, element: AnyElement) -> Placed | None:
        """As it is on the paper; None where the paper has nothing of it."""
        return placed_element(element, self._words(element), code=SAMPLE_CODE, files=self.files)

    def _words(self, element: AnyElement) -> dict[str, str]:
        """A text that breaks the grammar is seen as it is written."""
        try:
            return words(replace(_ALONE, sides=(Side((element,)),)), self.values, language=self.language)
        except (TextFault, ExpressionError):
            written = text_in(element.text, self.language) if isinstance(element, TextElement) else ""
            return {element.id: written}
