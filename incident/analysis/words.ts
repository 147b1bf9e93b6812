/** What several texts of an analysis share: times, counts, names, and sentences put together. */
import type { CopyRef } from "../../core/findings/finding.ts";
import { rootPhrase } from "../../core/layout/copy-ref.ts";
import type { Copy } from "../model/model.ts";

/** `2026-11-21T03:12:09Z` */
export function timeText(at: number): string {
  return isKnown(at) ? `${new Date(at).toISOString().slice(0, 19)}Z` : "an unknown time";
}

/** Zero and what no Date can hold stand for times that the logs do not tell. */
export function isKnown(at: number): boolean {
  return at > 0 && at <= 8.64e15;
}

/** `1 invocation`, `1,204 invocations` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString("en-US")} ${many}`;
}

/** `a`, `a and b`, `a, b and 3 more` */
export function listOf(items: readonly string[], most = 3): string {
  const shown = items.slice(0, items.length > most ? most - 1 : most);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? (all[0] ?? "none") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

export function rateText({
  invocations,
  failed,
}: {
  readonly invocations: number;
  readonly failed: number;
}): string {
  return `${failed.toLocaleString("en-US")} of ${countOf(invocations, "invocation")} failed`;
}

export function rateOf({
  invocations,
  failed,
}: {
  readonly invocations: number;
  readonly failed: number;
}): number {
  return invocations === 0 ? 0 : failed / invocations;
}

/** `zod 3.24.4 in the layer (/opt/nodejs/node_modules/zod)` */
export function copyText({ version, root, path, package: name }: Copy | CopyRef): string {
  return `${name} ${version ?? "(no version)"} in ${rootPhrase(root)} (${path})`;
}

/** Each with a full stop at its end. */
export function sentences(...parts: readonly (string | null)[]): string {
  const told = parts.flatMap((part) => (part === null || part.trim() === "" ? [] : [part.trim()]));
  return told.map((part) => (/[.!?]$/.test(part) ? part : `${part}.`)).join(" ");
}

/** Finding messages may begin with `the function …`. */
export function asSentence(text: string): string {
  return text.replace(/^the /, "The ");
}
