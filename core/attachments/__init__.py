"""What attachments say: their text, taken by a child with little memory and time, and what could not be read, said as such."""
