"""The comparison of two models -> text, Markdown and JSON. `report` finds the words, once; `text` and `markdown` set
them."""
