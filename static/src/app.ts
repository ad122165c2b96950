/** Every page: says that scripts run, so that styles may offer what needs them. */
document.documentElement.classList.add("js");
