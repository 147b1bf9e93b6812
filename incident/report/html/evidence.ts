/**
 * A finding's evidence as a person reads it: every path that proves it, and the rest as names and values. It comes out of a log line, so nothing about
 * its shape is believed.
 */
import type { Finding } from "../../../core/findings/finding.ts";
import { brief, type Html, html } from "../../page/html.ts";
import { MAX_PATH, pathOf } from "./parts.ts";

const MAX_PATHS = 16;
const MAX_VALUES = 40;
const MAX_DEPTH = 6;

interface Value {
  readonly name: string;
  readonly text: string;
}

export function evidenceOf(finding: Finding): Html {
  const values = valuesOf(finding.evidence);
  const paths = [finding.winner?.path, finding.loser?.path, finding.importer?.path, ...values.map(({ text }) => text)].filter(
    (path) => path?.startsWith("/") === true,
  );
  const distinct = [...new Set(paths as string[])];
  return html`${distinct.length > 0 && html`<h4>Check by hand</h4><ul class="paths">${distinct.slice(0, MAX_PATHS).map((path) => html`<li>${pathOf(path)}</li>`)}</ul>`}${
    values.length > 0 &&
    html`<h4>Evidence</h4><dl class="values">${values.map(({ name, text }) => html`<div><dt>${brief(name, 80)}</dt><dd>${text.startsWith("/") ? pathOf(text) : brief(text, MAX_PATH)}</dd></div>`)}</dl>`
  }`;
}

/** `searched 0: /var/task/node_modules`; what is null says nothing. */
function valuesOf(evidence: unknown): Value[] {
  const values: Value[] = [];
  const walk = (value: unknown, names: readonly string[]): void => {
    if (value === null || value === undefined || values.length >= MAX_VALUES) return;
    if (typeof value !== "object") values.push({ name: names.join(" "), text: spoken(value) });
    else if (names.length < MAX_DEPTH)
      for (const [key, member] of Object.entries(value)) {
        if (values.length >= MAX_VALUES) return;
        walk(member, [...names, Array.isArray(value) ? String(Number(key) + 1) : words(key)]);
      }
  };
  walk(evidence, []);
  return values;
}

function spoken(value: unknown): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** `rangeAcceptsWinner` -> `range accepts winner` */
function words(key: string): string {
  return key.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
