"""What a file is by its content; its name and extension are not asked."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from desktop_app.spreadsheets.text_tables import utf16_of

OLE_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
HEAD_SIZE = 4096

_SIGNATURES = (
    (b"%PDF-", "pdf_document"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "word_document"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "word_document",
    "application/vnd.oasis.opendocument.presentation": "presentation",
}
_WEB_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_XML_WORKBOOK = re.compile(rb"mso-application|urn:schemas-microsoft-com:office:spreadsheet")
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Kind:
    """``reader`` is xlsx, xlsb, xls, ods or text for a workbook; for all else ``refused`` holds the reason."""

    name: str
    reader: str = ""
    refused: str = ""

    @property
    def is_archive(self) -> bool:
        return self.reader in ("xlsx", "xlsb", "ods", "word")


XLSX = Kind("xlsx", reader="xlsx")
XLSM = Kind("xlsm", reader="xlsx")
XLSB = Kind("xlsb", reader="xlsb")
XLS = Kind("xls", reader="xls")
ODS = Kind("ods", reader="ods")
TEXT = Kind("csv", reader="text")
# Read only where a document is as welcome as a workbook.
LINES = Kind("text", reader="lines")
WORD = Kind("docx", reader="word", refused="word_document")


def kind_of(content: bytes) -> Kind:
    """Tell the kind; raises nothing, an unreadable archive is the kind refused as ``broken``."""
    head = content[:HEAD_SIZE]
    if head.startswith(ZIP_SIGNATURES):
        return _kind_of_zip(content)
    if head.startswith(OLE_SIGNATURE):
        return _kind_of_ole(content)
    for signature, reason in _SIGNATURES:
        if head.startswith(signature):
            return _refused(reason)
    return _kind_of_text(head)


def _refused(reason: str) -> Kind:
    return Kind(reason, refused=reason)


def _kind_of_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename.replace("\\", "/").lower() for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                return _refused("password_protected")
            mimetype = _open_document_type(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        return _refused("broken")
    if mimetype in _OPEN_DOCUMENTS:
        kind = _OPEN_DOCUMENTS[mimetype]
        return ODS if kind == "ods" else _refused(kind)
    return _kind_of_office_zip(names)


def _open_document_type(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as entry:
        return entry.read(200).decode("ascii", "replace").strip()


def _kind_of_office_zip(names: set[str]) -> Kind:
    if "xl/workbook.bin" in names:
        return XLSB
    if "xl/workbook.xml" in names or any(name.endswith("/workbook.xml") for name in names):
        return XLSM if any(name.endswith("vbaproject.bin") for name in names) else XLSX
    if "word/document.xml" in names:
        return WORD
    if any(name.startswith("word/") for name in names):
        return _refused("word_document")
    if any(name.startswith("ppt/") for name in names):
        return _refused("presentation")
    return _refused("archive")


def _kind_of_ole(content: bytes) -> Kind:
    def has_stream(name: str) -> bool:
        return name.encode("utf-16-le") + b"\x00\x00" in content

    if not has_stream("Root Entry"):
        return _refused("broken")
    if has_stream("EncryptedPackage"):
        return _refused("password_protected")
    if has_stream("Workbook") or has_stream("Book"):
        return XLS
    if has_stream("WordDocument"):
        return _refused("word_document")
    if has_stream("PowerPoint Document"):
        return _refused("presentation")
    return _refused("not_a_workbook")


def _kind_of_text(head: bytes) -> Kind:
    if utf16_of(head):
        return TEXT
    if _XML_WORKBOOK.search(head):
        return _refused("xml_workbook")
    if _WEB_PAGE.search(head) or head.lstrip().lower().startswith(b"mime-version:"):
        return _refused("web_page")
    if _NOT_IN_TEXT.search(head):
        return _refused("not_a_workbook")
    return TEXT
