"""Whatever comes from outside, mutated: every parser ends within a second and 256 MB, with what it read or a refusal."""
