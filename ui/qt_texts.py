"""Qt's own words (file dialogs, the print dialog, the menu of a text field) from our catalogue: Qt brings no Uzbek."""

from PySide6.QtCore import QObject, QTranslator

from desktop_app.i18n import N_, _

# What Qt writes for a name that it fills in, and our catalogue.
_PLACE, _NAME = "%1", "{name}"
# The names of keys: on every keyboard they are as Qt has them.
_KEYS = "QShortcut"
# What Qt calls it, and what our catalogue calls it.
OWN_WORDS = {
    "OK": N_("OK"),
    "&OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "&Cancel": N_("Cancel"),
    "Save": N_("Save"),
    "&Save": N_("Save"),
    "Save All": N_("Save all"),
    "Open": N_("Open"),
    "&Open": N_("Open"),
    "&Choose": N_("Choose"),
    "Close": N_("Close"),
    "&Yes": N_("Yes"),
    "Yes to &All": N_("Yes to all"),
    "&No": N_("No"),
    "N&o to All": N_("No to all"),
    "Abort": N_("Stop"),
    "Retry": N_("Try again"),
    "Ignore": N_("Go on all the same"),
    "Discard": N_("Do not save"),
    "Help": N_("Help"),
    "Apply": N_("Apply"),
    "Reset": N_("Reset"),
    "Restore Defaults": N_("As it was at first"),
    "&Undo": N_("Undo"),
    "&Redo": N_("Redo"),
    "Cu&t": N_("Cut"),
    "&Copy": N_("Copy"),
    "Copy &Link Location": N_("Copy the address"),
    "&Paste": N_("Paste"),
    "Delete": N_("Delete"),
    "&Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "&Step up": N_("One more"),
    "Step &down": N_("One less"),
    "Scroll here": N_("Scroll to here"),
}
OF_FILE_DIALOGS = {
    "Look in:": N_("Folder:"),
    "&Look in:": N_("Folder:"),
    "File &name:": N_("File name:"),
    "Files of type:": N_("Kind of file:"),
    "Files of &type:": N_("Kind of file:"),
    "Directory:": N_("Folder:"),
    "Directories": N_("Folders"),
    "Find Directory": N_("Choose a folder"),
    "Save As": N_("Save as"),
    "Files": N_("Files"),
    "All Files (*)": N_("All files (*)"),
    "Back": N_("Back"),
    "Go back": N_("Back"),
    "Forward": N_("Forward"),
    "Go forward": N_("Forward"),
    "Parent Directory": N_("One folder up"),
    "Go to the parent directory": N_("One folder up"),
    "Create New Folder": N_("New folder"),
    "Create a New Folder": N_("New folder"),
    "&New Folder": N_("New folder"),
    "New Folder": N_("New folder"),
    "List View": N_("Names only"),
    "Change to list view mode": N_("Names only"),
    "Detail View": N_("Names with size and day"),
    "Change to detail view mode": N_("Names with size and day"),
    "Sidebar": N_("Places on this PC"),
    "List of places and bookmarks": N_("Places on this PC"),
    "Recent Places": N_("Places of late"),
    "Computer": N_("This PC"),
    "My Computer": N_("This PC"),
    "Drive": N_("Drive"),
    "Folder": N_("Folder"),
    "File": N_("File"),
    "File Folder": N_("Folder"),
    "%1 File": N_("{name} file"),
    "Name": N_("Name"),
    "Size": N_("Size"),
    "Type": N_("Kind"),
    "Date Modified": N_("Changed on"),
    "Show &hidden files": N_("Show hidden files"),
    "&Rename": N_("Rename"),
    "Remove": N_("Take off the list"),
    "%1 already exists.\nDo you want to replace it?": N_("{name} is there already.\nReplace it?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
        "{name}\nThere is no such file. Check the name."
    ),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": N_(
        "{name}\nThere is no such folder. Check the name."
    ),
    "Are you sure you want to delete '%1'?": N_("Delete “{name}”?"),
    "'%1' is write protected.\nDo you want to delete it anyway?": N_("“{name}” may only be read.\nDelete it anyway?"),
    "Could not delete directory.": N_("The folder could not be deleted."),
}
OF_PRINT_DIALOGS = {
    "Print": N_("Print"),
    "&Print": N_("Print"),
    "Printer": N_("Printer"),
    "&Name:": N_("Printer:"),
    "P&roperties": N_("Properties"),
    "Location:": N_("Where it stands:"),
    "Preview": N_("Preview"),
    "Type:": N_("Model:"),
    "Output &file:": N_("Into the file:"),
    "Print range": N_("What is printed"),
    "Print all": N_("All pages"),
    "Pages from": N_("From page"),
    "to": N_("to page"),
    "Pages": N_("Pages"),
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": N_(
        "Pages and ranges with commas between them: 3,5-7,9 prints the pages 3, 5, 6, 7 and 9."
    ),
    "Current Page": N_("This page"),
    "Selection": N_("What is selected"),
    "Page &Set:": N_("Which of them:"),
    "Output Settings": N_("How it is printed"),
    "Copies:": N_("Copies:"),
    "Copies": N_("Copies"),
    "Collate": N_("Copy after copy"),
    "Reverse": N_("From the last page on"),
    "Color Mode": N_("Colours"),
    "Color": N_("In colour"),
    "Grayscale": N_("In grey"),
    "Double Sided Printing": N_("On both sides"),
    "Off": N_("On one side"),
    "Long side binding": N_("Turned along the long side"),
    "Short side binding": N_("Turned along the short side"),
    "Options": N_("Other settings"),
    "&Options >>": N_("More >>"),
    "&Options <<": N_("Less <<"),
    "All Pages": N_("All pages"),
    "Odd Pages": N_("Odd pages"),
    "Even Pages": N_("Even pages"),
    "Print to File (PDF)": N_("Into a PDF file"),
    "Local file": N_("File on this PC"),
    "Write PDF file": N_("Writes a PDF file"),
    "Paper": N_("Sheet of paper"),
    "Page size:": N_("Size:"),
    "Paper source:": N_("Tray:"),
    "Orientation": N_("How it lies"),
    "Portrait": N_("Upright"),
    "Landscape": N_("Across"),
    "Margins": N_("Margins"),
    "%1 already exists.\nDo you want to overwrite it?": N_("{name} is there already.\nReplace it?"),
    "%1 is a directory.\nPlease choose a different file name.": N_("{name} is a folder.\nChoose another name."),
    "File %1 is not writable.\nPlease choose a different file name.": N_(
        "{name} cannot be written to.\nChoose another name."
    ),
}


class CatalogueTranslator(QTranslator):
    """Answers Qt in the current language; what it does not know stays Qt's own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        own = OWN_WORDS.get(source) or OF_FILE_DIALOGS.get(source) or OF_PRINT_DIALOGS.get(source)
        # A null string is how Qt is told to keep its own words.
        return _(own).replace(_NAME, _PLACE) if own is not None and context != _KEYS else None  # type: ignore[return-value]
