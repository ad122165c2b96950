/** The reading page's script; its parts lie in the folders beside. */
document.documentElement.classList.add("reader");
