import { describe, expect, it } from "vitest";
import {
  explained,
  image,
  inOwn,
  inZod,
  missed,
  native,
  type Row,
  range,
  shadow,
  sharp,
  unresolved,
  zod,
} from "./explained.ts";
import { analyse, announcement } from "./in-words.ts";
import { environment, error, finding, incident, own } from "./incidents.ts";

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
        says:
          "It failed in sharp@0.33.0 in the function (/var/task/node_modules/sharp), which loads " +
          "@img/sharp-linux-x64@0.33.0.",
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
      "The likeliest explanation of 1 failure. It failed in zod@3.24.4 in the layer " +
        "(/opt/nodejs/node_modules/zod).",
    );
  });

  it("is what Outcrop named, without a cause, where the finding's line is missing", () => {
    const told = announcement("It is zod.", ["range-violation zod"]);
    const { analysis, first } = explained({ findings: [], error: { frames: inZod, told } });
    expect(first).toMatchObject({ explanation: "It is zod.", causes: [] });
    expect(analysis.answer).toMatchObject({ verdict: "collision", cause: null, confidence: "low" });
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
