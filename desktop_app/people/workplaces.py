"""Words for kinds of institutions: whichever of them is typed, in whichever language, the same workplaces are meant."""

from itertools import pairwise

from desktop_app.people.institutions import KINDERGARTEN, SCHOOL

# Folded words (see ``search_key``); an institution's key holds the code of its kind in small letters, so that
# "99-maktab" is found by "школа 99" although it is called a school in one language only.
_KINDS: tuple[frozenset[str], ...] = (
    frozenset({SCHOOL.lower(), "maktab", "maktabi", "shkola", "shkoli", "shk", "umt", "idum", "school"}),
    frozenset(
        {
            *(KINDERGARTEN.lower(), "mt", "mtm", "dmt", "dmtm", "nmt", "maktabgacha", "bogcha", "bogchasi"),
            *("mdou", "dou", "do", "sad", "sadik", "doshkolnaya", "doshkolnoe"),
        }
    ),
    frozenset({"litse", "litsey", "litseyi", "lise", "lisey", "liseyi", "litsei"}),
    frozenset({"kolej", "koleji", "koledj", "koledji", "college"}),
    frozenset({"gimnaziya", "gimnaziyasi", "gymnasium"}),
    frozenset({"tehnikum", "tehnikumi"}),
    frozenset({"internat", "internati"}),
)
_WORDS = {word: kind for kind in _KINDS for word in kind}
# Stand between a number and its kind, and tell nothing: "12-son maktab", "детский сад №5".
_BETWEEN = frozenset({"son", "sonli", "nomer", "detski"})
# Of a kind's word that is still being typed so much has to be there.
_LEAST_BEGUN = 3
_LONGEST_NUMBER = 4


def kind_words(word: str) -> frozenset[str]:
    """All words for the kind that a folded word names; none where it names no kind."""
    return _WORDS.get(word, frozenset())


def telling_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The typed words without those that only join the number of a workplace to its kind."""
    telling = tuple(word for word in words if word not in _BETWEEN)
    return telling if numbered_places(telling) else words


def numbered_places(words: tuple[str, ...]) -> frozenset[str]:
    """Those of the typed words that are the number and the kind of a workplace: "12" and "maktab" of "12-maktab"."""
    found: set[str] = set()
    for one, other in pairwise(words):
        for number, kind in ((one, other), (other, one)):
            if number.isdecimal() and len(number) <= _LONGEST_NUMBER and _begins_kind(kind):
                found |= {number, kind}
    return frozenset(found)


def _begins_kind(word: str) -> bool:
    is_begun = len(word) >= _LEAST_BEGUN and any(known.startswith(word) for known in _WORDS)
    return is_begun or word in _WORDS
