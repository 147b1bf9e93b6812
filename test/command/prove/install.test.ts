import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Installer } from "../../../command/prove/install.ts";
import { scratchFolder } from "./fixture.ts";
import { Registry } from "./registry.ts";

const tree = (name: string, version: string, manifest: object = {}) => ({
  "package.json": { name, version, ...manifest },
  "index.js": `module.exports = ${JSON.stringify(version)};`,
});
const install = (name: string, range: string) =>
  ({ kind: "install", package: name, range, to: "/var/task/x", cpu: null }) as const;
let registry: Registry;

beforeAll(async () => {
  registry = await Registry.start([
    tree("money", "1.4.0"),
    tree("money", "2.0.0", {
      dependencies: { "@acme/round": "^1.0.0" },
      scripts: { install: "node -e \"require('fs').writeFileSync('ran', '')\"" },
    }),
    tree("@acme/round", "1.1.0"),
  ]);
  vi.stubEnv("npm_config_registry", registry.url);
  vi.stubEnv("npm_config_fetch_retries", "0");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await registry.stop();
});

describe("a package from the registry", () => {
  it("comes with what it depends on below it, and runs no script", async () => {
    const folder = await new Installer(scratchFolder(), { offline: false }).install(
      install("money", "^2.0.0"),
    );
    expect(readFileSync(join(folder, "index.js"), "utf8")).toContain("2.0.0");
    expect(readFileSync(join(folder, "node_modules/@acme/round/index.js"), "utf8")).toContain("1.1.0");
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });

  it("comes in the version of the range, and once", async () => {
    const scratch = scratchFolder();
    const installer = new Installer(scratch, { offline: false });
    const folders = [
      await installer.install(install("money", "~1.4.0")),
      await installer.install(install("money", "~1.4.0")),
    ];
    expect(readFileSync(join(folders[0] ?? "", "index.js"), "utf8")).toContain("1.4.0");
    expect(folders[1]).toBe(folders[0]);
    expect(readdirSync(scratch)).toHaveLength(1);
  });

  it.each([
    ["nobody published", "nothing-of-the-kind", "1.0.0", /^npm failed: 404 Not Found/],
    ["has no such version", "money", "9.x", /^npm failed: .*No matching version/],
    ["has a name that is a path", "../money", "1.0.0", "../money@1.0.0 cannot be asked for in the registry"],
    ["has an option as its name", "--global", "1", "--global@1 cannot be asked for in the registry"],
    [
      "has an address as its range",
      "money",
      "https://example.com/x.tgz",
      "cannot be asked for in the registry",
    ],
    ["has a file as its range", "money", "file:../x", "cannot be asked for in the registry"],
  ])("is refused with the reason where it %s", async (_, name, range, message) => {
    const installer = new Installer(scratchFolder(), { offline: false });
    await expect(installer.install(install(name, range))).rejects.toThrow(message);
  });

  it("is not asked for while offline", async () => {
    const scratch = scratchFolder();
    await expect(
      new Installer(scratch, { offline: true }).install(install("money", "^1.0.0")),
    ).rejects.toThrow("money@^1.0.0 would come from the registry, and --offline is set");
    expect(readdirSync(scratch)).toEqual([]);
  });
});
