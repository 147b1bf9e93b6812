import { afterEach, describe, expect, it, vi } from "vitest";
import { LineWriter } from "../../extension/line-writer.ts";

afterEach(() => vi.restoreAllMocks());

describe("the line writer", () => {
  it("drops lines while stdout takes none, and tells of it", () => {
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
        shim_ms: 0,
      });
    pending.mockReturnValue(0);
    write("taken");
    pending.mockReturnValue(5 * 1024 * 1024);
    write("dropped");
    pending.mockReturnValue(0);
    write("taken again");
    expect(written.map((line) => JSON.parse(line).reason)).toEqual(["taken", "taken again"]);
    expect(reported).toEqual(["lines were dropped: nobody read them"]);
  });
});
