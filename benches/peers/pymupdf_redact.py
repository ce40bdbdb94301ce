"""pymupdf_redact.py WORD OUT FILE…: PyMuPDF's search-and-redact of one fixed word; nothing else is detected or checked."""

import sys
from pathlib import Path

import pymupdf

word, out, *files = sys.argv[1:]
Path(out).mkdir(parents=True, exist_ok=True)
for name in files:
    document = pymupdf.open(name)
    for page in document:
        for place in page.search_for(word):
            page.add_redact_annot(place, text="5.1.2.e", fontsize=6)
        page.apply_redactions()
    document.save(Path(out) / Path(name).name, garbage=4, deflate=True)
