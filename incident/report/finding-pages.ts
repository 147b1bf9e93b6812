/** The pages of docs/findings, which the command and the report bring along. */
import { readFileSync } from "node:fs";
import { type FindingCode, findingKinds } from "../../core/findings/finding.ts";

/** A bundle has them built in, see build/bundle.ts. */
const built = process.env["OUTCROP_FINDING_PAGES"];
const pages = new Map<string, string>(built === undefined ? [] : Object.entries(JSON.parse(built)));

/** The page of a finding, in Markdown. */
export function findingPage(code: FindingCode): string {
  const known = pages.get(code);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../../${findingKinds[code].docs}`, import.meta.url), "utf8");
  pages.set(code, text);
  return text;
}
