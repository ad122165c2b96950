/** Every page: the texts of the scripts, the appearance, the connection. */
import { watchConnection } from "./page/offline.ts";
import { limitFiles } from "./page/file-limit.ts";
import { followMaking } from "./page/making.ts";
import { offerTheme } from "./page/theme-toggle.ts";
import { followWriting } from "./page/writing.ts";
import { readCatalogue } from "./shared/i18n.ts";
import { refreshTimes } from "./shared/time.ts";

const MINUTE_MS = 60_000;

readCatalogue();
offerTheme();
watchConnection();
limitFiles();
followMaking();
followWriting();
setInterval(refreshTimes, MINUTE_MS);
