"""What a rubric means: plain Python, exact, without Django and without input or output."""
