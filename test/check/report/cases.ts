/** Small functions, each with one thing that a report must say well. */
import { type CheckedFunction, checkFunction } from "../../../check/check-function.ts";
import type { FunctionInput } from "../../../check/lambda/function-input.ts";
import type { Tree } from "../../../check/lambda/tree.ts";
import type { LockRequest } from "../../../check/lock/compare-lock.ts";
import { lockFunction } from "../../../check/lock/lock-function.ts";
import { makeLock } from "../../../check/lock/make-lock.ts";
import type { Limits } from "../../../check/report/exit-code.ts";
import { reportOf } from "../../../check/report/report.ts";
import { type Contents, memoryTree } from "./memory-tree.ts";

export const now = Date.parse("2026-03-14T12:00:00Z");

export function input(
  task: Contents,
  layers: readonly Tree[] = [],
  more: Partial<FunctionInput> = {},
): FunctionInput {
  return {
    name: "orders",
    task: memoryTree("orders", task),
    layers,
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
    ...more,
  };
}

export function pack(
  folder: string,
  name: string,
  version: string,
  code = `module.exports = ${JSON.stringify(name)};`,
): Contents {
  return {
    [`${folder}/${name}/package.json`]: { name, version },
    [`${folder}/${name}/index.js`]: code,
  };
}

const layerFolder = "nodejs/node_modules";
const app = (code: string, dependencies: Record<string, string> = {}, more: Contents = {}): Contents => ({
  "index.js": `${code}; exports.handler = async () => { await 0; };`,
  "package.json": { name: "orders", version: "1.0.0", dependencies },
  ...more,
});
const utils = (version: string): Contents => pack(layerFolder, "utils", version);
const accepting = (until: string | null): Contents => ({
  "outcrop.json": {
    accept: [
      {
        code: "range-violation",
        package: "utils",
        reason: "tested with 2",
        ...(until !== null && { until }),
      },
    ],
  },
});

/** The base of a team, and the layer above that replaces some of it. */
export const base = memoryTree("base", {
  ...pack(layerFolder, "shared", "1.0.0"),
  [`${layerFolder}/shared/lib/only-base.js`]: "exports.base = true;",
  ...pack(layerFolder, "equal", "1.0.0"),
  ...pack(layerFolder, "unused", "1.0.0", `// ${"x".repeat(3_000)}`),
  "nodejs/node20/node_modules/old/index.js": "",
});
export const above = memoryTree("above", {
  ...pack(layerFolder, "shared", "2.0.0", "module.exports = 2;"),
  ...pack(layerFolder, "equal", "1.0.0"),
});

/** A file that claims its size and is never read. */
export function sizedTree(name: string, path: string, size: number): Tree {
  const tree = memoryTree(name, { [path]: "" });
  return { ...tree, nodes: new Map([...tree.nodes, [path, { kind: "file", size, mode: 0o644 }]]) };
}

/** Names that a page, a terminal or a workflow command could take for more than names. */
export const attacks = {
  markup: "<img src=x onerror=alert(1)>.js",
  end: "</script><script>alert(2)</script>.js",
  bidi: "\u202egnp.js",
  escape: "\u001b[31mred\u0007",
  markdown: "](https://evil.example) **b** `c` | @all",
  line: "two\nlines.js",
  command: "::error title=x::%0A::warning::y",
};

const hostileLayer = memoryTree(
  attacks.markup,
  Object.fromEntries(
    Object.values(attacks).flatMap((name) => [
      [`${layerFolder}/evil/${name}`, name],
      [`nodejs/${name}`, name],
    ]),
  ),
);
const hostileAbove = memoryTree(
  attacks.end,
  Object.fromEntries(Object.values(attacks).map((name) => [`${layerFolder}/evil/${name}`, `${name}!`])),
);

/** Thousands of files in two layers, some of them overwritten. */
export function largeInput(packages = 400, filesOfEach = 15): FunctionInput {
  const contents = (content: string, from: number, step: number): Contents =>
    Object.fromEntries(
      Array.from({ length: packages }, (_, at) => at)
        .filter((at) => at >= from && at % step === 0)
        .flatMap((at) =>
          Array.from({ length: filesOfEach }, (_, file) => [
            `${layerFolder}/package-${at}/lib/file-${file}.js`,
            file % 3 === 0 ? "same" : `${content} ${"x".repeat((at * 37 + file) % 900)}`,
          ]),
        ),
    );
  const wide = Object.fromEntries(
    Array.from({ length: 450 }, (_, at) => [`${layerFolder}/locales/lang-${at}.json`, { at }]),
  );
  const layers = [
    memoryTree("shop-base", { ...contents("base", 0, 1), ...wide }),
    memoryTree("shop-tracing", contents("tracing", 50, 3)),
    memoryTree("shop-hotfix", contents("hotfix", 90, 7)),
  ];
  return input(app('require("package-3/lib/file-1.js")'), layers);
}

const inputs: Readonly<Record<string, () => FunctionInput>> = {
  will: () => input(app('require("utils")', { utils: "^1.0.0" }), [memoryTree("utils", utils("2.0.0"))]),
  may: () =>
    input({
      ...app("0"),
      "index.js": "exports.handler = async () => { await import('./later.mjs') };",
      "later.mjs": "import 'absent';",
    }),
  accepted: () =>
    input(app('require("utils")', { utils: "^1.0.0" }, accepting("2026-03-14")), [
      memoryTree("utils", utils("2.0.0")),
    ]),
  ended: () =>
    input(app('require("utils")', { utils: "^1.0.0" }, accepting("2026-03-13")), [
      memoryTree("utils", utils("2.0.0")),
    ]),
  unjudged: () => input(app("("), []),
  overlap: () => input(app('require("shared"); require("equal")'), [base, above]),
  refused: () => input(app("0"), [sizedTree("models", "models/weights.bin", 280_000_000)]),
  clean: () => input(app("0")),
  locked: () => input(app("0"), [base]),
  drifted: () => input(app("0"), [base, above]),
  python: () => input({ "app.py": "" }, [base, above], { runtime: "python3.13" }),
  hostile: () =>
    input(
      app(
        `${Object.values(attacks)
          .map((name) => `require(${JSON.stringify(name)})`)
          .join("; ")}`,
        {},
        accepting(null),
      ),
      [hostileLayer, hostileAbove],
      { name: attacks.markdown },
    ),
};

/** The layers of a case as they were, with names that could be taken for more than names. */
const before: Readonly<Record<string, readonly Tree[]>> = {
  locked: [base],
  drifted: [
    memoryTree("base", {
      ...pack(layerFolder, "shared", "0.9.0"),
      ...pack(layerFolder, "unused", "1.0.0", "changed"),
      ...Object.assign({}, ...Object.values(attacks).map((name) => pack(layerFolder, name, `1.0.0${name}`))),
    }),
    ...Object.values(attacks).map((name) => memoryTree(name, { [name]: name })),
  ],
};

function lockOf(name: string): LockRequest | null {
  const layers = before[name];
  if (layers === undefined) return null;
  const lock = makeLock([lockFunction(input({}, layers))]);
  return { file: { path: "outcrop.lock.json", lock }, isNamed: true, isSingle: false };
}

export const caseNames = Object.keys(inputs);

export function checkedCase(name: string): CheckedFunction {
  const make = inputs[name];
  if (make === undefined) throw new Error(`no case ${name}`);
  return checkFunction(make(), now, lockOf(name));
}

export const usual: Limits = { failOn: "error", allowUnjudged: false };

export function report(
  functions: readonly CheckedFunction[],
  limits: Partial<Limits> = {},
  docsBase?: string,
) {
  return reportOf(functions, { limits: { ...usual, ...limits }, docsBase, outcropVersion: "0.0.0" });
}

/** Several functions, two of them with the same problem. */
export function fleet(): readonly CheckedFunction[] {
  const named = (name: string, of: string): CheckedFunction => ({ ...checkedCase(of), name });
  return [
    named("clean", "clean"),
    named("billing", "will"),
    named("orders", "will"),
    named("later", "may"),
    named("blind", "unjudged"),
    named("layers", "overlap"),
  ];
}
