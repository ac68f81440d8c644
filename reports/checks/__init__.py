"""The reconciliation book: small named checks that a month's report holds to before it is published.

`registry` says what a check is, `declared` holds them by subject, `book` runs them all over one report.
"""
