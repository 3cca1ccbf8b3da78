"""A drawing that notebooks show inline."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class InlineImage:
    """One view, drawn. `svg` is the whole document; `title` what it shows."""

    title: str
    svg: str

    def _repr_html_(self) -> str:
        """As an image with the SVG in its address: notebooks that are not trusted drop inline SVG and keep this."""
        data = b64encode(self.svg.encode()).decode()
        alt = escape(self.title, quote=True)
        return f'<img alt="{alt}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
