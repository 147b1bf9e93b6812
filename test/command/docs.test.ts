import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { help } from "../../command/incident/options.ts";
import { page, withTranscripts } from "./transcripts.ts";

const markdown = readFileSync(page, "utf8");

it("prints what docs/incident.md says it prints", () => {
  expect(markdown.match(/```console\n\$ outcrop/g)).toHaveLength(4);
  expect(withTranscripts(markdown)).toBe(markdown);
});

it("documents options that there are", () => {
  for (const [option] of markdown.matchAll(/(?<=outcrop incident [^\n]*)--[a-z-]+/g))
    expect(help).toContain(option);
});
