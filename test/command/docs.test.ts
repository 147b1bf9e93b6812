import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { help } from "../../command/incident/options.ts";

const markdown = readFileSync("docs/incident.md", "utf8");

it("shows commands in blocks that are written again", () => {
  expect(markdown.match(/```console\n\$ outcrop/g)).toHaveLength(4);
});

it("documents options that exist", () => {
  for (const [option] of markdown.matchAll(/(?<=outcrop incident [^\n]*)--[a-z-]+/g))
    expect(help).toContain(option);
});
