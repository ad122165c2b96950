"""The one converter between files and paragraphs: pandoc, run as a child process."""
