import { describe, expect, test } from "vitest";
import { exchangedIn } from "../../../core/explain/exchanged.ts";
import { explainFailure } from "../../../core/explain/explain.ts";
import type { FailureRecord } from "../../../core/journal/records.ts";
import { plainFailure } from "../../support/written-failure.ts";
import { analyse, got, thread } from "../support/journal.ts";
import { json, MemoryFiles, pkg } from "../support/tree.ts";
import { copy, errorFacts, finding, frameIn } from "./support.ts";

const own = "/var/task/index.js";
const kit = "/opt/nodejs/node_modules/kit/index.js";
const boxes = { function: "/var/task/node_modules/box", layer: "/opt/nodejs/node_modules/box" } as const;
const throwing = "module.exports = (x) => { throw new Error(x) }";

interface Code {
  /** The function's, which fails where the bar is. */
  readonly own: string;
  /** Of the package in the layer, which uses the layer's copy. */
  readonly kit: string;
  /** Another module of the function's. */
  readonly other?: string;
  readonly plugin?: string;
  readonly failure?: Partial<FailureRecord>;
}

/** Two copies of `box`: the function's code calls its own, and uses the layer's `kit`. */
function confidenceIn({
  own: marked,
  kit: kitCode,
  other = "",
  plugin = "",
  failure = {},
}: Code): string | null {
  const place = marked.indexOf("|");
  const before = marked.slice(0, place).split("\n");
  const at = `at handler (${own}:${before.length}:${(before.at(-1)?.length ?? 0) + 1})`;
  const isOwn = failure.missing != null;
  const frames = isOwn ? [at] : [`at get (${boxes.function}/index.js:1:${throwing.indexOf("new") + 1})`, at];
  const dependencies = { box: "^1.0.0", kit: "^1.0.0" };
  const { analysis, files, see } = analyse({
    function: {
      "package.json": json({ name: "shop", dependencies }),
      "index.js": marked.replace("|", ""),
      "other.js": other,
      "node_modules/box": pkg("box", "1.0.0", {}, { "index.js": throwing }),
    },
    layers: [
      {
        "nodejs/node_modules/box": pkg(
          "box",
          "1.0.0",
          {},
          { "index.js": `${throwing};`, "plugin.js": plugin },
        ),
        "nodejs/node_modules/kit": pkg(
          "kit",
          "1.0.0",
          { dependencies: { box: "^1.0.0" } },
          { "index.js": kitCode },
        ),
      },
    ],
  });
  see(
    thread(),
    got(null, own, own),
    got(own, "box", `${boxes.function}/index.js`),
    got(own, "kit", kit),
    got(kit, "box", `${boxes.layer}/index.js`),
    ...(plugin === "" ? [] : [got(kit, "box/plugin.js", `${boxes.layer}/plugin.js`)]),
  );
  const record: FailureRecord = {
    tag: "failure",
    thread: 0,
    phase: "invoke",
    ordinal: 1,
    name: "Error",
    code: null,
    message: null,
    frames,
    ...plainFailure,
    ...failure,
  };
  const steps = explainFailure(record, {
    findings: analysis.findings,
    files,
    texts: analysis.copyTexts,
    copyOf: (path) => analysis.copyOf(path),
    usersOf: (copy) => analysis.usersOf(copy),
    modulesOf: (copy) => analysis.modulesOf(copy),
  });
  for (;;) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    expect(value.judged.map(({ finding: { code } }) => code)).toEqual(["duplicate-instance"]);
    return value.confidence;
  }
}

const asks = "const box = require('box'); const { price, Orders } = require('kit');\n";
const registers = "const box = require('box'); box.set('currency', 'EUR'); exports.Orders = class {};";

describe("an error that one of two copies throws on purpose is about both", () => {
  test.each<[string, Code]>([
    [
      "where it was given what the package with the other copy exports",
      { own: `${asks}box.|get(Orders)`, kit: registers },
    ],
    [
      "where what it was given is made from that",
      { own: `${asks}class Cart { a = Orders }\nbox.|get(Cart)`, kit: registers },
    ],
    [
      "also in another module",
      {
        own: `${asks}const { Cart } = require('./other');\nbox.|get(Cart)`,
        other: "const { Orders } = require('kit'); exports.Cart = class { a = Orders };",
        kit: registers,
      },
    ],
    [
      "where it was given a text that the other side has",
      { own: `${asks}box.|get('currency')`, kit: registers },
    ],
    [
      "also by a constant",
      { own: `${asks}const CURRENCY = 'currency';\nbox.|get(CURRENCY)`, kit: registers },
    ],
    [
      "where it was given nothing, and the other side sets it up",
      { own: `${asks}const { get } = require('box');\n|get()`, kit: "require('box').connect()" },
    ],
  ])("%s", (_, code) => expect(confidenceIn(code)).toBe("medium"));
});

describe("it is only a lead", () => {
  test.each<[string, Code]>([
    ["where a text is of this side alone", { own: `${asks}price() + box.|get('taxes')`, kit: registers }],
    [
      "where a value is of this side alone",
      { own: `${asks}class Taxes {}\nprice(); box.|get(Taxes)`, kit: registers },
    ],
    [
      "where a module of the function's own makes it",
      {
        own: `${asks}const { TAXES } = require('./other');\nprice(); box.|get(TAXES)`,
        other: "require('kit'); exports.TAXES = Symbol('taxes');",
        kit: registers,
      },
    ],
    [
      "where both sides only ask for it",
      { own: `${asks}const { get } = require('box');\n|get()`, kit: "require('box').get()" },
    ],
    ["where the text is the package's name", { own: `${asks}box.|get('box')`, kit: registers }],
  ])("%s", (_, code) => expect(confidenceIn(code)).toBe("low"));
});

describe("an error that a package with the layer's copy throws on purpose", () => {
  const kitCode = "const box = require('box'); exports.price = () => { throw new Error(box) };";
  const failure = (code: string): Partial<FailureRecord> => ({
    frames: [
      `at price (${kit}:1:${kitCode.indexOf("new") + 1})`,
      `at handler (${own}:2:${(code.split("\n")[1] ?? "").indexOf("price") + 1})`,
    ],
  });
  const confidence = (code: string) => confidenceIn({ own: code, kit: kitCode, failure: failure(code) });

  test.each([
    [
      "the function's code tests for a class of its own copy",
      "try { price() } catch (e) { e instanceof box }",
    ],
    ["the function's code hands over what is of its own copy", "price(box.of(1))"],
  ])("is about both where %s", (_, code) => expect(confidence(`${asks}${code}`)).toBe("medium"));

  test.each([
    ["the function's code uses its own copy elsewhere", "price('7'); box.of(1)"],
    ["the function's code tests for another class", "try { price() } catch (e) { e instanceof Error }"],
  ])("is only a lead where %s", (_, code) => expect(confidence(`${asks}${code}`)).toBe("low"));
});

test("what is handed over is of the other side only where its package got the other copy", () => {
  const facts = errorFacts([frameIn("box"), "at f (/var/task/index.js:1:1)"], { thrown: "on-purpose" });
  const [winner, loser] = [copy("box", "1.0.0", "function"), copy("box", "1.0.0", "layer")];
  const [frame = null] = facts.trace.site;
  const tied = {
    finding: finding("box", { winner, loser }),
    tie: { by: "frame", frame, position: 0, named: false, meets: false } as const,
  };
  const exchanged = (usersOfLayersKit: readonly string[]) => {
    const users: Record<string, readonly string[]> = {
      [loser.path]: ["/opt/nodejs/node_modules/kit"],
      "/opt/nodejs/node_modules/kit": usersOfLayersKit,
    };
    const steps = exchangedIn([tied], facts, {
      files: new MemoryFiles({
        function: { "index.js": "f(kit.a); const kit = require('kit')" },
        layers: [],
      }),
      usersOf: (path) => new Set(users[path] ?? []),
      modulesOf: () => [],
    });
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return [...value];
    }
  };
  expect(exchanged(["/var/task"])).toEqual(["box"]);
  expect(exchanged(["/var/task/node_modules/other"])).toEqual([]);
});

describe("a method that is missing in what a copy returns", () => {
  const missing = (name: string) =>
    ({
      name: "TypeError",
      thrown: "by-engine",
      missing: { kind: "not-a-function", name, of: "box(...)", specifier: null },
    }) as const;
  const extended = {
    kit: "require('box').extend(require('box/plugin.js'))",
    plugin: "module.exports = (c) => { c.tz = 1 }",
  };

  test("may have been added to the other copy by a plug-in", () =>
    expect(confidenceIn({ ...extended, own: `${asks}box(0).|tz()`, failure: missing("tz") })).toBe("medium"));

  test("is only a lead where nothing on the other side has its name", () =>
    expect(confidenceIn({ ...extended, own: `${asks}box(0).|fromat()`, failure: missing("fromat") })).toBe(
      "low",
    ));
});
