"""What stands in the way of printing from a template, whoever the paper is for."""

from collections.abc import Iterator, Mapping

from desktop_app.certificate_templates.fields import FIELDS, Sample, condition_names, sample_values, words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.grammar import TextFault, ValueKind, check_slot, slots
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificate_templates.model import AnyElement, CodeElement, Template, TextElement, text_in
from desktop_app.certificate_templates.naming import name_of
from desktop_app.errors import Invalid
from desktop_app.i18n import N_
from desktop_app.questionnaires.expression_grammar import ExpressionError

# About as long as a signed code is, so that its box is judged as it will be used.
SAMPLE_CODE = "NCF" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" * 8


def problems_of_template(template: Template, files: Files) -> tuple[Invalid, ...]:
    """Faults of texts and conditions, then what a short sample shows on the page; ``field`` is the element's id."""
    found = tuple(faults(template))
    if found:
        return found
    if not any(template.elements()):
        nothing = N_("There is nothing on the sheet yet: add what is to be printed.")
        return (Invalid("template_empty", nothing, field=""),)
    return sample_problems(template, files, Sample.SHORT)


def sample_problems(template: Template, files: Files, sample: Sample) -> tuple[Invalid, ...]:
    """In every language of the template; the same problem in several is told once."""
    told: dict[tuple[str, str], Invalid] = {}
    has_code = any(isinstance(element, CodeElement) for element in template.elements())
    for language in template.languages:
        filled = words(template, sample_values(sample, language=language), language=language)
        page = laid_out(template, filled, code=SAMPLE_CODE if has_code else "", files=files)
        for problem in page.problems:
            told.setdefault((problem.code, problem.field), problem)
    return tuple(told.values())


def faults(template: Template) -> Iterator[Invalid]:
    """What is wrong with the texts and the conditions; ``field`` is the element's id."""
    kinds = {name: field.kind for name, field in FIELDS.items()}
    for element in template.elements():
        if isinstance(element, TextElement):
            yield from _text_faults(element, template.languages, kinds)
        if element.condition:
            yield from _condition_faults(element)


def _text_faults(element: TextElement, languages: tuple[str, ...], kinds: Mapping[str, ValueKind]) -> Iterator[Invalid]:
    told: set[tuple[str, str]] = set()
    for language in languages:
        try:
            for slot in slots(text_in(element.text, language)):
                check_slot(slot, kinds, language)
        except TextFault as fault:
            # The same fault in four languages is one.
            key = fault.code, str(fault.facts)
            if key not in told:
                told.add(key)
                yield fault.problem(element.id, element=name_of(element))


def _condition_faults(element: AnyElement) -> Iterator[Invalid]:
    try:
        unknown = sorted(condition_names(element.condition) - FIELDS.keys())
    except ExpressionError as error:
        message = N_("{element}: the condition cannot be read. {reason}")
        yield Invalid("template_bad_condition", message, field=element.id, element=name_of(element), reason=error.text)
        return
    for name in unknown:
        message = N_("{element}: there is no field “{name}”.")
        yield Invalid("template_unknown_field", message, field=element.id, element=name_of(element), name=name)
