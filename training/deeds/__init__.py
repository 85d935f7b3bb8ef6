"""What is done and what is promised: triggers of events and of commitments, their reality and strength, and who takes part."""
