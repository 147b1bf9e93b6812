import { describe, expect, it } from "vitest";
import type { ObservedFinding } from "../../../incident/model/model.ts";
import { analyse, announcement } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

const zod = copy("zod@3.24.4", "layer", { importer: "/var/task/index.js" });
const sharp = copy("sharp@0.33.0");
const image = copy("@img/sharp-linux-x64@0.33.0", "function", {
  importer: "/var/task/node_modules/sharp/lib/sharp.js",
});
const inZod = [
  "at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)",
  "at handler (/var/task/index.js:3:1)",
];
const inOwn = ["at handler (/var/task/index.js:3:1)"];
const died = { file: `${image.path}/sharp.node`, outcome: "died", use: "load" };

const range = finding("range-violation", { winner: zod, importer: own, at: 5 });
const shadow = finding("shadowed-package", {
  winner: zod,
  loser: copy("zod@4.1.0"),
  severity: "warning",
  evidence: { rangeAcceptsWinner: true },
  at: 5,
});
const native = finding("wrong-libc", { winner: image, evidence: died, at: 9 });
const unresolved = finding("unresolved-module", { package: "ulid", importer: own, at: 9 });

const missed = finding("unresolved-module", {
  package: "@img/sharp-linux-x64",
  importer: sharp,
  severity: "warning",
  at: 9,
});

interface Row {
  readonly findings: readonly ObservedFinding[];
  readonly error: Parameters<typeof error>[0];
  /** Codes of the causes that explain the error, the likeliest first. */
  readonly causes: readonly string[];
  readonly says: string;
}

function explained({ findings, error: spec }: Pick<Row, "findings" | "error">) {
  const where = environment({ copies: [own, zod, sharp, image], findings, failed: 1 });
  const analysis = analyse(incident([where], [error({ in: [where], ...spec })]));
  const [first] = analysis.errors;
  if (first === undefined) throw new Error("no error");
  return { analysis, first };
}

describe("what explains an error", () => {
  it.each<[string, Row]>([
    [
      "a frame in the copy it is about",
      {
        findings: [range],
        error: { frames: inZod },
        causes: ["range-violation"],
        says: "It failed in zod@3.24.4 in the layer",
      },
    ],
    [
      "the function's own code, whose TypeError comes of what it imports",
      {
        findings: [range],
        error: { frames: inOwn },
        causes: ["range-violation"],
        says: "It failed in /var/task/index.js:3, which asks for zod.",
      },
    ],
    [
      "the loader's message",
      {
        findings: [unresolved],
        error: { name: "Runtime.ImportModuleError", message: "Error: Cannot find module 'ulid'", frames: [] },
        causes: ["unresolved-module"],
        says: "The module loader's error names ulid.",
      },
    ],
    [
      "a wrapper around a native file",
      {
        findings: [native],
        error: { name: "Error", frames: ["at load (/var/task/node_modules/sharp/lib/sharp.js:1:1)"] },
        causes: ["wrong-libc"],
        says: "It failed in sharp@0.33.0 in the function (/var/task/node_modules/sharp), which loads @img/sharp-linux-x64@0.33.0.",
      },
    ],
    [
      "a process that died in a native file",
      {
        findings: [native],
        error: { kind: "exit", name: "Runtime.ExitError", frames: [] },
        causes: ["wrong-libc"],
        says: "The process ended while it loaded a native file of @img/sharp-linux-x64.",
      },
    ],
    [
      "what a module lacks that is imported from it",
      {
        findings: [range],
        error: {
          kind: "init",
          name: "Runtime.UserCodeSyntaxError",
          message: "SyntaxError: The requested module 'zod' does not provide an export named 'z'",
          frames: [],
        },
        causes: ["range-violation"],
        says: "The module loader's error names zod.",
      },
    ],
    [
      "a module that was taken for optional, and whose absence ended the invocation",
      {
        findings: [finding("unresolved-module", { package: "dayjs", severity: "info", at: 9 })],
        error: { name: "Error", code: "MODULE_NOT_FOUND", message: "Cannot find module 'dayjs'", frames: [] },
        causes: ["unresolved-module"],
        says: "The module loader's error names dayjs.",
      },
    ],
    [
      "what Outcrop told, which saw who asked",
      {
        findings: [unresolved],
        error: {
          name: "Error",
          told: announcement("It is ulid.", ["unresolved-module ulid"]),
        },
        causes: ["unresolved-module"],
        says: "Outcrop named it when the error was thrown.",
      },
    ],
  ])("is %s", (_, row) => {
    const { analysis, first } = explained(row);
    expect(first.causes.map((index) => analysis.causes[index]?.code)).toEqual(row.causes);
    expect(first.explanation).toContain(row.says);
    expect(analysis.answer).toMatchObject({ verdict: "collision", cause: 0 });
    expect(analysis.causes[0]?.explains).toEqual([0]);
  });

  const bug: Row["error"] = { name: "ReferenceError", frames: inOwn };
  it.each<[string, Omit<Row, "causes">]>([
    [
      "a plain bug beside a finding in force",
      {
        findings: [range],
        error: bug,
        says: "Outcrop sees no collision in the code that failed: it failed in /var/task/index.js:3.",
      },
    ],
    [
      "a finding at info",
      {
        findings: [finding("range-violation", { winner: zod, severity: "info" })],
        error: { frames: inZod },
        says: "sees no collision",
      },
    ],
    [
      "an accepted finding",
      {
        findings: [finding("range-violation", { winner: zod, accepted: "known" })],
        error: { frames: inZod },
        says: "sees no collision",
      },
    ],
    [
      "a finding told long after the error",
      {
        findings: [finding("range-violation", { winner: zod, at: 59 })],
        error: { frames: inZod },
        says: "sees no collision",
      },
    ],
    [
      "a shadow that the importer asks for",
      {
        findings: [shadow],
        error: { frames: inZod },
        says: "shadowed-package of zod was looked at, and too much speaks against it. The importer accepts the copy that won.",
      },
    ],
    [
      "a message that only looks like the loader's",
      {
        findings: [unresolved],
        error: { name: "Error", message: "Cannot find module 'ulid'", frames: [] },
        says: "no stack",
      },
    ],
    [
      "a module that was taken for optional, and is not the one missing",
      {
        findings: [finding("unresolved-module", { package: "dayjs", severity: "info", at: 9 })],
        error: { name: "Error", code: "MODULE_NOT_FOUND", message: "Cannot find module 'luxon'", frames: [] },
        says: "The logs hold no stack of this error",
      },
    ],
    [
      "an error that a package throws to refuse what it was given",
      {
        findings: [range],
        error: { name: "ZodError", frames: inZod },
        says: "Code threw the error on purpose, as packages that work do when they refuse a value.",
      },
    ],
    [
      "a package that once asked for an optional one in vain",
      {
        findings: [missed],
        error: { name: "Error", frames: ["at load (/var/task/node_modules/sharp/lib/sharp.js:1:1)"] },
        says: "too much speaks against it. 9 invocations went well under the same finding.",
      },
    ],
    [
      "a timeout",
      {
        findings: [range],
        error: { kind: "timeout", name: "Timeout", message: "Task timed out after 3.00 seconds", frames: [] },
        says: "reached its time limit (Task timed out after 3.00 seconds)",
      },
    ],
    [
      "memory that ran out",
      {
        findings: [native],
        error: {
          kind: "out-of-memory",
          name: "Runtime.OutOfMemory",
          message: "512 of 512 MB used",
          frames: [],
        },
        says: "ran out of memory (512 of 512 MB used)",
      },
    ],
    [
      "a process that ended long after the load",
      {
        findings: [native],
        error: { kind: "exit", from: 50, frames: [] },
        says: "no native file failed to load",
      },
    ],
    [
      "a native file nobody loaded",
      {
        findings: [finding("wrong-libc", { winner: image, evidence: { ...died, outcome: "latent" } })],
        error: { kind: "exit", frames: [] },
        says: "no native file",
      },
    ],
    [
      "a service that answered with an error",
      {
        findings: [range],
        error: { name: "InternalServerError", frames: inZod },
        says: "InternalServerError came from outside the process",
      },
    ],
    [
      "a network that did not answer",
      {
        findings: [range],
        error: { name: "Error", code: "ECONNREFUSED", frames: inZod },
        says: "ECONNREFUSED came from outside",
      },
    ],
    [
      "Outcrop's own word that there is none",
      {
        findings: [range],
        error: {
          ...bug,
          told: announcement("Outcrop sees no collision in the code that failed: x."),
        },
        says: "Outcrop sees no collision in the code that failed: it failed in /var/task/index.js:3.",
      },
    ],
  ])("is no collision for %s", (_, row) => {
    const { analysis, first } = explained({ ...row });
    expect(first.causes).toEqual([]);
    expect(first.explanation).toContain(row.says);
    expect(analysis.answer).toMatchObject({ verdict: "no-collision", cause: null, fix: null });
    expect(analysis.causes.flatMap(({ explains }) => explains)).toEqual([]);
  });

  it("is the cause of another error of the same invocation, for a process that ended", () => {
    const where = environment({ copies: [own, zod], findings: [range], failed: 1 });
    const thrown = error({ in: [where], frames: inZod, requestId: "r1" });
    const exit = error({ in: [where], kind: "exit", name: "Runtime.ExitError", frames: [], requestId: "r1" });
    const other = error({
      in: [where],
      kind: "exit",
      name: "Runtime.ExitError",
      frames: [],
      requestId: "r2",
    });
    const { errors } = analyse(incident([where], [thrown, exit, other]));
    expect(errors.map(({ causes }) => causes)).toEqual([[0], [0], []]);
    expect(errors[1]?.explanation).toContain("It ended the same invocation as TypeError");
  });

  it("is what Outcrop named where the frames agree, with what ties it", () => {
    const told = announcement("It failed, says Outcrop.", ["range-violation zod"], "Mixed.");
    const { analysis, first } = explained({ findings: [range], error: { frames: inZod, told } });
    expect(first).toMatchObject({
      explanation: expect.stringContaining("It failed in zod@3.24.4 in the layer"),
      mixedRoots: "Mixed.",
      causes: [0],
    });
    expect(analysis.causes[0]?.reason).toBe(
      "The likeliest explanation of 1 failure. It failed in zod@3.24.4 in the layer (/opt/nodejs/node_modules/zod).",
    );
  });

  it("is what Outcrop named, without a cause, where the finding's line is missing", () => {
    const told = announcement("It is zod.", ["range-violation zod"]);
    const { analysis, first } = explained({ findings: [], error: { frames: inZod, told } });
    expect(first).toMatchObject({ explanation: "It is zod.", causes: [] });
    expect(analysis.answer).toMatchObject({ verdict: "collision", cause: null, confidence: "low" });
  });

  it("is not what the owner has accepted since, though Outcrop named it", () => {
    const told = announcement("It is zod.", ["range-violation zod"]);
    const accepted = finding("range-violation", { winner: zod, accepted: "known" });
    const { analysis, first } = explained({ findings: [accepted], error: { frames: inZod, told } });
    expect(first.causes).toEqual([]);
    expect(analysis.answer.verdict).toBe("no-collision");
  });

  it("is a shadow that the importer asks for, where those without it do not fail", () => {
    const healthy = environment({ copies: [own], to: 3 });
    const where = environment({ copies: [own, zod], findings: [shadow], from: 4, failed: 10 });
    const { answer, causes } = analyse(
      incident([healthy, where], [error({ in: [where], frames: inZod, count: 10 })]),
    );
    expect(causes[0]).toMatchObject({ code: "shadowed-package", explains: [0] });
    expect(causes[0]?.reason).toContain(
      "With it 10 of 10 invocations failed; without it 0 of 10 invocations failed.",
    );
    expect(answer).toMatchObject({ verdict: "collision", confidence: "medium" });
  });

  it("is a module asked for in vain by the package that failed, where those without it do not fail", () => {
    const healthy = environment({ copies: [own, sharp, image], to: 3 });
    const where = environment({ copies: [own, sharp], findings: [missed], from: 4, failed: 10 });
    const thrown = error({
      in: [where],
      count: 10,
      name: "Error",
      frames: ["at load (/var/task/node_modules/sharp/lib/sharp.js:1:1)"],
    });
    const { errors, answer } = analyse(incident([healthy, where], [thrown]));
    expect(errors[0]?.explanation).toContain("which asks for @img/sharp-linux-x64.");
    expect(answer).toMatchObject({ verdict: "collision", cause: 0, confidence: "medium" });
  });
});

describe("frames", () => {
  it("are mapped to the copy with the longest path, and by their path where no line tells of it", () => {
    const frames = [
      "at f (/opt/nodejs/node_modules/zod/lib/a.js:1:1)",
      "at g (/var/task/node_modules/unknown/b.js:2:2)",
      "at h (node:internal/x:1:1)",
      "at i (/var/task/lib/c.js:3:3)",
      "at j (/tmp/d.js:4:4)",
    ];
    const { first } = explained({ findings: [], error: { frames } });
    expect(
      first.frames.map(({ text, copy: found }) => [text.slice(3, 4), found?.package, found?.version]),
    ).toEqual([
      ["f", "zod", "3.24.4"],
      ["g", "unknown", null],
      ["i", "orders", "1.0.0"],
      ["j", undefined, undefined],
    ]);
  });

  it("tell of mixed roots where Outcrop did not", () => {
    const smithy = [copy("@smithy/core@3.0.0"), copy("@smithy/types@4.0.0", "runtime")];
    const where = environment({ copies: [own, ...smithy] });
    const frames = smithy.map(({ path }) => `at f (${path}/index.js:1:1)`);
    expect(analyse(incident([where], [error({ in: [where], frames })])).errors[0]?.mixedRoots).toContain(
      "from two roots",
    );
  });
});
