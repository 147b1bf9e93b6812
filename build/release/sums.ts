/** SHA-256 of each asset, and the file that `sha256sum --check` reads. */
import { createHash } from "node:crypto";

/** File name -> content. */
export type Assets = ReadonlyMap<string, Uint8Array>;

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

export function sumsOf(assets: Assets): string {
  return [...assets].map(([name, content]) => `${sha256(content)}  ${name}\n`).join("");
}
