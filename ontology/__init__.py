"""The contract that all of xianzhi shares: terms, IRIs, records and errors. It imports none of the others."""
