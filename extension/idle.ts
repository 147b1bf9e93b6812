/** What is left when Outcrop cannot do its job: staying, and asking for events until SHUTDOWN. */
import type { ExtensionEvent, ExtensionsApi } from "./extensions-api.ts";

/** @param event one that is there already */
export async function idle(api: ExtensionsApi, event: ExtensionEvent | null): Promise<void> {
  let { eventType } = event ?? (await api.next());
  while (eventType !== "SHUTDOWN") ({ eventType } = await api.next());
}
