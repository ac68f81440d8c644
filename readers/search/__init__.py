"""Search over what was published and over the registers."""
