"""What `biofeed share`, `biofeed import` and `biofeed export` say."""

from __future__ import annotations

BUNDLES = "bundles for somebody else"

# what is left out
PACKETS = "the strap's own bytes (--with packets)"
SAMPLES = "sampled signals (--with packets)"
NOTES = "lines in your own words (--with notes)"
MARKED = "texts at markers (--with notes)"
ANSWERS = "typed answers (--with notes)"
PRIVATE_NOTES = "private notes about sessions (--with private)"
PRIVATE_ENTRIES = "private entries of the diary (--with private)"
RUNNING = "sessions that are still running"

# the preview
SESSION = "session"
ENTRY = "diary entry"
RECORDING = "recording"
LINE = "a line"
LEFT_OUT = "left out:"
NEVER = "always: the strap's address and number, your contacts and your answers about health"
ASK = "Write this bundle?"
NOT_ASKED = "Nothing was written: nobody can be asked here."
NOT_ASKED_HINT = "Look at it with --preview, then add --yes."
BY_PHRASE = "whoever has the passphrase"
PHRASE = "Passphrase"
NO_PHRASE = "There is no passphrase."
NO_PHRASE_HINT = "Type one where it is asked for; off a terminal it is the first line of standard input."

# what can be in the way
TOO_MUCH = "This is too much for one bundle: {why}."
TOO_MUCH_HINT = "Share it in parts, with --since or --sessions, or without packets."
NO_BUNDLE = "“{path}” is not a whole bundle: {why}."
NO_BUNDLE_HINT = "Nothing was taken in. Ask for it to be made and sent once more."
NEWER_BUNDLE = "“{path}” was made by a newer version of biofeed."
NEWER_BUNDLE_HINT = "Nothing was taken in. Update biofeed, then import it again."
NO_MANIFEST = "it does not say what is in it"
OTHER_FILES = "it holds other files than it says"
TORN = "a session in it breaks off"
NO_MARK = "something in it cannot be told from other things"
NO_ZONE = "a time in it has no time zone, or is no time"
MISSING = "there is no {name} in it"
NOT_OPENED = "“{path}” cannot be opened with this."
NOT_OPENED_HINT = (
    "It was made for another key or passphrase, or was changed on the way. Nothing was taken in."
)
NOT_TO_BE_GIVEN = "“{path}” holds a secret key."
NOT_TO_BE_GIVEN_HINT = "It stays with whoever made it. Give the line in it that begins behind “public key:”."
NO_RECIPIENT = "“{path}” is not a public key, and no file with one."
RECIPIENT_HINT = "It begins with age1; biofeed share keygen makes one for whoever is to receive."
NO_KEY = "There is no secret key in “{path}”."
KEY_DAMAGED = "A secret key in that file is damaged."
KEY_HINT = "It is the file that biofeed share keygen -o FILE made; a line in it begins with AGE-SECRET-KEY."
FOR_WHOM = "It is not said who may open the bundle."
FOR_WHOM_HINT = "Name a public key (--for age1…), a file with one (--for FILE), or use --passphrase."
ONE_WAY = "A bundle is closed either for keys or with a passphrase."
ONE_WAY_HINT = "Leave out --for or --passphrase."
WHERE_TO = "It is not said where the bundle is to go."
WHERE_TO_HINT = "Name a file: -o FILE.age."
WHICH = "A bundle takes chosen sessions, or all since a day."
WHICH_HINT = "Leave out --sessions or --since."
NOTHING_TO_SHARE_HINT = (
    "biofeed sessions list --client CODE shows the sessions there are; biofeed log list the diary."
)
OTHER_CLIENT_HINT = "biofeed sessions list says whose each session is."
WITH_WHAT = "“{word}” cannot be ticked."
WITH_WHAT_HINT = "It is notes, packets, private, or several with commas between."
HOW_TO_OPEN = "“{path}” is encrypted, and it is not said how to open it."
HOW_TO_OPEN_HINT = "Add --key FILE with your secret key, or --passphrase, and --client CODE."
WHOSE = "It is not said whose sessions these are."
WHOSE_HINT = "Add --client CODE: the code under which you keep this person's sessions."

# keys
KEY_MADE = "The key is in {path}. Keep a copy where you keep what must not get lost; nobody can make it anew."
PUBLIC = "To be handed out: {recipient}"

# import of recordings
FILE_ENDED = "end of file"
ITS_OWN_DATE = (
    "The start is not known; the date of the file and this computer's time zone stand in its place."
)
THIS_ZONE = "The time zone is not known; that of this computer stands in its place."
NOT_TAKEN = "not taken in:"
NO_FILES = "There is no file in “{path}”."
NO_FILES_HINT = "Name a recording, or a folder with recordings."
IMPORTING = "importing"
MEASURE_THEM = "biofeed store rebuild measures them"
INTERRUPTED = "Interrupted. What was taken in stays; the same command goes on from here."
SEALED = "“{path}” is a bundle."
SEALED_HINT = "Import it by itself, with --key FILE or --passphrase."

# export
LOST = "not in this file:"
ALL_OR_ONE = "An export is of one session, or of everything about a client."
ALL_OR_ONE_HINT = "Name a session, or --client CODE."
AS_ONE = "Everything about a client has one form."
AS_ONE_HINT = "Leave out --as, or name a session."
NO_CLIENT = "Nothing is held about “{client}”."
NO_CLIENT_HINT = "biofeed sessions list shows the codes there are."
THERE_ALREADY = "There is already something at “{path}”."
THERE_ALREADY_HINT = "Choose another name: nothing is written over."
NOT_IN_IT = "Not in it: backups, bundles and exports made earlier, and what was put aside by store restore."


def nothing_to_share(client: str) -> str:
    """Say that there is nothing to put into a bundle."""
    return f"There is nothing of {client} to share."


def other_client(session: str, client: str) -> str:
    """Say that a session is not this client's."""
    return f"Session {session} is not {client}'s."


def for_whom(receiver: str) -> str:
    """Say who can open a bundle."""
    return f"can be opened by: {receiver}"


def under_code(client: str) -> str:
    """Say under which code it goes."""
    return f"whose it is: {client}"


def counted(count: int, what: str) -> str:
    """Say how many there are of something: `2 sessions`, `1 diary entry`."""
    if count == 1:
        return f"1 {what}"
    return f"{count} {what[:-1]}ies" if what.endswith("y") else f"{count} {what}s"


def written(path: str, *what: str) -> str:
    """Say what is in a new file."""
    return f"{path}: {', '.join(what)}"


def note_by(author: str) -> str:
    """Say whose note it is."""
    return f"note by the {author}"


def received(sessions: int, entries: int, already: int, client: str) -> str:
    """Say what came out of a bundle."""
    new = f"{counted(sessions, SESSION)} and {counted(entries, ENTRY)} taken in under {client}"
    return f"{new}; {counted(already, SESSION)} here already" if already else new


def taken_in(sessions: int, already: int, left: int) -> str:
    """Say what came of an import of files."""
    pieces = [f"{counted(sessions, SESSION)} taken in"]
    if already:
        pieces.append(f"{counted(already, 'file')} here already")
    if left:
        pieces.append(f"{counted(left, 'file')} not taken in")
    return ", ".join(pieces)


def everything(path: str, files: int, client: str) -> str:
    """Say what was written about a client."""
    return f"{path}: everything held about {client}, in {counted(files, 'file')}"
