"""What a browser calls itself, in words that its owner knows it by."""

from __future__ import annotations

# Each names itself after those that it wants to be taken for: whoever comes first here is meant.
PROGRAMS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "Linux"),
)


def named(agent: str) -> str:
    """Such as "Firefox on Windows"; the agent as it stands where it is none that we know."""
    program = next((name for sign, name in PROGRAMS if sign in agent), "")
    machine = next((name for sign, name in MACHINES if sign in agent), "")
    if not program:
        return agent or "A browser that gave no name"
    return f"{program} on {machine}" if machine else program
