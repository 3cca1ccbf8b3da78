"""`make docs`: draw the README's pictures anew from the reference model."""

from pathlib import Path

import innovate_model as im
from exporters.diagrams.png import png_of

ROOT = Path(__file__).parents[1]
PICTURES = {
    "cluster-production.png": ("cluster", "production"),
    "network-production.png": ("network", "production"),
}


def main() -> None:
    """Write every picture, one pixel per unit of its SVG: a README is narrower than a screen."""
    architecture = im.load(ROOT / "models" / "innovate")
    for name, (view, subject) in PICTURES.items():
        target = ROOT / "docs" / "pictures" / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(png_of(architecture.picture(view, subject).svg, scale=1).data)
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
