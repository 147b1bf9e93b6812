/** Identifiers of Lambda, made up. */
import type { Random } from "../../fuzz/random.ts";

export function uuid(random: Random): string {
  return hex(random, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function hex(random: Random, digits: number): string {
  let text = "";
  while (text.length < digits) text += random.below(0x1_0000_0000).toString(16).padStart(8, "0");
  return text;
}
