"""The words, the snapshot and the catalogue: the floor that everything else stands on."""
