"""Names of the codes that groups and applications are told by, read in the worker."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.forming.records import GroupKind, profile_name
from desktop_app.reference.service import districts, list_items

if TYPE_CHECKING:
    from desktop_app.centre import Centre

_LISTS = {
    "subject_code": "subject",
    "staff_group": "staff_group",
    "language_code": "language",
    "shift_code": "shift",
    "position_code": "position",
}


@dataclass(frozen=True)
class FormingLists:
    """``names`` by field of a record and code; ``districts`` by code."""

    names: dict[str, dict[str, str]]
    districts: dict[str, str]

    def name(self, field: str, code: str | None) -> str:
        return self.names[field].get(code, code) if code else ""

    def subject_of(self, kind: GroupKind) -> str:
        """The subject, or for whom the group is where none is taught."""
        fields = ("subject_code", "position_code", "staff_group")
        return next(filter(None, (self.name(field, getattr(kind, field)) for field in fields)), "")

    def details_of(self, kind: GroupKind) -> str:
        words = [self.name(field, getattr(kind, field)) for field in ("language_code", "shift_code")]
        words.append(profile_name(kind.profile) if kind.profile else "")
        return " · ".join(filter(None, words))


def read_lists(centre: "Centre") -> FormingLists:
    names = {
        field: {item.code: item.names.text for item in centre.read(list_items, list_name)}
        for field, list_name in _LISTS.items()
    }
    return FormingLists(names, {place.code: place.names.text for place in centre.read(districts)})
