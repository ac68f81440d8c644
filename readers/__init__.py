"""What people open to read: the library, the registers, search, the interface for programs, and following."""
