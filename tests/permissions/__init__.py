"""The matrix of permissions: the world that it is asked in, its words, its page."""
