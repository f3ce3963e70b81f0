"""Everything the product can be asked, one function for each; every client goes through here."""
