import { afterEach, describe, expect, it, vi } from "vitest";
import { LineWriter } from "../../extension/line-writer.ts";

afterEach(() => vi.restoreAllMocks());

function written(message: string, path: string): string[] {
  const calls: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    calls.push(String(text));
    return true;
  });
  const writer = new LineWriter({ environment: "e", function_name: "f", function_version: "1" }, () => {});
  const line = {
    package: "p",
    version: null,
    root: "layer",
    path,
    modules: 1,
    importer: null,
    specifier: "s",
    how: "require",
  } as const;
  writer.write("warning", message, { outcrop: "resolution", ...line });
  vi.restoreAllMocks();
  return calls;
}

describe("a line", () => {
  it("is one call, and holds nothing that a terminal obeys", () => {
    const calls = written("a\u009b2J\u007f\u2028b", "/opt/\u001b[31m\u0085\n");
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/^[^\p{Cc}\u2028\u2029]*\n$/u);
    expect(JSON.parse(calls[0] as string)).toMatchObject({
      level: "WARN",
      message: "a\\u009b2J\\u007f\\u2028b",
      path: "/opt/\\u001b[31m\\u0085\\u000a",
    });
  });

  it.each(["\u0001", "\u009b", "é", "x"])(
    "stays below 64 KiB where message and path are long, of %j",
    (character) => {
      const [line = ""] = written(character.repeat(90_000), character.repeat(90_000));
      expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024);
      expect(JSON.parse(line)).toMatchObject({ outcrop: "resolution", schema: 1, truncated: true });
    },
  );
});

describe("the line writer", () => {
  it("drops lines while stdout takes none, and reports it", () => {
    const written: string[] = [];
    const reported: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    });
    const pending = vi.spyOn(process.stdout, "writableLength", "get");
    const identity = { environment: "e", function_name: "orders", function_version: "1" };
    const writer = new LineWriter(identity, (problem) => reported.push(problem));
    const write = (reason: string): void =>
      writer.write("info", reason, {
        outcrop: "shutdown",
        reason,
        invocations: 0,
        modules: 0,
        copies: 0,
        findings: 0,
        fingerprint: "",
        packages_fingerprint: "",
        shim_ms: 0,
      });
    pending.mockReturnValue(0);
    write("taken");
    pending.mockReturnValue(5 * 1024 * 1024);
    write("dropped");
    pending.mockReturnValue(0);
    write("taken again");
    expect(written.map((line) => JSON.parse(line).reason)).toEqual(["taken", "taken again"]);
    expect(reported).toEqual(["lines were dropped because nothing read them"]);
  });
});
