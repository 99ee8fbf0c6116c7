"""Front end 2: the terminal app.

::

    app.py        the app: which screen comes when, the one worker, how it all ends
    keeper.py     holds the running practice where no crash of a screen can reach it
    driver.py     a terminal that may go away
    messages.py   what the worker tells the screens
    theme.py      two calm themes, two hues
    screens/      home, strap, live, summary; help and error lie on top of them
    widgets/      one thing on a screen a file: pacer, trace, numbers, status, whisper, keys, choice

Attributes go down, messages come up: a screen sets what its widgets show, widgets know neither the session
nor each other.
"""
