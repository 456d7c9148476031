"""What a lesson comes to by its mark, and what a set of kinds of mark must be like."""

from collections.abc import Mapping, Sequence

from desktop_app.errors import Duplicate, Invalid
from desktop_app.i18n import N_
from desktop_app.language.script import to_latin
from desktop_app.marks.records import Counts, MarkKind, MarkValue, Weighed
from desktop_app.reference.rules import ATTENDED, HALF, LEFT_OUT, Rules


def weigh(hours: int, value: MarkValue, kind: MarkKind, rules: Rules) -> Weighed:
    """What a lesson of so many academic hours comes to by its mark, or several lessons marked alike.

    Somebody later than the rule allows has attended half of it or nothing; of an absence for some hours only these are
    missed; an excused one counts by rule.
    """
    match kind.counts:
        case Counts.PRESENT:
            attended = hours * _share(value, kind, rules) / 100
            return Weighed(attended, hours - attended)
        case Counts.LEFT_OUT:
            return Weighed(0, 0, hours)
    away = hours if value.missed_hours is None else min(value.missed_hours, hours)
    if kind.counts is Counts.EXCUSED and rules.excused_counts_as == ATTENDED:
        return Weighed(hours, 0)
    if kind.counts is Counts.EXCUSED and rules.excused_counts_as == LEFT_OUT:
        return Weighed(hours - away, 0, away)
    return Weighed(hours - away, away)


def _share(value: MarkValue, kind: MarkKind, rules: Rules) -> float:
    """The percentage of the lesson that somebody present has attended."""
    limit = rules.late_limit_minutes
    if value.late_minutes is None or limit is None or value.late_minutes <= limit:
        return kind.share
    return min(kind.share, 50) if rules.late_counts_as == HALF else 0


LONGEST_LETTER = 2
# Digits are hours and minutes in the register, and the star marks the rest of a lesson.
_NO_LETTERS = frozenset("0123456789*")


def check_kinds(kinds: Sequence[MarkKind]) -> None:
    """Raises Invalid for a set that nobody could be marked with, Duplicate, and what ``check_kind`` raises."""
    for place, kind in enumerate(kinds):
        check_kind(kind, kinds[:place])
    for counts, message in (
        (Counts.PRESENT, N_("A set needs a mark that counts as present.")),
        (Counts.ABSENT, N_("A set needs a mark that counts as absent.")),
    ):
        if not any(kind.counts is counts for kind in kinds):
            raise Invalid("mark_set_incomplete", message)


def check_kind(kind: MarkKind, others: Sequence[MarkKind]) -> None:
    """Raises Invalid for a letter, key, name or share that cannot be, Duplicate for one of the others'."""
    if not kind.names.uz:
        raise Invalid("field_empty", N_("This field must be filled in."), field="uz")
    if not 1 <= len(kind.letter) <= LONGEST_LETTER or not _may_be_typed(kind.letter):
        raise Invalid("mark_letter", N_("One or two characters, no digit, no space and no star."), field="letter")
    if not _may_be_typed(kind.keys) or len(set(_folded(kind.keys))) < len(kind.keys):
        raise Invalid("mark_keys", N_("Each key once; no digit, no space and no star."), field="keys")
    if not 0 <= kind.share <= 100:
        raise Invalid(
            "mark_share", N_("Give a number from {lowest} to {highest}."), field="share", lowest=0, highest=100
        )
    for other in others:
        _check_apart(kind, other)


def _check_apart(kind: MarkKind, other: MarkKind) -> None:
    if kind.names.uz.casefold() == other.names.uz.casefold():
        raise Duplicate("mark_name_taken", N_("The set has a mark of this name."), field="uz")
    letter, their_letter, their_keys = _folded(kind.letter), _folded(other.letter), _folded(other.keys)
    if letter == their_letter:
        raise Duplicate(
            "mark_letter_taken", N_("This sign is of the mark “{name}”."), field="letter", name=other.names.text
        )
    for key in _folded(kind.keys):
        if key in their_keys or [key] == their_letter:
            raise Duplicate(
                "mark_key_taken", N_("{key} is typed for “{name}”."), field="keys", key=key, name=other.names.text
            )
    if len(letter) == 1 and letter[0] in their_keys:
        raise Duplicate(
            "mark_letter_taken", N_("This sign is typed for “{name}”."), field="letter", name=other.names.text
        )


def counted_otherwise(before: Mapping[str, MarkKind], after: Mapping[str, MarkKind]) -> frozenset[str]:
    """The codes of the kinds that would count as something else, or be gone."""
    return frozenset(code for code, kind in before.items() if code not in after or _sum(after[code]) != _sum(kind))


def _sum(kind: MarkKind) -> tuple[Counts, int]:
    """What a kind comes to; only a present one has a share."""
    return kind.counts, kind.share if kind.counts is Counts.PRESENT else 100


def _may_be_typed(signs: str) -> bool:
    return not _NO_LETTERS.intersection(signs) and signs.isprintable() and " " not in signs


def _folded(text: str) -> list[str]:
    """The signs, each in small letters and one script: the register takes К for K, whatever keyboard is in force."""
    return [to_latin(sign).casefold() for sign in text]
