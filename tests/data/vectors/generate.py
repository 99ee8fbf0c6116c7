"""Make the reference vectors: RR series whose numbers follow from a formula.

Run `python -m tests.data.vectors.generate` in the project's root.

Each `*.json` beside this file holds one series and what is known of it:

    about       what it is and where the expected numbers come from
    rr_ms       the intervals in ms, each stamped with the beat that ends it, the first from time zero
    valid, t_s  where there are any: which beats count, and the end of each interval in seconds
    expected    metric -> [value, tolerance]; the tolerance is relative, or absolute where the value is 0,
                and a value of null is not a number (NaN)

The metrics are those of docs/formulas.md. All follow from formulas but `white_noise`, whose seed is fixed.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EXACT = 1e-12


def modulated(
    mean_ms: float, waves: list[tuple[float, float, float]], duration_s: float, trend: float = 0.0
) -> Floats:
    """Give intervals that sample `mean + waves + trend` without error, each at the moment it ends.

    A wave is (amplitude in ms, frequency in Hz, phase in rad), the trend in ms a second. As an interval says
    when it ends and that moment says how long it is, each is the fixed point of an equation, found by
    repetition.
    """
    rr: list[float] = []
    t_s = 0.0
    while t_s < duration_s:
        interval = mean_ms
        for _ in range(100):
            end_s = t_s + interval / 1000.0
            swing = sum(a * math.sin(2 * math.pi * f * end_s + phase) for a, f, phase in waves)
            interval = mean_ms + swing + trend * end_s
        rr.append(interval)
        t_s += interval / 1000.0
    return np.array(rr)


def alternating(low_ms: float, high_ms: float, about: str, pnn50: float) -> dict[str, Any]:
    """Two values in turn, 150 times: 299 differences, 150 up and 149 down."""
    step = high_ms - low_ms
    across = step * math.sqrt((299 - 1 / 299) / 298)
    return {
        "about": about,
        "rr_ms": np.tile([low_ms, high_ms], 150),
        "expected": {
            "rmssd": [step, EXACT],
            "sdnn": [step / 2 * math.sqrt(300 / 299), EXACT],
            "pnn50": [pnn50, EXACT],
            "sd1": [across / math.sqrt(2), EXACT],
            "sd2": [0.0, 1e-9],
            "mean_rr": [(low_ms + high_ms) / 2, EXACT],
        },
    }


def constant() -> dict[str, Any]:
    zero = {metric: [0.0, EXACT] for metric in ("rmssd", "sdnn", "pnn50", "sd1", "sd2", "vlf", "lf", "hf")}
    return {
        "about": "300 equal intervals: nothing varies, and there is no coherence to speak of.",
        "rr_ms": np.full(300, 1000.0),
        "expected": {**zero, "mean_hr": [60.0, EXACT], "coherence": [None, 0]},
    }


def beat_sine() -> dict[str, Any]:
    amplitude = 50.0
    return {
        "about": "A sine over the beat number, ten beats a cycle, 300 differences in 30 whole cycles: "
        "RMSSD = A sqrt(2) sin(pi/10), SDNN = A/sqrt(2) as the 301st beat lies on the mean.",
        "rr_ms": 1000.0 + amplitude * np.sin(2 * np.pi * 0.1 * np.arange(301)),
        "expected": {
            "rmssd": [amplitude * math.sqrt(2) * math.sin(math.pi / 10), EXACT],
            "sdnn": [amplitude / math.sqrt(2), EXACT],
            "pnn50": [0.0, EXACT],
        },
    }


def one_tone() -> dict[str, Any]:
    return {
        "about": "50 ms at 0.1 Hz: all power is in LF, A^2/2. The coherence ratio is that of "
        "the definition's own grid of 1/256 Hz (a finer grid goes to 9.398); 1/512 Hz is how "
        "near a grid point lies.",
        "rr_ms": modulated(1000.0, [(50.0, 0.1, 0.3)], 640.0),
        "expected": {
            "lf": [1250.0, 1e-3],
            "hf": [0.0, 1e-3],
            "coherence": [8.3456, 1e-5],
            "coherence_peak_hz": [0.1, 1 / 51.2],
        },
    }


def two_tones() -> dict[str, Any]:
    return {
        "about": "40 ms at 0.1 Hz and 20 ms at 0.25 Hz: LF = 800, HF = 200 ms2. The spline passes 98.7 % of "
        "the power at 0.25 Hz and 70 beats a minute.",
        "rr_ms": modulated(850.0, [(40.0, 0.1, 0.3), (20.0, 0.25, 1.1)], 1280.0),
        "expected": {"lf": [800.0, 1e-3], "hf": [200.0, 0.02]},
    }


def tone_on_trend() -> dict[str, Any]:
    return {
        "about": "40 ms at 0.1 Hz on a drift of 0.3 ms a second: the drift is VLF and leaves LF and "
        "coherence alone.",
        "rr_ms": modulated(900.0, [(40.0, 0.1, 0.3)], 300.0, trend=0.3),
        "expected": {"lf": [800.0, 1e-3], "hf": [0.0, 1e-3], "coherence": [8.3439, 1e-4]},
    }


def white_noise() -> dict[str, Any]:
    rr = 800.0 + 30.0 * np.random.default_rng(7).standard_normal(5_000)
    return {
        "about": "Independent normal intervals, seed 7, rounded to 0.001 ms: SDNN = 30, RMSSD = 30 sqrt(2), "
        "SD1 = SD2 = 30, each within what 5000 beats allow.",
        "rr_ms": np.round(rr, 3),
        "expected": {
            "rmssd": [30 * math.sqrt(2), 0.03],
            "sdnn": [30.0, 0.03],
            "sd1": [30.0, 0.03],
            "sd2": [30.0, 0.03],
            "pnn50": [100 * math.erfc(50 / 30 / 2), 0.06],
        },
    }


def masked() -> dict[str, Any]:
    rr = np.tile([800.0, 820.0], 60)
    rr[30::40] = 400.0
    valid = rr > 500.0
    return {
        "about": "800 and 820 in turn, with three beats of 400 ms that do not count: each takes two "
        "differences away, and no difference is taken across it.",
        "rr_ms": rr,
        "valid": valid,
        "expected": {
            "rmssd": [20.0, EXACT],
            "pnn50": [0.0, EXACT],
            "mean_rr": [(57 * 800 + 60 * 820) / 117, EXACT],
        },
    }


def gap() -> dict[str, Any]:
    rr = np.concatenate([np.tile([800.0, 810.0], 100), np.tile([900.0, 930.0], 100)])
    t_s = np.cumsum(rr) / 1000.0
    t_s[200:] += 45.0
    return {
        "about": "Differences of 10 ms, 45 s without beats, differences of 30 ms: the step of 90 ms between "
        "the parts is not a difference.",
        "rr_ms": rr,
        "t_s": t_s,
        "expected": {"rmssd": [math.sqrt((199 * 100 + 199 * 900) / 398), EXACT], "pnn50": [0.0, EXACT]},
    }


def vectors() -> dict[str, dict[str, Any]]:
    """Give every vector by its name."""
    return {
        "alternating_100": alternating(
            800.0, 900.0, "Steps of 100 ms: every difference counts for pNN50.", 100.0
        ),
        "alternating_50": alternating(800.0, 850.0, "Steps of exactly 50 ms: none counts for pNN50.", 0.0),
        "constant": constant(),
        "beat_sine": beat_sine(),
        "one_tone": one_tone(),
        "two_tones": two_tones(),
        "tone_on_trend": tone_on_trend(),
        "white_noise": white_noise(),
        "masked": masked(),
        "gap": gap(),
    }


def main() -> None:
    """Write every vector beside this file."""
    for name, vector in vectors().items():
        plain = {
            key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in vector.items()
        }
        path = Path(__file__).with_name(f"{name}.json")
        path.write_text(json.dumps(plain, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
