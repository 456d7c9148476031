"""What stands in the way of printing from a template, whoever the paper is for."""

from desktop_app.certificate_templates.fields import Sample, faults, sample_values, words
from desktop_app.certificate_templates.files import Files
from desktop_app.certificate_templates.layout import laid_out
from desktop_app.certificate_templates.model import CodeElement, Template
from desktop_app.errors import Invalid

# About as long as a signed code is, so that its box is judged as it will be used.
SAMPLE_CODE = "NCF" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" * 8


def problems_of_template(template: Template, files: Files) -> tuple[Invalid, ...]:
    """Faults of texts and conditions, then what a short sample shows on the page; ``field`` is the element's id."""
    found = tuple(faults(template))
    if found:
        return found
    return sample_problems(template, files, Sample.SHORT)


def sample_problems(template: Template, files: Files, sample: Sample) -> tuple[Invalid, ...]:
    """In every language of the template; the same problem in several is told once."""
    told: dict[tuple[str, str], Invalid] = {}
    has_code = any(isinstance(element, CodeElement) for element in template.elements())
    for language in template.languages:
        filled = words(template, sample_values(sample), language=language)
        page = laid_out(template, filled, code=SAMPLE_CODE if has_code else "", files=files)
        for problem in page.problems:
            told.setdefault((problem.code, problem.field), problem)
    return tuple(told.values())
