"""The baselines: each a module that is run with a start URL and a file for the URLs it read."""
