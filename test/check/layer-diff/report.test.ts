import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { changeCodes } from "../../../check/layer-diff/change.ts";
import { jsonReport } from "../../../check/layer-diff/report/json.ts";
import { markdownReport } from "../../../check/layer-diff/report/markdown.ts";
import { publishingOf } from "../../../check/layer-diff/report/publishing.ts";
import { type About, type Report, reportOf } from "../../../check/layer-diff/report/report.ts";
import { terminalReport } from "../../../check/layer-diff/report/terminal.ts";
import { sentenceOf } from "../../../check/layer-diff/report/words.ts";
import { library } from "../../core/support/library.ts";
import { closed } from "../../support/closed-schema.ts";
import { type Files, program } from "../layers/layers.ts";
import { diff, pack } from "./layers.ts";

const about: About = {
  name: "shop-utils",
  oldName: "old.zip",
  newName: "new.zip",
  newIsFolder: false,
  fromVersion: "1.4.2",
  runtimes: ["nodejs24.x"],
  failOn: "never",
  outcropVersion: "0.0.0",
};
const report = (
  old: Files,
  now: Files,
  more: Partial<About> = {},
  unjudged: readonly string[] = [],
): Report => reportOf(diff(old, now), unjudged, { ...about, ...more });

const old = {
  ...pack("zod", "3.24.4", {}, { "index.js": "exports.z = 1; exports.old = 1;" }),
  ...pack("gone", "1.0.0"),
  "bin/tool": program("1"),
};
const now = {
  ...pack("zod", "4.0.0", {}, { "index.js": "exports.z = 1;" }),
  ...pack("came", "1.0.0"),
  "bin/tool": program("2"),
};
const hostile = "a\u001b[31m|`\u202e<b>";
const cases: readonly (readonly [string, () => Report])[] = [
  ["a major step", () => report(old, now)],
  ["the reverse", () => report(now, old, { fromVersion: null })],
  ["nothing", () => report(old, old)],
  ["what could not be read", () => report(old, now, {}, ["/opt/x cannot be read."])],
  [
    "hostile names",
    () => report(pack(hostile, "1.0.0"), { [hostile]: "1" }, { name: hostile, newName: `${hostile}'.zip` }),
  ],
];

describe("JSON", () => {
  const schema = JSON.parse(readFileSync("docs/layer-diff.schema.json", "utf8"));
  const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  const validate = ajv.compile(schema);
  const validateClosed = ajv.compile(closed(schema));

  it.each(cases)("keeps its schema: %s", (_, of) => {
    const document = JSON.parse(jsonReport(of()));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    expect(validateClosed(document) ? [] : validateClosed.errors).toEqual([]);
  });

  it("names every code in its schema", () => {
    expect(schema.definitions.change.properties.code.enum).toEqual(changeCodes);
  });
});

it("has a sentence for every code", () => {
  const [first] = diff(old, now).changes;
  if (first === undefined) throw new Error("there is no change");
  for (const code of changeCodes) expect(sentenceOf({ ...first, code })).toMatch(/\.$/);
});

describe("text", () => {
  it("has the step, the reasons and what to publish", () => {
    const text = terminalReport(report(old, now), { width: 100, coloured: false }, { all: false });
    expect(text).toContain("shop-utils 1.4.2 to 2.0.0: a major step, for 3 reasons\n");
    expect(text).toMatch(
      /Major \(3\)\n {2}gone +is gone \(it was 1\.0\.0\)\.\n {2}zod +3\.24\.4 to 4\.0\.0: /,
    );
    expect(text).toContain("zod no longer exports: old.");
    expect(text).toContain(
      "aws lambda publish-layer-version --layer-name shop-utils --zip-file fileb://new.zip --description " +
        "'shop-utils 2.0.0: without gone, zod 3.24.4 to 4.0.0, came 1.0.0 is new'\n",
    );
    expect(text).toContain("git tag -a shop-utils-v2.0.0 -m ");
  });

  it("has no sentence about packages without packages that functions can import", () => {
    const page = { width: 100, coloured: false };
    const files = report({ "bin/tool": "1" }, { "bin/tool": "2" });
    expect(terminalReport(files, page, { all: false })).not.toMatch(/Functions|^$\n\n/m);
    expect(markdownReport(files)).not.toContain("Functions");
    const away = (version: string) => pack("a", version, {}, undefined, "node_modules");
    expect(terminalReport(report(away("1.0.0"), away("2.0.0")), page, { all: false })).toContain(
      "\nNo package is in a folder where functions look for packages to import.\n",
    );
  });

  it.each(cases)("has nothing that a terminal acts on: %s", (_, of) => {
    for (const text of [
      terminalReport(of(), { width: 80, coloured: false }, { all: true }),
      markdownReport(of()),
      jsonReport(of()),
    ])
      expect(text.replaceAll("\n", " ")).not.toMatch(/\p{Cc}|\u202e/u);
  });

  it("leaves out the rest of a long list, unless all is asked for", () => {
    const many = Object.assign({}, ...Array.from({ length: 60 }, (_, index) => pack(`p${index}`, "1.0.0")));
    const page = { width: 80, coloured: false };
    expect(terminalReport(report(many, {}), page, { all: false })).toContain("and 20 more; --all shows them");
    expect(terminalReport(report(many, {}), page, { all: true })).toContain("p9 ");
  });

  it("in Markdown has the reasons of the step open, and the others closed", () => {
    const text = markdownReport(report(old, now));
    expect(text).toMatch(/^### 🔴 Layer shop-utils 1\.4\.2 to 2\.0\.0: a major step, for 3 reasons\n/);
    expect(text.indexOf("| `gone` |")).toBeLessThan(text.indexOf("<details>"));
    expect(text).toContain("<details><summary>🟡 1 minor change</summary>");
  });
});

describe("what to publish", () => {
  it("fits what Lambda takes", () => {
    const many = Object.assign(
      {},
      ...Array.from({ length: 60 }, (_, index) => pack(`package-${index}`, "1.0.0")),
    );
    const description = publishingOf(report(many, {}))?.description ?? "";
    expect(description.length).toBeLessThanOrEqual(256);
    expect(description).toMatch(/^shop-utils 2\.0\.0: without package-0, .*, and \d+ more$/);
    const long = publishingOf(report(old, now, { name: "n".repeat(300) }))?.description ?? "";
    expect(long.length).toBeLessThanOrEqual(256);
  });

  it("says that a package has no version", () => {
    const { description } =
      publishingOf(report(pack("a", "1.0.0"), pack("a", "1.0.0", { version: undefined }))) ?? {};
    expect(description).toBe("shop-utils 2.0.0: a 1.0.0 to no version");
  });

  it("has CPUs as Lambda names them", () => {
    const native = (machine: number) => ({ "bin/tool.so": library({ machine }) });
    const { description } = publishingOf(report(native(62), native(183))) ?? {};
    expect(description).toBe("shop-utils 2.0.0: not for x86_64");
  });

  it("packs a folder first", () => {
    const of = (more: Partial<About>): readonly string[] | undefined =>
      publishingOf(report(old, now, { newName: "my utils", newIsFolder: true, ...more }))?.commands;
    expect(of({})?.[0]).toBe(
      "outcrop layer pack 'my utils' --name shop-utils --version 2.0.0 --out shop-utils-v2.0.0.zip",
    );
    expect(of({})?.[1]).toContain(" --zip-file fileb://shop-utils-v2.0.0.zip ");
    expect(of({ fromVersion: null })?.[0]).toBe(
      "outcrop layer pack 'my utils' --name shop-utils --out shop-utils-major.zip",
    );
    // A zip may have any name.
    expect(publishingOf(report(old, now, { newName: "layer" }))?.commands[0]).toContain(" fileb://layer ");
  });

  it("is nothing where something was not judged", () =>
    expect(publishingOf(report(old, now, {}, ["x"]))).toBeNull());

  it("is nothing where nothing differs", () => expect(publishingOf(report(old, old))).toBeNull());

  it("is safe in a shell", () => {
    const { commands } =
      publishingOf(report(old, now, { name: "a'; rm -rf $(x)", newName: "b';`x`.zip" })) ?? {};
    expect(commands?.[0]).toContain("--layer-name 'a'\\''; rm -rf $(x)' --zip-file 'fileb://b'\\'';`x`.zip'");
    expect(commands?.[1]).toMatch(/^git tag -a a-rm-rf-x-v2\.0\.0 -m '/);
  });
});

it.each([
  ["never", 0],
  ["major", 1],
  ["minor", 1],
  ["patch", 1],
] as const)("fails on %s with %i", (failOn, code) =>
  expect(report(old, now, { failOn }).exitCode).toBe(code),
);

it("fails where the step is below, only if something could not be read", () => {
  const patch = [pack("a", "1.0.0"), pack("a", "1.0.1")] as const;
  expect(report(...patch, { failOn: "minor" }).exitCode).toBe(0);
  expect(report(...patch, { failOn: "minor" }, ["x"]).exitCode).toBe(3);
  expect(report(...patch, { failOn: "patch" }, ["x"]).exitCode).toBe(1);
});
