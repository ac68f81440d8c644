"""The paper pack of a meeting: built from an agenda, assembled from stored PDFs alone, issued once, read by page."""
