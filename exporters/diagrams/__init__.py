"""Architecture diagrams: a View becomes SVG (`drawing.drawn`) and PNG (`png.png_of`), by a layout of our own."""
