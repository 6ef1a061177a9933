"""The commands of `bihuan`, a file a family. They are doors: heavy imports stand inside, so that the help comes at once."""
