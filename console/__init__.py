"""The small web: the page on which a unit answers over its signed link, and Django's admin for the bureau. A door."""
