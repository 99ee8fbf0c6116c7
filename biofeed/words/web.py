"""What is said about the app in a browser: in the terminal that serves it, and in the page."""

from __future__ import annotations

TITLE = "biofeed"
OPENING = "opening your app"
AGAIN = "open it here"
NO_SCRIPT = "This page shows a terminal, and needs JavaScript for that. All of it comes from this computer."

ENDED, SERVER_ENDED, LOST, IN_USE, BROKEN = 1000, 1001, 1006, 4001, 4002
"""The codes that a line is closed with; those from 4000 on are our own."""
CLOSED = {
    ENDED: "The app has ended. What it logged is kept.",
    SERVER_ENDED: "biofeed serve has ended, and the app with it. What was logged is kept.",
    LOST: "The line to the app is gone. What was logged is kept.",
    IN_USE: "The strap is in use: the app is open in another page. Close that one, then open it here.",
    BROKEN: "The app has ended, and this is what it says:",
}

NOT_THIS_HOST = "This page has one address only: the one that biofeed serve printed."
NOT_THIS_PAGE = "This can be asked for by biofeed's own page only."
NOT_OPENED = (
    "This page opens with the address that biofeed serve printed, once, in one browser. "
    "If it was used already and not by you: Ctrl-C there ends everything. Started anew, it prints a new one."
)
NOTHING_HERE = "There is nothing here."

SERVING = "The app is at this address, on this computer only. It opens once, in one browser:"
HOW_TO_END = "Ctrl-C ends it. Closing the page ends the session and keeps it."

NO_EXTRA = "To show the app in a browser, biofeed needs {name}, which is not installed."
NO_EXTRA_HINT = "Install it with: pip install 'biofeed[web]'"
PORT_TAKEN = "Port {port} is taken by another program."
PORT_TAKEN_HINT = "Name another with --port, or none: then a free one is taken."
PORT_REFUSED = "Port {port} cannot be listened on: {reason}."
