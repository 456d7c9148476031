"""Names as a paper writes them: all in the one script of its language."""

from desktop_app.language.names import short_name, split_full_name
from desktop_app.language.script import catalogue_to_cyrillic, to_cyrillic

IN_CYRILLIC = ("uz_Cyrl", "ru")


def in_script_of(document_language: str, name: str) -> str:
    """The name of a course, a centre or a school in the script of the paper.

    A Russian paper writes an Uzbek name in Cyrillic and does not translate it; what was typed in Russian stays.
    """
    return catalogue_to_cyrillic(name) if document_language in IN_CYRILLIC else name


def signature_name(document_language: str, full: str) -> str:
    """A person's name as signatures have it, D.A.Karimova, in the script of the paper."""
    name = short_name(split_full_name(full).name)
    return to_cyrillic(name) if document_language in IN_CYRILLIC else name
