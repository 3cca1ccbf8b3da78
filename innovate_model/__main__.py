"""`python -m innovate_model`: the console script by another name."""

from __future__ import annotations

from innovate_model.cli.main import main

if __name__ == "__main__":
    main()
