/** The guides and the files they show. */
import { fileURLToPath } from "node:url";

export const attachFolder = fileURLToPath(new URL("../../docs/attach", import.meta.url));
