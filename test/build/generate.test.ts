/** What programs write is what is committed, and the command says so where it is not. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { check } from "../../build/generate/check.ts";
import { type Generator, one, sources } from "../../build/generate/generator.ts";
import { generators } from "../../build/generate/generators.ts";
import { withBlock } from "../../build/generate/marked-block.ts";
import { projects } from "../../build/test-tiers.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-generate-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the committed files", () => {
  it.each(generators.filter(({ source }) => source.kind !== "results"))(
    "of $name are current (npm run generate -- $name)",
    async (generator) => expect(await check(generator)).toEqual({ kind: "current" }),
  );

  it("are in docs/generated only where a generator writes them", () => {
    const page = readFileSync("docs/generated/README.md", "utf8");
    for (const { name } of generators.filter((each) => each.name !== "index"))
      expect(page).toContain(`| \`${name}\` |`);
    expect(new Set(generators.map(({ name }) => name)).size).toBe(generators.length);
  });

  it.each(generators.flatMap(({ outputs }) => outputs).filter((path) => path.endsWith(".md")))(
    "have links that lead somewhere: %s",
    (path) => {
      const prose = readFileSync(path, "utf8").replace(/```[\s\S]*?```/g, "");
      const links = [...prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = ""]) => link);
      const local = links.filter((link) => !/^[a-z]+:/.test(link));
      expect(local.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([]);
    },
  );
});

describe("the check", () => {
  const path = join(folder, "page.md");
  const of = (source: Generator["source"], holds?: Generator["holds"]): Generator => ({
    ...{ name: "page", about: "A page", outputs: [path], source, make: () => one(path, "new") },
    ...(holds === undefined ? {} : { holds }),
  });
  const results = (missing: string | null): Generator["source"] => ({
    kind: "results",
    run: "npm test",
    missing: () => missing,
  });
  const stale = { kind: "stale", paths: [path] };

  it("names a file that is not there, or is not what its program makes", async () => {
    expect(await check(of(sources))).toEqual(stale);
    writeFileSync(path, "old");
    expect(await check(of(sources))).toEqual(stale);
    expect(await check(of(results(null)))).toEqual(stale);
    writeFileSync(path, "new");
    expect(await check(of(sources))).toEqual({ kind: "current" });
    expect(await check(of(results(null)))).toEqual({ kind: "current" });
  });

  it("does not judge without results", async () =>
    expect(await check(of(results("dist/x does not exist")))).toEqual({
      kind: "unknown",
      missing: "dist/x does not exist",
      run: "npm test",
    }));

  it("compares of a recording what the sources decide", async () => {
    const recording = { kind: "recording", run: "npm run bench", missing: () => "no figures" } as const;
    expect(await check(of(recording))).toEqual({ kind: "current" });
    expect(await check(of(recording, () => false))).toEqual(stale);
  });
});

describe("a marked block", () => {
  const page = "before\n<!-- generated: a -->\nold\n<!-- end -->\nafter\n";

  it("is replaced, and nothing else", () =>
    expect(withBlock(page, "a", "new")).toBe(
      "before\n<!-- generated: a -->\n\nnew\n\n<!-- end -->\nafter\n",
    ));

  it.each(["", page.replace("<!-- end -->", ""), page + page])("must be there once: %j", (text) =>
    expect(() => withBlock(text, "a", "new")).toThrow("one block"),
  );
});

it("captures are recorded once, and not on each Node", () => {
  const [project] = projects(".").filter(({ files }) =>
    files.includes("test/incident/captures/captures.test.ts"),
  );
  expect(project).toMatchObject({ tier: "long", everyNode: false });
});
