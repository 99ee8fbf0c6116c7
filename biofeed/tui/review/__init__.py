"""The therapist's side of the app: who practises, what came of it, and what one thinks of it oneself.

::

    app.py        which page comes when, and how it locks itself
    desk.py       what is read from the log and written into it, each in one go, in a thread
    client.py     clients as the list shows them            told.py    sessions as the list shows them,
    sheet.py      a report's page as rows of text                      and one's own notes
    sketch.py     its charts in the terminal's characters   text.py    text in pieces, and its rows
    target.py     where a report is written to
    widget.py     a page that scrolls                       field.py   a line to be filled in
    screens/      clients, client, sessions, session, note, move, report, share, receive, lock

The pages are those of `biofeed report`, as values, so what is read on the screen and what is printed are the
same numbers in the same order.
"""
