"""What the forms had in earlier editions of the program: a kept return is held against what it could say itself."""

from desktop_app.returns.records import PLAN_FORM, Form

# 1 knew 1-PMM by channel and staff group; since 2 our own staff groups are divided by category.
FORMS_EDITION = 2
_WITH_CATEGORIES = 2


def in_edition(forms: tuple[Form, ...], edition: int) -> tuple[Form, ...]:
    """The forms with the rows that they had then: whatever else they have now came with the people."""
    return tuple(plan_in_edition(form, edition) if form.code == PLAN_FORM else form for form in forms)


def plan_in_edition(plan: Form, edition: int) -> Form:
    """As above for 1-PMM alone."""
    return plan if edition >= _WITH_CATEGORIES else plan.without_subparts()
