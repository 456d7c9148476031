"""What a filter of people says, choice by choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from desktop_app.i18n import N_, _
from desktop_app.people.records import THIS_YEAR, CategoryState, PeopleFilter
from ui.pages.people.lists import PeopleLists, text_of

CATEGORY_STATES = {
    CategoryState.VALID: N_("Category holds"),
    CategoryState.ENDS_SOON: N_("Category ends within a year"),
    CategoryState.ENDED: N_("Category has ended"),
    CategoryState.LIFETIME: N_("Category for life"),
    CategoryState.UNDATED: N_("Category without days"),
    CategoryState.NONE: N_("No category on the card"),
}


@dataclass(frozen=True)
class FilterWords:
    """What the choices are called: the lists, and the names of the institutions met so far."""

    lists: PeopleLists | None = None
    workplaces: Mapping[int, str] = field(default_factory=dict)

    def of(self, wanted: PeopleFilter) -> Iterator[tuple[str, str]]:
        """Each choice that narrows: the field's name and its words."""
        plain = PeopleFilter()
        for each in fields(PeopleFilter):
            if each.name != "text" and getattr(wanted, each.name) != getattr(plain, each.name):
                yield each.name, self._words(each.name, wanted)

    def _words(self, name: str, wanted: PeopleFilter) -> str:
        match name:
            case "institution_id":
                return self.workplaces.get(wanted.institution_id or 0, "…")
            case "category_state" if wanted.category_state is not None:
                return _(CATEGORY_STATES[wanted.category_state])
            case "lacks_consent":
                return _("No consent")
            case "lacks_jshshir":
                return _("No JShShIR")
            case "is_archived":
                return _("In the archive")
            case "due_year":
                return due_words(wanted.due_year)
            case _:
                return self._listed(name, getattr(wanted, name))

    def _listed(self, name: str, code: str) -> str:
        if self.lists is None:
            return "…"
        choices = {
            "district_code": self.lists.districts,
            "subject_code": self.lists.subjects,
            "staff_group": self.lists.staff_groups,
            "category_code": self.lists.categories,
            "language_code": self.lists.languages,
            "locality_code": self.lists.localities,
        }[name]
        return text_of(choices, code) or code


def due_words(year: int | None) -> str:
    return _("Due this year") if year == THIS_YEAR else _("Due in {year}", year=year)


def without(wanted: PeopleFilter, name: str) -> PeopleFilter:
    """The filter with one choice taken out; an institution goes with its district."""
    plain = PeopleFilter()
    gone = {name: getattr(plain, name)} | ({"institution_id": None} if name == "district_code" else {})
    return replace(wanted, **gone)
