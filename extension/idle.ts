/** What is left when Outcrop cannot do its job: staying, and asking for events until SHUTDOWN. */
import { exchange } from "./raw-exchange.ts";
import { pause } from "./registration.ts";

export async function idle(address: string, identifier: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const { body } = await exchange(address, "GET /2020-01-01/extension/event/next", { "Lambda-Extension-Identifier": identifier });
      if (body["eventType"] === "SHUTDOWN") return;
      if (body["eventType"] === "INVOKE") attempt = 0;
      else await pause(attempt);
    } catch {
      await pause(attempt);
    }
  }
}
