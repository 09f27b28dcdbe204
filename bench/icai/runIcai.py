"""Runs ICAI's own entry point and writes what the process used (seconds of CPU) to the file named first."""

import json
import resource
import sys

target = sys.argv.pop(1)
from inverse_cai.experiment.core import run  # noqa: E402

try:
    run()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    with open(target, "w", encoding="utf-8") as file:
        json.dump({"cpu": used.ru_utime + used.ru_stime}, file)
