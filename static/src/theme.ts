/** The reader's choice of light or dark, set before the first paint. */
import { storedTheme } from "./shared/theme.ts";

const theme = storedTheme();
if (theme) document.documentElement.dataset["theme"] = theme;
