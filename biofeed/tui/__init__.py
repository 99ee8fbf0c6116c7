"""Front end 2: the terminal app.

::

    app.py         the app: what is one key away from everywhere, and how it all ends; calm.py what apps share
    visit.py       one practice in a straight line: how one is, the breath, how it was, keep or let go
    welcome.py     the first five minutes, in the same way
    step.py        a screen that is one answer long, and the stage on which such steps follow each other
    person.py      what is known of the person; ready.py what a practice is begun with, limits of care and all
    conductor.py   reads the running session; keeper.py holds it where no crash of a screen can reach it
    hands.py       what the person's keys do to it; timeline.py what will be on its picture
    outcome.py     what came of it, in lines
    driver.py      a terminal that may go away
    messages.py    what the conductor tells the live screen
    preference.py  how the person likes it: colours, motion, glyphs, sound; theme.py two calm themes, two hues
    lately.py, past.py, looking_back.py, picture.py, toolbox.py, telling.py   what home and history show
    screens/       one screen a file; card, help and error lie on top of any of them
    widgets/       one thing on a screen a file
    review/        the therapist's side; page.py the app in a page of a browser

Attributes go down, messages come up: a screen sets what its widgets show, widgets know neither the session
nor each other.
"""
