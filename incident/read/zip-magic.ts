/** How a zip begins: with an entry, or without any (APPNOTE.TXT 4.3.7 and 4.3.16). */
const beginnings = [Buffer.from("PK\u0003\u0004"), Buffer.from("PK\u0005\u0006")];

export function isZip(head: Buffer): boolean {
  return beginnings.some((beginning) => head.subarray(0, 4).equals(beginning));
}
