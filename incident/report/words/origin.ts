/** Where the raw line behind a claim is. */
import type { Origin } from "../../model/model.ts";

/** `orders.jsonl:12` */
export function originText({ file, line }: Origin): string {
  return `${file === "-" ? "stdin" : file}:${line}`;
}
