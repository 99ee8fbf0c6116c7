"""The floor for a rolling RMSSD: one pass over the beats in C, two pointers and a running integer sum."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = """
#include <math.h>
#include <stdint.h>
void rolling_rmssd(const int64_t *rr, int64_t n, int64_t width, double *out) {
    int64_t first = 0, end = 0, begin = 0, sum = 0;
    for (int64_t i = 0; i < n; i++) {
        end += rr[i];
        if (i) sum += (rr[i] - rr[i - 1]) * (rr[i] - rr[i - 1]);
        while (begin + rr[first] <= end - width) {
            begin += rr[first];
            sum -= (rr[first + 1] - rr[first]) * (rr[first + 1] - rr[first]);
            first++;
        }
        out[i] = sqrt((double)sum / (double)(i - first));
    }
}
"""


def compiled() -> Callable[[np.ndarray, int], np.ndarray] | None:
    """Give the compiled pass over whole intervals, or None without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    folder = Path(tempfile.mkdtemp())
    (folder / "pass.c").write_text(SOURCE)
    library = folder / "pass.so"
    flags = ["-O3", "-march=native", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, str(folder / "pass.c"), "-o", str(library), "-lm"], check=True)
    function = ctypes.CDLL(str(library)).rolling_rmssd

    def run(rr: np.ndarray, width: int) -> np.ndarray:
        out = np.empty(rr.size)
        arrays = rr.ctypes.data_as(ctypes.c_void_p), out.ctypes.data_as(ctypes.c_void_p)
        function(arrays[0], ctypes.c_int64(rr.size), ctypes.c_int64(width), arrays[1])
        return out

    return run
