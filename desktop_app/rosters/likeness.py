"""How sure it is that a table of a sheet is a list of people, and why."""

from dataclasses import dataclass

from desktop_app.i18n import N_, _
from desktop_app.language.keys import search_key
from desktop_app.spreadsheets.headers import NO_HEADER, SAMPLED_ROWS, TableProposal
from desktop_app.spreadsheets.value_looks import looks_like_full_name, looks_like_surname
from desktop_app.spreadsheets.vocabulary import Vocabulary, folded_words

# What each part of the evidence weighs, 1 together.
NAMES_WEIGHT, HEADERS_WEIGHT, VALUES_WEIGHT = 0.4, 0.3, 0.3
HIDDEN_COST, TOTALS_COST = 0.8, 0.6
# A table without names may be anything, however many of its headers are known.
NAMELESS_AT_MOST = 0.3
# Columns that are guessed by their values alone are to be looked at.
HEADERLESS_AT_MOST = 0.5
_SURE_COLUMN = 0.85
_NAMES = ("full_name", "surname")


@dataclass(frozen=True)
class Reason:
    """One piece of the evidence as a sentence; a warning is to be read before anything is applied."""

    sentence: str
    facts: tuple[tuple[str, object], ...] = ()
    is_warning: bool = False

    @property
    def text(self) -> str:
        """In the language in force."""
        return _(self.sentence, **dict(self.facts))


@dataclass(frozen=True)
class Likeness:
    """``confidence`` from 0 to 1."""

    confidence: float
    reasons: tuple[Reason, ...]


def likeness(proposal: TableProposal, vocabulary: Vocabulary) -> Likeness:
    """The evidence for and against the table."""
    reasons: list[Reason] = []
    known, all_headers = len(proposal.columns), len(proposal.columns) + len(proposal.unknown_columns)
    names = _names(proposal, reasons)
    values = _values(proposal, reasons)
    headers = known / all_headers if all_headers else 0.0
    if proposal.header_row == NO_HEADER:
        told = N_("There is no header row: the columns were guessed by what stands in them.")
        reasons.append(Reason(told, is_warning=True))
    else:
        told = N_("{known} of {all} headers are known.")
        reasons.append(Reason(told, (("known", known), ("all", all_headers))))
    confidence = NAMES_WEIGHT * names + HEADERS_WEIGHT * headers + VALUES_WEIGHT * values
    if not proposal.has_key_fields:
        confidence = min(confidence, NAMELESS_AT_MOST)
    if stands_beside_another(proposal):
        reasons.append(Reason(N_("Two lists stand side by side: only the left one is read."), is_warning=True))
    if proposal.header_row == NO_HEADER:
        confidence = min(confidence, HEADERLESS_AT_MOST)
    if proposal.sheet.is_hidden:
        reasons.append(Reason(N_("The sheet is hidden.")))
        confidence *= HIDDEN_COST
    if not vocabulary.last_sheets.isdisjoint(folded_words(proposal.sheet.name)):
        reasons.append(Reason(N_("The sheet is called as sheets of totals are.")))
        confidence *= TOTALS_COST
    return Likeness(round(confidence, 2), tuple(reasons))


def stands_beside_another(proposal: TableProposal) -> bool:
    """Whether the header of the names comes again further right, over a second list."""
    headers = {search_key(column.header) for name, column in proposal.columns.items() if name in _NAMES}
    return any(column.header and search_key(column.header) in headers for column in proposal.unknown_columns)


def _names(proposal: TableProposal, reasons: list[Reason]) -> float:
    columns = [proposal.columns[name] for name in ("full_name", "surname", "given_name") if name in proposal.columns]
    if not proposal.has_key_fields or not columns:
        reasons.append(Reason(N_("No column holds the names of people.")))
        return 0.0
    surest = min(column.confidence for column in columns)
    has_headers = proposal.header_row != NO_HEADER
    headers = ", ".join(column.header for column in columns if column.header) if has_headers else ""
    if surest >= _SURE_COLUMN:
        reasons.append(Reason(N_("The names stand under “{header}”."), (("header", headers),)))
    elif headers:
        reasons.append(Reason(N_("The names seem to stand under “{header}”."), (("header", headers),)))
    else:
        reasons.append(Reason(N_("The names were found by what stands in the column; it has no known header.")))
    return min(surest / _SURE_COLUMN, 1.0)


def _values(proposal: TableProposal, reasons: list[Reason]) -> float:
    """The share of rows that hold what looks like a name."""
    column = proposal.columns.get("full_name") or proposal.columns.get("surname")
    sample = proposal.rows[:SAMPLED_ROWS]
    if not sample:
        reasons.append(Reason(N_("There are no rows under the header.")))
    if column is None or not sample:
        return 0.0
    looks = looks_like_full_name if "full_name" in proposal.columns else looks_like_surname
    named = sum(looks(row.cell(column.index)) for row in sample)
    facts = (("named", named), ("rows", len(sample)))
    reasons.append(Reason(N_("{named} of the first {rows} rows hold what looks like a name."), facts))
    return named / len(sample)
