/** The pages of docs/findings, which the command and the report bring along. */
import { readFileSync } from "node:fs";
import { type FindingCode, findingKinds } from "../../core/findings/finding.ts";
import { ownFile } from "../../core/own-files.ts";

const pages = new Map<string, string>();

/** The page of a finding, in Markdown. */
export function findingPage(code: FindingCode): string {
  const known = pages.get(code);
  if (known !== undefined) return known;
  const text = readFileSync(ownFile(findingKinds[code].docs), "utf8");
  pages.set(code, text);
  return text;
}
