import { describe, expect, test } from "vitest";
import { loaderSays } from "../../../core/explain/loader-says.ts";
import type { FindingCode } from "../../../core/findings/finding.ts";
import { errorFacts, finding } from "./support.ts";

const says = (
  code: FindingCode,
  text: string,
  evidence: object = {},
  severity: "info" | "warning" = "warning",
) =>
  loaderSays(
    finding("(layer)", { code, severity, evidence: { use: "load", ...evidence } }),
    errorFacts([], { text }),
  );

describe("the loader's text without the file's name", () => {
  test.each<[string, FindingCode, string, object]>([
    ["a text", "wrong-platform", "Failed to load shared library: invalid ELF header", {}],
    ["a broken header", "damaged-binary", "invalid ELF header", {}],
    ["an empty file", "damaged-binary", "dlopen: file too short", {}],
    ["32 bit", "wrong-architecture", "wrong ELF class: ELFCLASS32", { bits: 32 }],
  ])("fits %s", (_, code, text, evidence) => expect(says(code, text, evidence)).toBe("shown"));

  test("for another CPU is what it says about a file that is not there", () => {
    const text = "Failed to load shared library: cannot open shared object file: No such file or directory";
    expect(says("wrong-architecture", text, { bits: 64 })).toBe("fitting");
  });
});

describe("silent", () => {
  test.each<[string, FindingCode, string, object]>([
    ["the text is about something else", "wrong-platform", "invalid header", {}],
    ["the finding is about something else", "newer-libc", "invalid ELF header", {}],
    ["the file is for 64 bit", "wrong-architecture", "wrong ELF class: ELFCLASS32", { bits: 64 }],
    ["the text names its file", "wrong-platform", "/opt/lib/libb.so.1: invalid ELF header", {}],
    ["it is a program", "wrong-platform", "invalid ELF header", { use: "run" }],
    ["it is not a native file", "range-violation", "invalid ELF header", {}],
    ["without a text", "wrong-platform", "", {}],
  ])("%s", (_, code, text, evidence) => expect(says(code, text, evidence)).toBeNull());

  test("the package found another file", () =>
    expect(says("wrong-platform", "invalid ELF header", {}, "info")).toBeNull());

  test("the text is read up to a limit", () =>
    expect(says("wrong-platform", `${" ".repeat(5_000)}invalid ELF header`)).toBeNull());
});
