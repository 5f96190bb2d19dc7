"""What `make bench` measures: costs as ratios measured side by side, weights, and what many people at once come to."""
