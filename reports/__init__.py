"""Tells: what an audit or the ledger says, put into words, pages and papers for people."""
