"""What `make` does on a developer's machine: environment, embedded servers, run and test.

Nothing here is used in production.
"""
