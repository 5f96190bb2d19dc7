"""Whatever comes from outside, mutated: every parser ends within a second and 256 MB, having read or refused it."""
