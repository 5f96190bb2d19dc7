"""What `make bench` measures: the CPU of each page against a bare view in the same run, and what pages weigh."""
