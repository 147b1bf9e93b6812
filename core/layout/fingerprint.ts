import type { Root } from "./roots.ts";

export interface FingerprintEntry {
  readonly package: string;
  readonly version: string | null;
  readonly root: Root;
}

/** A file of the function's own code that was loaded. */
export interface OwnFile {
  /** Its path; without the sandbox's folder, if it is in one. */
  readonly name: string;
  readonly size: number;
  /** Of its bytes; equal bytes have equal ones. */
  readonly checksum: number;
}

/**
 * What was loaded, packages and own code: the fingerprint of the packages and the bytes of the function's own
 * files, hashed in the same way. Equal on every machine, in whatever order the files were loaded.
 */
export function codeFingerprintOf(packages: string, files: Iterable<OwnFile>): string {
  const lines: string[] = [];
  for (const { name, size, checksum } of files) lines.push(`${name} ${size} ${checksum}\n`);
  return fnv1a64(`${packages}\n${lines.sort().join("")}`);
}

/**
 * 16 lower-case hex digits for the set of (package, version, root): FNV-1a 64 over the distinct entries, each
 * `package@version root` and a line feed, sorted by code unit. Equal sets give equal fingerprints, whatever
 * the order and however many copies hold the same entry. It distinguishes environments; it does not defend
 * against someone who wants two to look alike.
 */
export function fingerprintOf(entries: Iterable<FingerprintEntry>): string {
  const lines = new Set<string>();
  for (const entry of entries) lines.add(`${entry.package}@${entry.version ?? ""} ${entry.root}\n`);
  return fnv1a64([...lines].sort().join(""));
}

/**
 * http://www.isthe.com/chongo/tech/comp/fnv/: the 64-bit product is kept in two 32-bit halves, since BigInt
 * costs more than the analysis.
 */
export function fnv1a64(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  const bytes = new TextEncoder().encode(text);
  for (let index = 0; index < bytes.length; index++) {
    const mixed = (low ^ (bytes[index] ?? 0)) >>> 0;
    // times 2^40 + 0x1b3
    const product = mixed * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 0x1_0000_0000) + (mixed << 8)) >>> 0;
    low = product >>> 0;
  }
  return high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0");
}
