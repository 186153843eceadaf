"""What is measured, each against a reference run beside it: only the ratio is to be quoted."""
