import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { lostLinkFix } from "../../../../../core/findings/rules/shared/lost-link.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a lost link", () => {
  test("is put back by the command, and kept by the one that packs", () => {
    mkdirSync(join(folder, "layer/lib"), { recursive: true });
    writeFileSync(join(folder, "layer/lib/libx.so.1"), "library");
    writeFileSync(join(folder, "layer/lib/libx.so"), "libx.so.1");
    const fix = lostLinkFix("/opt/lib/libx.so", "libx.so.1");
    const [restore = "", pack = ""] = [...fix.matchAll(/`([^`]+)`/g)].map(([, command]) => command);
    const run = (command: string): string =>
      execFileSync("/bin/sh", ["-c", command], { cwd: join(folder, "layer"), encoding: "utf8" });
    run(restore);
    expect(run("cat lib/libx.so; readlink lib/libx.so")).toBe("librarylibx.so.1\n");
    run(pack);
    expect(run("unzip -Z ../package.zip")).toMatch(/^l.* lib\/libx\.so$/m);
  });

  test("whose text names a path", () => {
    expect(lostLinkFix("/var/task/lib/a.so", "../x/a.so.1")).toContain("`ln -sf ../x/a.so.1 lib/a.so`");
  });
});
