"""The process that builds plans and knocks. It runs in a user namespace of its own (`unshare --user --map-root-user
--net`), where it may make network namespaces without any privilege outside, and knows nothing of models.

One JSON object in each line of standard input, one in each line of standard output. `build`: a plan, which replaces
the one before; `knock`: a list of knocks, with `patience` in seconds. What comes back has `fault` where it failed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import astuple
from typing import Any

from innovate_model.emulation.kernel import Built, build
from innovate_model.emulation.knocking import knock
from innovate_model.emulation.plan import Knock, from_data


def serve() -> None:
    """Answer until standard input ends; every namespace vanishes with the process."""
    built: Built | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        answer: dict[str, Any] = {}
        try:
            if "build" in asked:
                if built is not None:
                    built.close()
                built = None
                built = build(from_data(asked["build"]))
            elif built is not None:
                knocks = [Knock(*values) for values in asked["knock"]]
                answer["answers"] = [astuple(one) for one in knock(built, knocks, asked["patience"])]
        except OSError as error:
            answer["fault"] = str(error)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
