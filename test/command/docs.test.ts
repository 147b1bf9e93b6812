import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { driftKinds } from "../../check/lock/drift.ts";
import { choices, options } from "../../command/check.ts";
import { help } from "../../command/incident/options.ts";
import { options as packOptions } from "../../command/layer/pack.ts";
import { options as lockOptions } from "../../command/lock.ts";
import { options as sbomOptions } from "../../command/sbom.ts";

const markdown = readFileSync("docs/incident.md", "utf8");

it("shows commands in blocks that are written again", () => {
  expect(markdown.match(/```console\n\$ outcrop/g)).toHaveLength(4);
});

it("documents options that exist", () => {
  for (const [option] of markdown.matchAll(/(?<=outcrop incident [^\n]*)--[a-z-]+/g))
    expect(help).toContain(option);
});

describe("docs/check.md and docs/ci.md", () => {
  it("show commands in blocks that are written again", () => {
    expect(readFileSync("docs/check.md", "utf8").match(/```console\n\$ outcrop check/g)).toHaveLength(2);
  });

  it.each(["docs/check.md", "docs/ci.md", "README.md"])("name options that exist: %s", (page) => {
    const commands = readFileSync(page, "utf8").matchAll(/(?:outcrop|clone\.sh|--) check ([^`\n]*)/g);
    const named = [...commands].flatMap(([, words = ""]) => [...words.matchAll(/--([a-z-]+)/g)]);
    expect(named.length).toBeGreaterThan(0);
    for (const [, option = ""] of named) expect(Object.keys(options)).toContain(option);
  });

  it("name every format and every level", () => {
    const page = readFileSync("docs/check.md", "utf8");
    for (const word of [...choices.format, ...choices["fail-on"]]) expect(page).toContain(`\`${word}\``);
  });
});

it("docs/sbom.md names options that exist", () => {
  const commands = readFileSync("docs/sbom.md", "utf8").matchAll(/^outcrop sbom (.*)$/gm);
  const named = [...commands].flatMap(([, words = ""]) => [...words.matchAll(/--([a-z-]+)/g)]);
  expect(named.length).toBeGreaterThan(3);
  for (const [, option = ""] of named) expect(Object.keys(sbomOptions)).toContain(option);
});

describe("docs/lock.md", () => {
  const page = readFileSync("docs/lock.md", "utf8");

  it("shows commands in blocks that are written again", () => {
    expect(page.match(/```console\n\$ outcrop/g)).toHaveLength(4);
  });

  it.each([
    ["check", options],
    ["lock", lockOptions],
    ["layer pack", packOptions],
  ])("names options of %s that exist", (command, known) => {
    const commands = [...page.matchAll(new RegExp(`outcrop ${command} ([^\`;|\n]*)`, "g"))];
    const named = commands.flatMap(([, words = ""]) => [...words.matchAll(/--([a-z-]+)/g)]);
    expect(named.length).toBeGreaterThan(0);
    for (const [, option = ""] of named) expect(Object.keys(known)).toContain(option);
  });

  it("names every kind of difference", () => {
    for (const kind of driftKinds) expect(page).toContain(`\`${kind}\``);
  });
});
