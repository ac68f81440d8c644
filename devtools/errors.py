"""How the development commands fail: one line that says what to do."""


class SetupError(Exception):
    """Something on this machine stops us; the message says what and how to mend it."""
