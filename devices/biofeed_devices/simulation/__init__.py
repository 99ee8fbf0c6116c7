"""A person made of equations, and the strap around their chest.

`person` says who it is, `breath` how they breathe, `guidance` what they see of a pacer, `heart` what their
heart does with all that, `stress` what an effort adds; `body` is the whole. `strap` is what a chest strap
makes of the beats, and `spell` when it goes wrong. Everything is computed forward in seconds since the
session's start, from seeded random numbers; nothing looks at a clock.

It is a stand-in for a person where none can be asked: in tests, in the demo, while an exercise is written.
Its numbers are fitted to published averages, its ways of following a pacer are plausible and no more.
"""
