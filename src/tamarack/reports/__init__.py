"""What leaves as a picture or on paper."""
