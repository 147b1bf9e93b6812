import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../../core/findings/finding.ts";
import type { JournalRecord } from "../../../../../core/journal/records.ts";
import { failed, findingsOf } from "../../../support/journal.ts";
import { pkg, type Tree } from "../../../support/tree.ts";

describe("a loader whose package for this platform is missing", () => {
  const loader = "/var/task/node_modules/@node-rs/crc32/index.js";
  const withSibling = (sibling: string): Tree => ({
    function: {
      "node_modules/@node-rs/crc32": pkg("@node-rs/crc32", "1.10.6", {
        optionalDependencies: { "@node-rs/crc32-linux-x64-gnu": "1.10.6" },
      }),
      [`node_modules/@node-rs/${sibling}`]: pkg(`@node-rs/${sibling}`, "1.10.6"),
    },
  });
  const wanted = failed(loader, "@node-rs/crc32-linux-x64-gnu");

  test("is an error if the one for another platform is next to it, and names it", () => {
    const [finding] = findingsOf("unresolved-module", withSibling("crc32-linux-arm64-gnu"), [wanted]);
    const path = "/var/task/node_modules/@node-rs/crc32-linux-arm64-gnu";
    expect(finding).toMatchObject({
      severity: "error",
      evidence: { nearMisses: [{ kind: "other-platform", path, platform: "linux", cpu: "arm64" }] },
    });
    expect(finding && messageOf(finding)).toContain(`${path} exists, but it is for linux on arm64`);
    expect(finding && fixOf(finding)).toContain("--cpu=x64");
  });

  test("is an error where none for any platform is there, and names the command", () => {
    const [finding] = findingsOf("unresolved-module", withSibling("other-linux-arm64-gnu"), [wanted]);
    expect(finding).toMatchObject({ severity: "error", evidence: { nearMisses: [], forHost: "x64" } });
    expect(finding && messageOf(finding)).toContain("and neither is a package for another platform.");
    expect(finding && fixOf(finding)).toContain(
      "`npm install --os=linux --cpu=x64 --libc=glibc --include=optional` in the function's folder",
    );
  });

  test("is no more than info where the function went on without any", () => {
    const records = [wanted, { tag: "ready", thread: 0 } as const];
    expect(findingsOf("unresolved-module", withSibling("other-linux-arm64-gnu"), records)).toMatchObject([
      { severity: "info" },
    ]);
  });

  test("names the one for another C library", () => {
    const [finding] = findingsOf("unresolved-module", withSibling("crc32-linux-x64-musl"), [wanted]);
    expect(finding).toMatchObject({
      severity: "error",
      evidence: { nearMisses: [{ kind: "other-platform", cpu: "x64", libc: "musl" }] },
    });
    expect(finding && messageOf(finding)).toContain("it is for linux on x64 with musl");
  });

  test("is an error, too, where it then looked for the file next to it and ended with that", () => {
    const beside = failed(loader, "../crc32.linux-x64-gnu.node");
    const message = `Cannot find module '../crc32.linux-x64-gnu.node'\nRequire stack:\n- ${loader}`;
    const frames = [`at Object.<anonymous> (${loader}:1:1)`];
    const end: JournalRecord = {
      tag: "failure",
      thread: 0,
      phase: "uncaught",
      ordinal: 1,
      name: "Runtime.ImportModuleError",
      code: null,
      message,
      frames,
      missing: null,
      thrown: null,
      causes: [],
    };
    const exit: JournalRecord = { tag: "exit", thread: 0, exitCode: 1, shimMs: 0 };
    const tree = withSibling("other-linux-arm64-gnu");
    const found = findingsOf("unresolved-module", tree, [wanted, beside, end, exit]);
    expect(found.map(({ severity }) => severity)).toEqual(["error", "info"]);
  });

  test("is a warning where the function went on", () => {
    const records = [wanted, { tag: "ready", thread: 0 } as const];
    expect(findingsOf("unresolved-module", withSibling("crc32-darwin-arm64"), records)).toMatchObject([
      { severity: "warning" },
    ]);
  });

  test.each([
    [
      "it asked for another platform's, as loaders do in turn",
      withSibling("crc32-linux-arm64-gnu"),
      failed(loader, "@node-rs/crc32-darwin-x64"),
    ],
  ])("is no more than info where %s", (_, tree, record) => {
    expect(findingsOf("unresolved-module", tree, [record])).toMatchObject([
      { severity: "info", evidence: { nearMisses: [] } },
    ]);
  });
});
