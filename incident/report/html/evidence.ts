/**
 * A finding's evidence as names and values, every path that proves it among them. It comes out of a log line,
 * so nothing about its shape is believed.
 */
import type { CopyRef, Finding } from "../../../core/findings/finding.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { maxPath, pathOf } from "../../../page/sections.ts";
import { copyText } from "../words/copy.ts";

const maxValues = 40;
const maxDepth = 6;

interface Value {
  readonly name: string;
  readonly text: string;
}

export function evidenceOf(finding: Finding): Html {
  const values = valuesOf(finding.evidence);
  if (values.length === 0) return html``;
  const shown = values.map(({ name, text }) => {
    const value = isPath(text) ? pathOf(text) : brief(text, maxPath);
    return html`<div><dt>${brief(name, 80)}</dt><dd>${value}</dd></div>`;
  });
  return html`<h4>Evidence as Outcrop recorded it</h4><dl class="values">${shown}</dl>`;
}

/** `searched 1: /var/task/node_modules`; what is null says nothing. */
function valuesOf(evidence: unknown): Value[] {
  const values: Value[] = [];
  const walk = (value: unknown, names: readonly string[]): void => {
    if (value === null || value === undefined || values.length >= maxValues) return;
    if (isCopy(value)) values.push({ name: names.join(" "), text: copyText(value) });
    else if (typeof value !== "object") values.push({ name: names.join(" "), text: spoken(value) });
    else if (names.length < maxDepth)
      for (const [key, member] of Object.entries(value)) {
        if (values.length >= maxValues) return;
        walk(
          member,
          Array.isArray(value) ? numbered(names, Number(key), value.length) : [...names, words(key)],
        );
      }
  };
  walk(evidence, []);
  return values;
}

/** One of a list needs no number. */
function numbered(names: readonly string[], at: number, length: number): readonly string[] {
  return length === 1 ? names : [...names, String(at + 1)];
}

/** Evidence names copies as findings do. */
function isCopy(value: unknown): value is CopyRef {
  const { package: name, version, root, path, layer } = value as Partial<Record<keyof CopyRef, unknown>>;
  return (
    [name, root, path].every((part) => typeof part === "string") &&
    (version === null || typeof version === "string") &&
    (layer === undefined || typeof layer === "string")
  );
}

/** A loader's message may begin with one. */
function isPath(text: string): boolean {
  return text.startsWith("/") && !text.includes(": ");
}

function spoken(value: unknown): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** `rangeAcceptsWinner` -> `range accepts winner` */
function words(key: string): string {
  return key.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
