"""Single questions to the network: names and addresses, each family by itself."""
