/**
 * Every key that the schema lets out is on docs/security.md with its origin, and the page lists none that is
 * not let out.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly oneOf: readonly { readonly $ref: string }[];
  readonly $defs: Readonly<Record<string, { readonly properties?: Readonly<Record<string, unknown>> }>>;
}

const schema = JSON.parse(readFileSync("docs/telemetry.schema.json", "utf8")) as Schema;
const page = readFileSync("docs/security.md", "utf8");

function emitted(): string[] {
  const common = Object.keys(schema.properties).map((key) => `every ${key}`);
  const own = schema.oneOf.flatMap(({ $ref }) => {
    const type = $ref.replace("#/$defs/", "");
    return Object.keys(schema.$defs[type]?.properties ?? {})
      .filter((key) => key !== "outcrop")
      .map((key) => `${type} ${key}`);
  });
  return [...common, ...own];
}

function listed(): string[] {
  const table = /<!-- keys:[\s\S]*?-->\n\n([\s\S]*?)\n\n/.exec(page)?.[1] ?? "";
  return table.split("\n").flatMap((row) => {
    const [, type = "", keys = "", origin = ""] = row.split("|").map((cell) => cell.trim());
    if (origin.length < 4) return [];
    return [...keys.matchAll(/`([^`]+)`/g)].map(([, key]) => `${type.replaceAll("`", "")} ${key}`);
  });
}

it("the page lists every key that leaves, with its origin, once", () => {
  // A diagnostic's own row says more of its message.
  const rows = listed().filter((row) => row !== "diagnostic message");
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.sort()).toEqual(emitted().sort());
});

it("constants that the page names are where it says", () => {
  const sources = (name: string): string => readFileSync(name, "utf8");
  for (const [, names = "", file = ""] of page.matchAll(/\| ((?:`\w+`(?:, )?)+) in (\S+\.ts) \|/g)) {
    for (const [, name] of names.matchAll(/`(\w+)`/g))
      expect(sources(file)).toMatch(new RegExp(`const ${name} =`));
  }
});
