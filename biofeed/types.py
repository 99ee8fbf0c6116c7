"""The vocabulary: one set of frozen values for wire, disk and screen.

Two kinds of events flow through the program. *Inputs* are what happened (bytes from the strap, what
the person said and did); they are logged as they come, and are the only thing a replay needs. *Derived*
events follow from the inputs and the software version, and can be rebuilt at any time.

Every `t_s` is monotonic seconds since the session's start. Units are in the names. Standard library
only: to import a `Beat` costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

TICKS_PER_S = 1024
"""The strap's unit: RR intervals come in 1/1024 s, and so does every beat's time."""


class Origin(StrEnum):
    """Where a session's beats come from; what is not `STRAP` never enters anyone's trends."""

    STRAP = "strap"
    SIMULATED = "simulated"
    REPLAYED = "replayed"
    IMPORTED = "imported"


class LinkState(StrEnum):
    """What the connection to the strap is doing."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    NO_CONTACT = "no contact"
    LOST = "lost"
    RECONNECTING = "reconnecting"
    BATTERY = "battery"
    CLOSED = "closed"


class Flag(StrEnum):
    """Whether an interval counts, and if not, why. The raw value is kept either way."""

    NORMAL = "normal"
    EXTRA = "extra"
    MISSED = "missed"
    ECTOPIC = "ectopic"
    IRREGULAR = "irregular"
    """Too long or too short for its neighbours, with no single cause that explains it."""
    OUT_OF_RANGE = "out of range"


class Phase(StrEnum):
    """What the breath does during a cue; `FREE` is breathing as one likes."""

    INHALE = "inhale"
    HOLD = "hold"
    EXHALE = "exhale"
    REST = "rest"
    """Empty lungs, waiting, as in box breathing."""
    FREE = "free"


class PhaseKind(StrEnum):
    """What a part of an exercise is for."""

    SETTLE = "settle"
    REST = "rest"
    BREATHE = "breathe"
    GUIDE = "guide"
    STRESSOR = "stressor"
    RECOVER = "recover"


# --- inputs -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Packet:
    """Bytes from the device, stamped on arrival. Everything else about the heart follows from these."""

    t_s: float
    source: str
    """What the bytes are: `2a37` for Bluetooth's Heart Rate Measurement, `pmd` for Polar's stream."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """The connection to the strap changed, or told something about itself."""

    t_s: float
    state: LinkState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Samples:
    """Evenly sampled values; `t_s` is the time of the first."""

    t_s: float
    kind: str
    fs_hz: float
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """The person marked this moment."""

    t_s: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """How the person says it is, on a named scale; `None` is a question that was left open."""

    t_s: float
    scale: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person typed in reply to a prompt."""

    t_s: float
    prompt: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A line in the person's own words, or their answer to one of the debrief's questions."""

    t_s: float
    text: str
    topic: str = ""
    """What it is about, such as `posture` or `bring to session`; empty for a line of one's own."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The person paused the pacer (`paused`), or took it up again."""

    t_s: float
    paused: bool


@dataclass(frozen=True, slots=True)
class PaceChange:
    """The person asked for another pace, in breaths a minute."""

    t_s: float
    bpm: float


@dataclass(frozen=True, slots=True)
class Skip:
    """The person went on to what comes next: the next region of a body scan, the next part."""

    t_s: float


@dataclass(frozen=True, slots=True)
class Repeat:
    """The person asked for the breathing part that was last begun once more."""

    t_s: float


@dataclass(frozen=True, slots=True)
class Stop:
    """The session ended here: `done` when the exercise was over, else by whom or what."""

    t_s: float
    reason: str


# --- derived ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beat:
    """One interval between two heartbeats, at the time of the beat that ends it."""

    seq: int
    t_s: float
    """A whole number of 1/1024 s, so that sums and window edges are exact in floating point."""
    rr_ms: float
    flag: Flag = Flag.NORMAL


@dataclass(frozen=True, slots=True)
class Reflag:
    """A later verdict on beat `seq`, with up to two beats of hindsight. The last one holds."""

    t_s: float
    seq: int
    flag: Flag


@dataclass(frozen=True, slots=True)
class Gap:
    """Beats are missing from `t_s` on, for `duration_s`. No difference is taken across it."""

    t_s: float
    duration_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class Cue:
    """What the person is asked to do, from `t_s` on, for `duration_s`."""

    t_s: float
    phase: Phase
    level: float
    """Lung level asked for at the cue's end: 0 is empty, 1 is a full easy breath."""
    text: str
    duration_s: float


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that a stressor puts to the person; `seq` is what an `Answer` refers to."""

    t_s: float
    seq: int
    text: str
    answer_by_s: float | None = None
    """After this moment it counts as not answered; `None` leaves all the time there is."""
    said: str = ""
    """What there is to say of the answer before."""
    keys: tuple[str, ...] = ()
    """The answers there are, where one key is enough; else it is typed and entered."""
    colour: str = ""
    """The colour the text is written in, where that is what the question is about."""


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A new part of the exercise begins."""

    t_s: float
    kind: PhaseKind
    title: str
    duration_s: float
    task: str = ""
    """Which task a stressor or a plain baseline puts to the person; empty if none."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with everything needed to judge it.

    `value` is `None` when there is too little clean data; `ready_s` then says when (on the session's
    clock) the number will be back if every beat from now on is clean.
    """

    name: str
    value: float | None
    unit: str
    window_s: float
    coverage: float
    """Share of the window that clean beats cover, 0 to 1."""
    definition: str
    """A key into docs/formulas.md, such as `rmssd.60s.v1`."""
    ready_s: float | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """The live numbers at one moment."""

    t_s: float
    measures: tuple[Measure, ...]


SUMMARY = "summary"
"""The kind of the result that every session has: what it came to as a whole."""
TASK = "task"
"""The kind of the result that says how a stressor's or a baseline's task went."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a session or a protocol found."""

    t_s: float
    kind: str
    measures: tuple[Measure, ...]
    detail: dict[str, float | str] = field(default_factory=dict)


Input: TypeAlias = (
    Packet | Link | Samples | Marker | Rating | Answer | Note | Pause | PaceChange | Skip | Repeat | Stop
)
Derived: TypeAlias = Beat | Reflag | Gap | Cue | Prompt | PhaseChange | Feedback | Result
Event: TypeAlias = Input | Derived

INPUTS: tuple[type, ...] = (
    Packet,
    Link,
    Samples,
    Marker,
    Rating,
    Answer,
    Note,
    Pause,
    PaceChange,
    Skip,
    Repeat,
    Stop,
)
DERIVED: tuple[type, ...] = (Beat, Reflag, Gap, Cue, Prompt, PhaseChange, Feedback, Result)


# --- who and what -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What a device says about itself; `address` stays on this computer and out of shared files."""

    url: str
    name: str
    origin: Origin
    address: str = ""
    signal_dbm: int | None = None
    battery_percent: int | None = None
    has_beats: bool = True
