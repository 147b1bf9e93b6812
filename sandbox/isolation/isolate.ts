/**
 * Chooses how the roots of Lambda (/var/task, /opt, /var/runtime, /var/lang, /tmp) come to be where code
 * expects them.
 */
import type { Settings } from "../contract/options.ts";
import type { StagedRoots } from "../roots/stage.ts";
import type { Isolation } from "./isolation.ts";
import { enterNamespaces } from "./namespaces.ts";
import { useStage } from "./staged.ts";

/**
 * Namespaces where they can be had, otherwise the stage itself.
 * @param apiPort of the sandbox's own server.
 * @throws Error when `namespaces` were asked for and cannot be had.
 */
export async function isolate(settings: Settings, roots: StagedRoots, apiPort: number): Promise<Isolation> {
  if (settings.isolation === "staged") return useStage(settings, roots, "asked for");
  try {
    return await enterNamespaces(settings, roots, loopbackOf(apiPort));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (settings.isolation === "namespaces") throw new Error(`no namespaces: ${reason}`);
    settings.notice(
      `no user and mount namespaces here (${reason}): the roots are staged under ${roots.directory}`,
    );
    return useStage(settings, roots, reason);
  }
}

/**
 * A loopback address that no other living sandbox has: the network is the host's, and extensions listen on
 * fixed ports. All of 127.0.0.0/8 is this machine (RFC 1122), and a listening port belongs to one process at
 * a time.
 */
function loopbackOf(port: number): string {
  return `127.83.${port >> 8}.${port & 0xff}`;
}
