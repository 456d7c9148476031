"""Qt's own words (buttons of file dialogs, the menu of a text field) from our catalogue: Qt brings no Uzbek."""

from PySide6.QtCore import QObject, QTranslator

from desktop_app.i18n import N_, _

# What Qt calls it, and what our catalogue calls it.
OWN_WORDS = {
    "OK": N_("OK"),
    "&OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "&Cancel": N_("Cancel"),
    "Save": N_("Save"),
    "&Save": N_("Save"),
    "Open": N_("Open"),
    "&Open": N_("Open"),
    "&Choose": N_("Choose"),
    "Close": N_("Close"),
    "&Yes": N_("Yes"),
    "&No": N_("No"),
    "&Undo": N_("Undo"),
    "&Redo": N_("Redo"),
    "Cu&t": N_("Cut"),
    "&Copy": N_("Copy"),
    "&Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "Look in:": N_("Folder:"),
    "File &name:": N_("File name:"),
    "Files of type:": N_("Kind of file:"),
    "Directory:": N_("Folder:"),
}


class CatalogueTranslator(QTranslator):
    """Answers Qt in the current language; what it does not know stays Qt's own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        own = OWN_WORDS.get(source)
        # A null string is how Qt is told to keep its own words.
        return _(own) if own is not None else None  # type: ignore[return-value]
