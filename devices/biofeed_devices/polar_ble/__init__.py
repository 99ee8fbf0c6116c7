"""The rooms behind `polar:`, beside those of `ble:`.

::

    streams.py     asking a strap for its streams, and ending them
    connection.py  a link on which there are streams as well

What the bytes mean is in `biofeed_devices.pmd`, which knows no radio.
"""
