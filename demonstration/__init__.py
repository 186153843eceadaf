"""The fictional département 00 Val-Fictif, written as real workbooks."""
