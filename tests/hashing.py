"""Passwords hashed as the product does it, with as little work as Argon2 can have."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The format and the checks are the product's; only the cost is not."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
