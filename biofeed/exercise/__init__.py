"""What an exercise file means.

An exercise is one TOML file that a therapist can read and write: a title, what it is, what is known about
it, and its parts. `parse` checks the file (key by key, with the allowed range in the message) and gives an
`Exercise`; with a `Variant`, how it is to be done this time, that becomes a `Schedule`.
docs/exercises.md describes the file.
"""

from biofeed.exercise.bounds import MAX_BPM, MIN_BPM, allowed_bpm
from biofeed.exercise.exercise import Exercise, parse
from biofeed.exercise.file import Kind, Label
from biofeed.exercise.variant import AS_WRITTEN, MAX_MINUTES, MIN_MINUTES, Variant

__all__ = [
    "AS_WRITTEN",
    "MAX_BPM",
    "MAX_MINUTES",
    "MIN_BPM",
    "MIN_MINUTES",
    "Exercise",
    "Kind",
    "Label",
    "Variant",
    "allowed_bpm",
    "parse",
]
