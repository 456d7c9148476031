"""Keeps the catalogues of resources/locale in step with the sources, and compiles them.

Started by ``dev.py strings``, inside the environment: it needs Babel. The files it writes depend on the texts
alone (no dates, no line numbers, sorted), so that a change in git is a change of a text.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent
LOCALE = ROOT / "resources" / "locale"
SOURCES = ("desktop_app", "ui", "db")
KEYWORDS = {"_": None, "N_": None, "_n": (1, 2)}

# A text's translation: one form, or as many as the language has plural forms.
Forms = tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """A language that is written by hand; ``key`` names it in files of new translations."""

    code: str
    key: str
    name: str
    plural_count: int
    plural_rule: str


@dataclass(frozen=True, order=True)
class Text:
    """A text of the sources: its msgid, and the English plural where it is counted."""

    singular: str
    plural: str = ""

    @property
    def message_id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


LANGUAGES = (
    # A counted noun stays in the singular in Uzbek.
    Language("uz_Latn", "uz", "Uzbek (Latin)", 1, "0"),
    Language(
        "ru",
        "ru",
        "Russian",
        3,
        "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2",
    ),
)


class PlainCatalogue(Catalog):
    """A catalogue whose header says what gettext needs and nothing that changes by itself."""

    def __init__(self, language: Language) -> None:
        super().__init__(header_comment=f"# Mahorat: {language.name}. Kept by: dev.py strings", fuzzy=False)
        self.language = language

    @property
    def num_plurals(self) -> int:
        return self.language.plural_count

    @property
    def plural_expr(self) -> str:
        return self.language.plural_rule

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.language.code),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms + "\n"),
        ]


def main(words: Sequence[str]) -> int:
    """Update and compile both catalogues; 1 if a text is left without a translation."""
    parser = argparse.ArgumentParser(prog="dev.py strings", description=__doc__.splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="folder of *.json files with new translations")
    folder = parser.parse_args(words).folder
    texts = texts_in_sources()
    untranslated = 0
    for language in LANGUAGES:
        translations = read_translations(language)
        if folder is not None:
            translations.update(new_translations(folder, language))
        write_catalogue(language, texts, translations)
        for text in missing(texts, translations, language):
            print(f"{language.code}: not translated: {text.singular!r}", file=sys.stderr)
            untranslated += 1
    print(f"{len(texts)} texts, {untranslated} translations missing")
    return 1 if untranslated else 0


def texts_in_sources(root: Path = ROOT) -> list[Text]:
    """Every text that the program marks for people, sorted, each once."""
    found: dict[str, Text] = {}
    for folder in SOURCES:
        for _file, _line, message, _comments, _context in extract_from_dir(
            root / folder, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            text = Text(message) if isinstance(message, str) else Text(*message)
            # Counted somewhere and plain elsewhere is one entry of the catalogue: the counted one.
            if text.plural or text.singular not in found:
                found[text.singular] = text
    return sorted(found.values())


def catalogue_path(language: Language, suffix: str) -> Path:
    return LOCALE / f"{language.code}.{suffix}"


def read_translations(language: Language) -> dict[str, Forms]:
    """What the .po file says, by msgid; empty while there is no file."""
    path = catalogue_path(language, "po")
    if not path.exists():
        return {}
    with path.open("rb") as source:
        messages = [message for message in read_po(source, abort_invalid=True) if message.id]
    return {_first(message.id): _forms(message.string) for message in messages}


def new_translations(folder: Path, language: Language) -> dict[str, Forms]:
    """What the folder's files say in this language: ``{"msgid": {"uz": "...", "ru": "..."}}``."""
    gathered: dict[str, Forms] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise SystemExit(f"{path} is no JSON: {error}") from None
        gathered |= {msgid: _forms(entry.get(language.key)) for msgid, entry in entries.items()}
    return gathered


def missing(texts: Iterable[Text], translations: Mapping[str, Forms], language: Language) -> Iterator[Text]:
    """The texts that lack a form this language needs."""
    for text in texts:
        wanted = language.plural_count if text.plural else 1
        forms = translations.get(text.singular, ())
        if len(forms) != wanted or not all(forms):
            yield text


def write_catalogue(language: Language, texts: Iterable[Text], translations: Mapping[str, Forms]) -> None:
    """Write the .po file, without what the sources no longer say, and the .mo file compiled from it."""
    catalogue = filled_catalogue(language, texts, translations)
    LOCALE.mkdir(parents=True, exist_ok=True)
    with catalogue_path(language, "po").open("wb") as target:
        write_po(target, catalogue, no_location=True, sort_output=True, width=0)
    catalogue_path(language, "mo").write_bytes(compiled(catalogue))


def filled_catalogue(language: Language, texts: Iterable[Text], translations: Mapping[str, Forms]) -> PlainCatalogue:
    catalogue = PlainCatalogue(language)
    for text in texts:
        forms = translations.get(text.singular, ())
        message = catalogue.add(text.message_id, forms if text.plural else "".join(forms[:1]))
        # Our places are named in braces; Babel takes "80 % of" for a place of printf.
        message.flags.discard("python-format")
    return catalogue


def compiled(catalogue: PlainCatalogue) -> bytes:
    """The catalogue as gettext reads it; the same texts give the same bytes."""
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def _first(message_id: str | Sequence[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _forms(value: str | Sequence[str] | None) -> Forms:
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
