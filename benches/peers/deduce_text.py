"""deduce_text.py FILE: detection alone, by deduce, paragraph by paragraph."""

import sys

from deduce import Deduce

engine = Deduce()
with open(sys.argv[1], encoding="utf-8") as source:
    found = sum(len(engine.deidentify(part).annotations) for part in source.read().split("\n\n") if part.strip())
print(found)
