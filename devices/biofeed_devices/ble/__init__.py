"""The rooms behind `ble:`, from looking for straps to letting go of one.

::

    timing.py      how long the driver waits for what
    patience.py    waiting for a radio that may never answer
    trouble.py     what Bluetooth says when it refuses, in plain words
    discovery.py   which straps are within reach, and which is meant
    outage.py      a dropout that is going on
    bluez.py       what only Linux can answer
    connection.py  one link to one strap, never used twice
    about.py       what a strap says about itself
    remark.py      what its packets say about it
    checkup.py     whether everything is in order, for `biofeed doctor`

bleak is imported inside functions: to know that there is a `ble:` must cost nothing.
"""
