"""Training of Readout's attribution model: who said what, tagged, linked and with a confidence."""
