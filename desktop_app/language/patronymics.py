"""The two styles of a patronymic: "Rustam oʻgʻli" of the new papers, "Rustamovich" of the old ones."""

import re

from desktop_app.language.apostrophes import tidy
from desktop_app.language.keys import DAUGHTER_WORDS, NO_PATRONYMIC, SON_WORDS, bare_letters
from desktop_app.language.names import Sex, proper_case
from desktop_app.language.script import Script, script_of, to_cyrillic, to_latin

SON, DAUGHTER = "oʻgʻli", "qizi"
_VOWELS = frozenset("aeiou")
# A patronymic of the old style that no rule takes apart, and what a passport shows where there is none.
_AS_IT_IS = frozenset({"ilich", "ilichna", "kuzmich", "kuzminichna", NO_PATRONYMIC})
_OLD_STYLE = re.compile(r"(?P<father>..+?)(?P<ending>y?ev|ov)(?P<sex>ich|na)", re.IGNORECASE)


def other_patronymics(patronymic: str, sex: Sex | None = None) -> tuple[str, ...]:
    """The same patronymic in the other style; of a father's bare name all that fit the sex, where it is known.

    The forms come in the script of the text. They are offers: nobody's paper follows from a rule.
    """
    typed = proper_case(tidy(patronymic))
    forms = _other_forms(to_latin(typed), sex)
    if script_of(typed) is Script.CYRILLIC:
        return tuple(map(to_cyrillic, forms))
    return forms


def _other_forms(latin: str, sex: Sex | None) -> tuple[str, ...]:
    words = latin.split()
    if bare_letters(latin) in _AS_IT_IS:
        return ()
    match len(words):
        case 2 if bare_letters(words[1]) in SON_WORDS:
            return (_old_style(words[0], "male"),)
        case 2 if bare_letters(words[1]) in DAUGHTER_WORDS:
            return (_old_style(words[0], "female"),)
        case 1 if found := _OLD_STYLE.fullmatch(words[0]):
            told: Sex = "male" if found["sex"].lower() == "ich" else "female"
            return (_new_style(_father(found["father"], found["ending"].lower()), told),)
        case 1 if len(words[0]) > 2 and words[0].isalpha():
            sexes: tuple[Sex, ...] = (sex,) if sex else ("male", "female")
            return tuple(form for each in sexes for form in (_new_style(words[0], each), _old_style(words[0], each)))
        case _:
            return ()


def _new_style(father: str, sex: Sex) -> str:
    return f"{father} {SON if sex == 'male' else DAUGHTER}"


def _old_style(father: str, sex: Sex) -> str:
    """Aliyevich after a vowel, Sergeyevich after a y, Rustamovich after any other letter."""
    stem = father[:-1] if father[-1:].lower() == "y" else father
    is_soft = stem != father or father[-1:].lower() in _VOWELS
    return f"{stem}{'yev' if is_soft else 'ov'}{'ich' if sex == 'male' else 'na'}"


def _father(stem: str, ending: str) -> str:
    """The name that the ending was put to: no name ends in a bare e, so Sergeyevich is of Sergey."""
    return f"{stem}y" if ending != "ov" and stem[-1].lower() == "e" else stem
