"""What the pages show: frozen data made by services, and the text work on it."""
