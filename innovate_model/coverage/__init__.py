"""Which systems a design document names, and what has become of each: modelled, judged, drawn, exported, compared,
priced.

The rows stand in one YAML file, in the document's order (`rows`); everything in their cells is worked out from the
model and the code (`columns`), or says why it does not apply.
"""

from innovate_model.coverage.cells import Cell, State
from innovate_model.coverage.rows import Document, Row, Selector, read_rows
from innovate_model.coverage.table import Coverage, coverage

__all__ = ["Cell", "Coverage", "Document", "Row", "Selector", "State", "coverage", "read_rows"]
