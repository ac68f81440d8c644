"""The main figures over three years, as they were published."""
