"""A reportlab document that writes each finished page at once, so that ten thousand need no more memory than ten.

reportlab keeps every page in memory until ``save``. A PDF may hold its objects in any order, as long as the
table at its end knows where each one starts; so a page goes to the file as soon as it is shown.
"""

from typing import BinaryIO

from reportlab.pdfbase import pdfdoc


class StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab has no types
    """Give it to a canvas in place of its own document; ``SaveToFile`` writes to the stream given here."""

    def __init__(self, target: BinaryIO, *, is_packed: bool = True) -> None:
        super().__init__(compression=int(is_packed), invariant=1)
        self._target = target
        self._offset = 0
        for start in pdfdoc.PDFFile(self._pdfVersion).strings:
            self._write(start)

    def addPage(self, page: pdfdoc.PDFPage) -> None:
        super().addPage(page)
        reference = self.Reference(page)
        page.check_format(self)
        self._write_object(self.Reference(page.Contents).name)
        self._write_object(reference.name)
        # The tree of pages needs the number only; the page itself may go.
        self.Pages.pages[-1] = reference

    def SaveToFile(self, filename: object, canvas: object) -> None:
        for font in self.delayedFonts:
            font.addObjects(self)
        self.info.invariant = self.invariant
        self.info.digest(self.signature)
        self.Reference(self.Catalog)
        self.Reference(self.info)
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        self._write_the_rest()

    def _write_the_rest(self) -> None:
        self.encrypt.prepare(self)
        number = 1
        # Writing an object may add others to the end of the list.
        while number in self.numberToId:
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._write_object(name)
            number += 1
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [self.numberToId[each] for each in range(1, number)])
        start = self._write(table.format(self))
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=number,
            Root=self.Reference(self.Catalog),
            Info=self.Reference(self.info),
            ID=self.ID(),
        )
        self._write(trailer.format(self))

    def _write_object(self, name: str) -> None:
        whole = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        self.idToOffset[name] = self._write(whole)
        self.idToObject[name] = None

    def _write(self, piece: bytes) -> int:
        start = self._offset
        self._target.write(piece)
        self._offset += len(piece)
        return start
