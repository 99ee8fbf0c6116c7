"""What importing the package costs, asked of a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = "import sys, json; from biofeed import hrv; {then}; print(*sorted(sys.modules), sep='\\n')"


def modules(then: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", LOADED.format(then=then)], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def test_the_import_needs_nothing_but_numpy() -> None:
    loaded = modules("None")

    assert "numpy" in loaded
    assert not {name for name in loaded if name.split(".")[0] in {"scipy", "pandas", "neurokit2"}}


@pytest.mark.parametrize(
    "then",
    [
        "hrv.warm_up()",
        "hrv.rolling_coherence([1000.0, 900.0, 1100.0] * 40), hrv.power_bands([1000.0, 900.0, 1100.0] * 90)",
    ],
)
def test_spectra_need_only_linear_algebra(then: str) -> None:
    loaded = modules(then)

    assert "scipy.linalg.lapack" in loaded
    assert not loaded & {"scipy.signal", "scipy.interpolate", "pandas"}


def test_counting_beats_never_loads_scipy() -> None:
    loaded = modules(
        "w = hrv.LiveWindow(); w.add(1.0, 800.0, True); w.rmssd(1.0); hrv.rolling_rmssd([800.0, 810.0])"
    )

    assert "scipy" not in loaded


def test_every_public_name_is_there() -> None:
    """Those that are imported only when asked for included."""
    from biofeed import hrv

    assert all(getattr(hrv, name).__name__ for name in hrv.__all__ if name != "FLAGS")
    assert hrv.FLAGS
    with pytest.raises(AttributeError, match="no attribute 'stress'"):
        _ = hrv.stress
