/** What remains when Outcrop cannot do its job: to keep running, and to ask for events until SHUTDOWN. */
import type { ExtensionsApi } from "./extensions-api.ts";

export async function idle(api: ExtensionsApi): Promise<void> {
  let { eventType } = await api.next();
  while (eventType !== "SHUTDOWN") ({ eventType } = await api.next());
}
