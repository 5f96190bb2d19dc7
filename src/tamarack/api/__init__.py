"""The REST API: routers that parse, call and show, and decide nothing."""
