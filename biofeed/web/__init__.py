"""The app in a browser, on this computer alone.

A page shows what the app draws and sends back what is typed; the app itself runs in a process of its own, on
this computer, with this person's log. Whatever a browser has open besides that page is treated as a stranger
who can already send requests here: docs/web.md says what is held against whom.

The terminal in the page (its script, style and letters) comes with textual-serve, the extra `web`. Its server
is not used: it knows no key, asks nobody where a request comes from, and its page fetches letters from
elsewhere.
"""
