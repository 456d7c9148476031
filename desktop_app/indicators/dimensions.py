"""What figures are divided by: the names of each dimension's values, in the order of the forms."""

from collections.abc import Mapping

from sqlalchemy import select

from db.models.certificates import BlankReceipt, CertificateSeries
from db.models.cohorts import Cohort
from db.models.people import Institution
from db.models.programmes import Programme, ProgrammeStage
from db.unit_of_work import UnitOfWork
from desktop_app.i18n import N_, _, language
from desktop_app.indicators.model import Dimension, Names
from desktop_app.language.dates import month_name
from desktop_app.reference.service import districts, list_items, profile

# The first birthday or year of service that a band no longer holds; the last band has no end.
AGE_BANDS = {"0-29": 30, "30-39": 40, "40-49": 50, "50-59": 60, "60+": None}
SERVICE_BANDS = {"0-4": 5, "5-9": 10, "10-19": 20, "20+": None}
_AGES = {
    "0-29": N_("Under 30"),
    "30-39": N_("30 to 39"),
    "40-49": N_("40 to 49"),
    "50-59": N_("50 to 59"),
    "60+": N_("60 and over"),
}
_SERVICE = {
    "0-4": N_("Under 5 years"),
    "5-9": N_("5 to 9 years"),
    "10-19": N_("10 to 19 years"),
    "20+": N_("20 years and more"),
}
_SEXES = {"female": N_("Women"), "male": N_("Men")}
MONTHS = range(1, 13)


def _of_list(code: str, title: str, list_name: str = "") -> Dimension:
    """A dimension whose values are a list of the centre."""

    def values(unit: UnitOfWork) -> Names:
        return {item.code: item.names.text for item in list_items(unit, list_name or code)}

    return Dimension(code, title, values)


def _of_words(code: str, title: str, words: Names) -> Dimension:
    return Dimension(code, title, lambda _unit: {value: _(name) for value, name in words.items()})


def _districts(unit: UnitOfWork) -> Names:
    """Those of the centre's region first."""
    own = profile(unit).region_code
    found = sorted(districts(unit), key=lambda place: place.parent_code != own)
    return {place.code: place.names.text for place in found}


def _institutions(unit: UnitOfWork) -> Names:
    rows = unit.session.execute(select(Institution.id, Institution.name).order_by(Institution.search_key))
    return {str(key): name for key, name in rows}


def _programmes(unit: UnitOfWork) -> Names:
    """Every edition of a programme goes under the code of the first one."""
    rows = unit.session.execute(
        select(Programme.code, Programme.title).where(Programme.base_id.is_(None)).order_by(Programme.code)
    )
    return {row.code: row.title for row in rows}


def _stages(unit: UnitOfWork) -> Names:
    rows = unit.session.execute(
        select(ProgrammeStage.id, Programme.code, ProgrammeStage.place, ProgrammeStage.title)
        .join(Programme, Programme.id == ProgrammeStage.programme_id)
        .order_by(Programme.code, ProgrammeStage.place)
    )
    return {str(key): f"{code}, {place}. {title}".rstrip(". ") for key, code, place, title in rows}


def _cohorts(unit: UnitOfWork) -> Names:
    codes = unit.session.scalars(select(Cohort.code).order_by(Cohort.starts_on, Cohort.code))
    return {code: code for code in codes}


def _series(unit: UnitOfWork) -> Names:
    """Of certificates and of blanks alike."""
    rows = unit.session.execute(
        select(CertificateSeries.prefix, CertificateSeries.year).order_by(
            CertificateSeries.year, CertificateSeries.prefix
        )
    )
    blanks = unit.session.scalars(select(BlankReceipt.letters).distinct().order_by(BlankReceipt.letters))
    return {name: name for name in (*(f"{prefix}-{year}" for prefix, year in rows), *blanks)}


def _months(_unit: UnitOfWork) -> Names:
    return {f"{month:02}": month_name(month, language()) for month in MONTHS}


DIMENSIONS: Mapping[str, Dimension] = {
    dimension.code: dimension
    for dimension in (
        _of_list("channel", N_("Channel")),
        _of_list("staff_group", N_("Staff group")),
        _of_list("category", N_("Category")),
        _of_list("position", N_("Position")),
        _of_list("subject", N_("Subject")),
        Dimension("district", N_("District or city"), _districts),
        _of_list("institution_type", N_("Kind of institution"), "institution_kind"),
        Dimension("institution", N_("Institution"), _institutions, has_list=False),
        _of_words("sex", N_("Sex"), _SEXES),
        _of_words("age", N_("Age"), _AGES),
        _of_list("rural", N_("Town or village"), "locality"),
        _of_list("education", N_("Education"), "education"),
        _of_words("service_years", N_("Years of service"), _SERVICE),
        _of_list("language", N_("Language of teaching")),
        _of_list("mode", N_("Mode of study")),
        Dimension("programme", N_("Programme"), _programmes, has_list=False),
        _of_list("programme_kind", N_("Kind of course")),
        Dimension("stage", N_("Stage"), _stages, has_list=False),
        Dimension("cohort", N_("Cohort"), _cohorts, has_list=False),
        Dimension("series", N_("Series"), _series, has_list=False),
        _of_list("event_kind", N_("Kind of event")),
        Dimension("month", N_("Month"), _months),
    )
}
