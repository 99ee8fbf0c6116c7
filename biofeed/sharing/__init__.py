"""What leaves this computer, and what comes to it: bundles for a therapist, recordings from elsewhere.

::

    choice.py      what was chosen, taken out of the log      tick.py      what goes along only if ticked
    excerpt.py     a session without words and packets        identity.py  text without a strap's number
    bundle.py      what is handed over, as bytes              archive.py   these bytes as a zip, read warily
    envelope.py    the age format around it                   preview.py   exactly what is in it
    delivery.py    a bundle on its way into the log           mark.py      how what came before is recognised
    folder.py      recordings of any format to the log        foreign.py   one of them as a session
    waiting.py     sessions that are written together
    access.py      everything held about one person           folio.py     the files it is written to

docs/sharing.md tells people what is shared, what never is, and what each file holds.
"""
