import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { inProject, quoted, repair } from "../../../../../core/findings/rules/shared/repair.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const commandOf = (fix: string): string => /`([^`]+)`/.exec(fix)?.[1] ?? "";
const install = "npm install --os=linux --cpu=x64 --libc=glibc --include=optional";

test.each([
  ["a package", "sharp", "/var/task/node_modules/sharp/x.node", `rm -rf node_modules/sharp && ${install}`],
  [
    "a package within another, in a layer",
    "@a/b",
    "/opt/nodejs/node_modules/c/node_modules/@a/b/x.node",
    `rm -rf node_modules/c/node_modules/@a/b && ${install}`,
  ],
  [
    "one for another system",
    "@esbuild/darwin-arm64",
    "/var/task/node_modules/@esbuild/darwin-arm64/bin/esbuild",
    install,
  ],
  [
    "one for another C library",
    "@img/sharp-linuxmusl-x64",
    "/var/task/node_modules/@img/sharp-linuxmusl-x64/x.node",
    install,
  ],
  [
    "one for this host, whose file is another's",
    "@img/sharp-linux-x64",
    "/var/task/node_modules/@img/sharp-linux-x64/x.node",
    `rm -rf node_modules/@img/sharp-linux-x64 && ${install}`,
  ],
])("npm gets %s", (_, name, file, command) => {
  const fix = repair(name, file, { cpu: "x64" });
  expect(commandOf(fix)).toBe(command);
  expect(fix).toContain(file.startsWith("/opt/") ? "the layer's folder nodejs" : "the function's folder");
  execFileSync("/bin/sh", ["-n", "-c", command]);
});

test.each([
  ["the layer's own code", "(layer)", "/opt/lib/libx.so"],
  ["the function's own code", "app", "/var/task/bin/tool"],
  ["code outside every root", "(other)", "/tmp/x.node"],
])("npm gets no name of %s", (_, name, file) => {
  expect(repair(name, file, { cpu: "arm64" })).toBe(
    `Replace ${file} by its build for Linux on arm64, and deploy again.`,
  );
});

test.each([
  ["x64", "rhel-openssl-3.0.x"],
  ["arm64", "linux-arm64-openssl-3.0.x"],
])("what a generator wrote is generated again, for %s", (cpu, target) => {
  const fix = repair("prisma-client-5221c", "/var/task/node_modules/.prisma/client/libquery.node", { cpu });
  expect(fix).toContain(`"${target}"`);
  expect(commandOf(fix)).toBe("npx prisma generate");
  expect(fix).not.toContain("prisma-client-");
});

test("a build of another machine is removed where a prebuilt file fits", () => {
  const path = "node_modules/n/build/Release/n.node";
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), "x");
  const fix = repair("n", `/var/task/${path}`, {
    cpu: "x64",
    fitting: "/var/task/node_modules/n/prebuilds/n.node",
  });
  execFileSync("/bin/sh", ["-c", commandOf(fix)], { cwd: folder });
  expect(existsSync(join(folder, path))).toBe(false);
});

test.each(["it's", "a b", "$(touch x)", "-rf; x", "`x`"])("the shell takes %j as one word", (word) => {
  expect(execFileSync("/bin/sh", ["-c", `printf %s ${quoted(word)}`], { encoding: "utf8" })).toBe(word);
});

test("paths as they are where the code is packed", () => {
  expect(inProject("/var/task/node_modules/a/x")).toBe("node_modules/a/x");
  expect(inProject("/opt/nodejs/node_modules/a/x")).toBe("nodejs/node_modules/a/x");
  expect(inProject("/elsewhere/x")).toBe("/elsewhere/x");
});
