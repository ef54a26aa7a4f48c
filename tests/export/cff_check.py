"""The BibTeX and APA entries of a CITATION.cff, by cffconvert: run by the Python of ``.venv-readers``, which has it."""

import sys
from pathlib import Path

from cffconvert import Citation

citation = Citation(Path(sys.argv[1]).read_text(encoding="utf-8"))
citation.validate()
print(citation.as_bibtex())
print(citation.as_apalike())
