/** Where programs keep what they can fetch or make again. */
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Outcrop's folder in the user's cache: XDG Base Directory Specification, and its like elsewhere. It may not
 * be there yet.
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (xdg?.startsWith("/")) return join(xdg, "outcrop");
  if (platform === "win32" && local !== undefined) return join(local, "outcrop");
  return join(homedir(), platform === "darwin" ? "Library/Caches" : ".cache", "outcrop");
}
