/**
 * A release on two machines that differ in what a build could depend on: the CPU (arm64, emulated), the folder, the
 * home, the time zone, the locale and the mask of new files.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { sha256 } from "../../../build/release/sums.ts";
import { nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { arm64Nodes } from "../../binaries/files.ts";
import { problemsOf } from "../../support/cyclonedx.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const minutes = 60_000;
let place: string;

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "outcrop-release-"));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The files of this checkout as one commit, which is the same commit in each folder. */
function checkout(name: string): string {
  const folder = join(place, name);
  const tracked = git(".", "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0");
  for (const path of tracked)
    if (path !== "") cpSync(path, join(folder, path), { recursive: true, verbatimSymlinks: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  git(folder, "init", "-q");
  git(folder, "add", "-A", "--force", ".", ":!node_modules");
  writeFileSync(join(folder, ".git/info/exclude"), "node_modules\n");
  git(folder, "commit", "-q", "-m", "the release");
  return folder;
}

function git(cwd: string, ...args: readonly string[]): string {
  const who = { NAME: "a", EMAIL: "a@example.org", DATE: "2026-12-01T12:00:00Z" };
  const env = Object.entries(who).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return execFileSync("git", ["-c", "core.fileMode=true", ...args], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: place, ...Object.fromEntries(env) },
    maxBuffer: 64 << 20,
  });
}

interface Machine {
  readonly command: readonly string[];
  readonly umask: string;
  readonly env: NodeJS.ProcessEnv;
}

const here: Machine = { command: [nodeBinary(24)], umask: "022", env: { HOME: "/", TZ: "UTC", LC_ALL: "C" } };

const other = (): Machine => ({
  command: ["qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu", arm64Nodes().get(24) as string],
  umask: "077",
  env: {
    HOME: place,
    TZ: "Pacific/Kiritimati",
    LC_ALL: "tr_TR.UTF-8",
    // They are programs of this machine, which its emulated Node cannot know.
    ESBUILD_BINARY_PATH: resolve("node_modules/@esbuild/linux-x64/bin/esbuild"),
    OUTCROP_TSC: resolve("node_modules/@typescript/typescript-linux-x64/lib/tsc"),
  },
});

/** `npm run release` without npm, whose script would take the first Node on the path. */
function release(folder: string, { command, umask, env }: Machine, ...args: readonly string[]): string {
  const node = command.map((word) => `'${word}'`).join(" ");
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const script = String(scripts.release).replaceAll(/\bnode /g, `${node} `);
  return execFileSync("bash", ["-ec", `umask ${umask}; ${script} "$@"`, "release", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], ...env },
  });
}

const assetsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, "dist/release"))
      .sort()
      .map((name) => [name, sha256(readFileSync(join(folder, "dist/release", name)))]),
  );

const statement = `outcrop-${version}.intoto.json`;

describe("npm run release", () => {
  let first: string;
  const read = (name: string): string => readFileSync(join(first, "dist/release", name), "utf8");

  it("makes every asset", { timeout: 5 * minutes }, () => {
    first = checkout("first");
    expect(release(first, here)).toContain(`Outcrop ${version} of commit `);
    expect(Object.keys(assetsIn(first))).toEqual([
      "LICENSE",
      "SHA256SUMS",
      `outcrop-${version}.cdx.json`,
      statement,
      `outcrop-${version}.tgz`,
      `outcrop-layer-${version}.zip`,
      `outcrop-sar-${version}.yaml`,
      "outcrop-sar-readme.md",
      "release-notes.md",
    ]);
  });

  it("makes the same bytes on another machine", { timeout: 10 * minutes }, () => {
    const second = checkout("a second machine");
    release(second, other());
    const { [statement]: _, ...assets } = assetsIn(first);
    expect(assetsIn(second)).toMatchObject(assets);
    // Only the provenance says with which Node it was built, and their Nodes are of two releases.
    const where = (folder: string): object => ({
      ...JSON.parse(readFileSync(join(folder, "dist/release", statement), "utf8")).predicate.buildDefinition,
      internalParameters: null,
    });
    expect(where(second)).toEqual(where(first));
  });

  it("writes sums that sha256sum takes, and a statement of where they come from", () => {
    const folder = join(first, "dist/release");
    const checked = execFileSync("sha256sum", ["--check", "SHA256SUMS"], { cwd: folder, encoding: "utf8" });
    expect(checked.match(/: OK$/gm)).toHaveLength(7);
    const { subject, predicate } = JSON.parse(read(statement));
    const digests = subject.map(({ name, digest }: { name: string; digest: { sha256: string } }) => [
      name,
      digest.sha256,
    ]);
    const { [statement]: own, ...others } = assetsIn(first);
    expect(own).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.fromEntries(digests)).toEqual(others);
    expect(predicate.buildDefinition.resolvedDependencies[0].digest.gitCommit).toBe(
      git(first, "rev-parse", "HEAD").trim(),
    );
  });

  it("lists whose code is in the assets", () => {
    const bill = JSON.parse(read(`outcrop-${version}.cdx.json`));
    expect(problemsOf(bill)).toEqual([]);
    const { name, version: powertools } = JSON.parse(
      readFileSync("node_modules/@aws-lambda-powertools/logger/package.json", "utf8"),
    );
    expect(bill.components).toContainEqual(
      expect.objectContaining({
        "bom-ref": `${name}@${powertools}`,
        hashes: [{ alg: "SHA-512", content: expect.stringMatching(/^[0-9a-f]{128}$/) }],
        properties: expect.arrayContaining([
          { name: "outcrop:asset", value: `outcrop-layer-${version}.zip` },
        ]),
      }),
    );
  });

  it("describes the layer for the application repository, with files that are there", () => {
    const template = parse(read(`outcrop-sar-${version}.yaml`));
    const about = template.Metadata["AWS::ServerlessRepo::Application"];
    const { ContentUri } = template.Resources.Layer.Properties;
    const names = readdirSync(join(first, "dist/release"));
    for (const file of [about.LicenseUrl, about.ReadmeUrl, ContentUri]) expect(names).toContain(file);
    expect(about).toMatchObject({ SemanticVersion: version, SpdxLicenseId: "MIT" });
    // As the SAM developer guide bounds them.
    expect(about.Description.length).toBeLessThanOrEqual(256);
    expect(about.Author).toMatch(/^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$/);
  });

  it("refuses another tag, and a checkout with changes", () => {
    expect(() => release(first, here, "--tag", "v99.0.0")).toThrow(
      `the tag is v99.0.0, and package.json has version ${version}`,
    );
    writeFileSync(join(first, "README.md"), "another");
    writeFileSync(join(first, "new file"), "");
    expect(() => release(first, here)).toThrow(/changes that are not committed: README\.md, "new file"/);
  });
});
