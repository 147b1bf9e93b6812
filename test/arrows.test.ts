import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Who may import whom. A source may always import its own room. */
const arrows: Record<string, { rooms: readonly string[]; packages: RegExp }> = {
  shim: { rooms: ["core/journal"], packages: /^node:/ },
  extension: { rooms: ["core"], packages: /^(node:|pino$|@aws-lambda-powertools\/logger(\/types)?$)/ },
  incident: { rooms: ["core", "cloudwatch/observability", "cloudwatch/athena"], packages: /^(?!\.)/ },
  // What the templates are made of: as pure as core.
  "cloudwatch/observability": { rooms: ["core"], packages: /^(?!)/ },
  // A pure room: no input or output, so no node: module either.
  core: { rooms: [], packages: /^semver\/(functions|classes)\/[a-z-]+\.js$/ },
};

const top = fileURLToPath(new URL("..", import.meta.url));

function sourcesOf(room: string): string[] {
  return readdirSync(join(top, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(room, name));
}

function importsOf(source: string): string[] {
  const text = readFileSync(join(top, source), "utf8");
  return [...text.matchAll(/(?<!["'])\b(?:from|import|import\(|require\()\s*"([^"]+)"/g)].map(([, specifier]) => specifier as string);
}

function forbidden(room: string, source: string, specifier: string): boolean {
  const { rooms, packages } = arrows[room] as (typeof arrows)[string];
  if (!specifier.startsWith(".")) return !packages.test(specifier);
  const target = relative(top, join(top, dirname(source), specifier));
  return ![room, ...rooms].some((allowed) => target.startsWith(`${allowed}/`));
}

describe("the arrows between the rooms", () => {
  it.each(Object.keys(arrows).filter((room) => existsSync(join(top, room))))("%s imports only what it may", (room) => {
    const sources = sourcesOf(room);
    const broken = sources.flatMap((source) =>
      importsOf(source)
        .filter((specifier) => forbidden(room, source, specifier))
        .map((specifier) => `${source} imports ${specifier}`),
    );
    expect(broken).toEqual([]);
  });

  it("sees an import that is forbidden", () => {
    expect(forbidden("shim", "shim/shim.ts", "../core/findings/finding.ts")).toBe(true);
    expect(forbidden("core", "core/native/elf.ts", "node:fs")).toBe(true);
    expect(forbidden("extension", "extension/main.ts", "../sandbox/index.ts")).toBe(true);
    expect(importsOf("extension/main.ts")).toContain("./lifecycle.ts");
    expect(importsOf("shim/journal-file.ts")).toContain("node:fs");
  });
});
