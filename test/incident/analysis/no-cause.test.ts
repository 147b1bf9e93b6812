import { describe, expect, it } from "vitest";
import {
  died,
  explained,
  image,
  inOwn,
  inZod,
  missed,
  native,
  type Row,
  range,
  shadow,
  unresolved,
  zod,
} from "./explained.ts";
import { announcement } from "./in-words.ts";
import { finding } from "./incidents.ts";

describe("what explains an error", () => {
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
        says:
          "shadowed-package of zod was looked at, and too much speaks against it. The importer " +
          "accepts the copy that won.",
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

  it("is not what the owner has accepted since, though Outcrop named it", () => {
    const told = announcement("It is zod.", ["range-violation zod"]);
    const accepted = finding("range-violation", { winner: zod, accepted: "known" });
    const { analysis, first } = explained({ findings: [accepted], error: { frames: inZod, told } });
    expect(first.causes).toEqual([]);
    expect(analysis.answer.verdict).toBe("no-collision");
  });
});
