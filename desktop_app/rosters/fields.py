"""What a column of a roster may hold, and how each is called on the screen."""

from collections.abc import Mapping

from desktop_app.i18n import N_, _

# In the order in which they are offered.
FIELD_NAMES: Mapping[str, str] = {
    "full_name": N_("Surname, name, patronymic"),
    "surname": N_("Surname"),
    "given_name": N_("Given name"),
    "patronymic": N_("Patronymic"),
    "jshshir": N_("JShShIR"),
    "document": N_("Passport or ID card"),
    "birth_date": N_("Birth date"),
    "birth_year": N_("Year of birth"),
    "sex": N_("Sex"),
    "phone": N_("Phone"),
    "workplace": N_("Workplace"),
    "region": N_("Region"),
    "district": N_("District"),
    "locality": N_("Town or village"),
    "position": N_("Position"),
    "subject": N_("Subject"),
    "category": N_("Category"),
    "category_given_on": N_("Category given on"),
    "category_valid_to": N_("Category valid to"),
    "education": N_("Education"),
    "graduated_from": N_("Graduated from"),
    "graduation_year": N_("Year of graduation"),
    "diploma_specialty": N_("Specialty of the diploma"),
    "language": N_("Language of work"),
    "service_years": N_("Years of service"),
    "last_course": N_("Last course"),
    "course_certificate": N_("Certificate of the last course"),
    "notes": N_("Notes"),
    "number": N_("Number in the list"),
}
NAME_FIELDS = ("full_name", "surname", "given_name", "patronymic")


def field_name(field: str) -> str:
    return _(FIELD_NAMES[field])
