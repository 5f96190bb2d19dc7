"""Tasks in the database: what is tried again and when, who runs them, what became of those that were given up."""
