"""Reading one paper: its tables and figures by themselves, where they come from, and what changed since."""
