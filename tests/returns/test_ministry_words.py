"""A ministry's words stand in the columns of a return from their day on."""

from datetime import date

from desktop_app.centre import Centre
from desktop_app.i18n import use
from desktop_app.indicators.wordings import add_wording
from desktop_app.returns.records import MOVEMENT_FORM
from desktop_app.returns.service import compose_form


def test_a_form_of_a_month_after_the_day_has_the_ministrys_title_and_definition(centre: Centre) -> None:
    centre.write(
        add_wording,
        code="month_end",
        valid_from=date(2026, 10, 1),
        titles={"uz_Latn": "Oy oxirida"},
        definitions={"uz_Latn": "Oy oxiridagi kontingent."},
        order_number="214",
    )

    def told(month: int) -> tuple[str, str]:
        with use("uz_Latn"):
            form = centre.read(compose_form, year=2026, month=month, code=MOVEMENT_FORM)
        column = form.column("month_end")
        return column.title, column.definition

    assert told(10) == ("Oy oxirida", "Oy oxiridagi kontingent. (№ 214)")
    assert "214" not in told(9)[1]
