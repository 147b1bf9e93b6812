import { readFileSync } from "node:fs";

/** Outcrop's own; a bundle has it built in. */
export function outcropVersion(): string {
  const built = process.env["OUTCROP_VERSION"];
  if (built !== undefined) return built;
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
