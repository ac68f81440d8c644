"""The report engine: plain data in, numbered plain data out.

Nothing here knows Django, the database or HTML. A Document is frozen dataclasses all the way down, so it can be
stored as JSON, read back exactly, compared and rendered without a query.
"""
