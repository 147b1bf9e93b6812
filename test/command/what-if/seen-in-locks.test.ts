import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { seenInLocks } from "../../../command/what-if/seen-in-locks.ts";
import { judge, next, old, told } from "../../check/what-if/layers.ts";
import { Folders } from "../../support/layer-run.ts";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const readdirSync = (path: string, options: { withFileTypes: true }) => {
    if (path.endsWith("/unreadable")) throw new Error("EACCES: permission denied");
    return real.readdirSync(path, options);
  };
  return { ...real, default: real, readdirSync };
});

const folders = new Folders();
afterAll(() => folders.remove());

const tree = "0".repeat(32);
const layer = (name: string, version: string, packages: Readonly<Record<string, string>>) => ({
  name,
  version,
  tree,
  packages: Object.fromEntries(
    Object.entries(packages).map(([folder, of]) => [`nodejs/node_modules/${folder}`, { version: of, tree }]),
  ),
  natives: {},
});
const lock = (names: readonly string[]) => ({
  outcrop: "lock",
  schema: 1,
  functions: Object.fromEntries(
    names.map((name) => [name, { runtime: "nodejs24.x", arch: "arm64", layers: ["utils:7", "more:1"] }]),
  ),
  layers: {
    "utils:7": layer("utils", "7", {
      gone: "1.0.0",
      ulid: "2.3.0",
      "ulid/node_modules/inner": "1.0.0",
      zod: "3.24.4",
    }),
    "more:1": layer("more", "1", { zod: "3.0.0" }),
  },
});

function read(files: Readonly<Record<string, object | string>>) {
  const problems: string[] = [];
  const folder = folders.make(files);
  const seen = seenInLocks([folder], ({ file, message }) =>
    problems.push(`${file.slice(folder.length + 1)} ${message}`),
  );
  return { seen, problems, folder };
}

it("reads every lock below a folder, and what each function has at the top of /opt", () => {
  const { seen, problems, folder } = read({
    "a/outcrop.lock.json": lock(["orders", "billing"]),
    "b/outcrop.lock.json": lock(["orders"]),
    "b/node_modules/c/outcrop.lock.json": lock(["other"]),
  });
  expect(problems).toEqual([]);
  expect(seen.map(({ name }) => name)).toEqual([
    "orders",
    "billing",
    `orders (${folder}/b/outcrop.lock.json)`,
  ]);
  expect(seen[0]).toMatchObject({ runtime: "nodejs24.x", arch: "arm64", invocations: null, isLoaded: false });
  // The later layer overwrites zod.
  expect(
    seen[0]?.copies.map(({ package: name, version, layer: label }) => `${name} ${version} ${label}`).sort(),
  ).toEqual(["gone 1.0.0 utils:7", "ulid 2.3.0 utils:7", "zod 3.0.0 more:1"]);
});

it("makes no function break: a lock does not say what is loaded", () => {
  const [seen] = read({ "outcrop.lock.json": lock(["orders"]) }).seen;
  if (seen === undefined) throw new Error("there is no function");
  for (const given of [{ label: "utils" }, { old }]) {
    const verdict = judge(next, seen, given);
    expect(told(verdict)).toEqual(["risk package-gone gone"]);
    expect(verdict.reasons[0]?.doubt).toBe("loaded");
  }
});

it("names a lock that cannot be read, and reads the others", () => {
  const { seen, problems } = read({ "a/outcrop.lock.json": "{", "b/outcrop.lock.json": lock(["orders"]) });
  expect(problems).toEqual(["a/outcrop.lock.json is not JSON"]);
  expect(seen).toHaveLength(1);
  const missing: string[] = [];
  expect(seenInLocks(["/no/such/folder"], ({ file }) => missing.push(file))).toEqual([]);
  expect(missing).toEqual(["/no/such/folder"]);
});

it("reads a lock that begins with a byte order mark, and no pipe", () => {
  expect(read({ "outcrop.lock.json": `\ufeff${JSON.stringify(lock(["orders"]))}` }).seen).toHaveLength(1);
  const pipe = join(folders.make({ "a.json": "" }), "pipe.json");
  expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
  const problems: string[] = [];
  expect(seenInLocks([pipe], ({ message }) => problems.push(message))).toEqual([]);
  expect(problems).toEqual(["is not a regular file"]);
});

it("goes on after a folder that cannot be read", () => {
  // Root may read every folder; this mock fails as another user's look does.
  const { seen, problems } = read({ "a/unreadable/x.json": "", "b/outcrop.lock.json": lock(["orders"]) });
  expect(seen).toHaveLength(1);
  expect(problems).toEqual(["a/unreadable EACCES: permission denied"]);
});

it("says which layers are not described", () => {
  const { layers, ...rest } = lock(["orders"]);
  const [one] = read({ "outcrop.lock.json": { ...rest, layers: { "more:1": layers["more:1"] } } }).seen;
  expect(one?.layers).toEqual([
    { label: "utils:7", isDescribed: false },
    { label: "more:1", isDescribed: true },
  ]);
});

it("has what is in pnpm's store", () => {
  const folder = ".pnpm/uuid@11.1.0/node_modules/uuid";
  const [one] = read({
    "outcrop.lock.json": {
      ...lock(["orders"]),
      layers: { "utils:7": layer("utils", "7", { [folder]: "11.1.0" }) },
    },
  }).seen;
  expect(one?.copies).toMatchObject([{ package: "uuid", path: `/opt/nodejs/node_modules/${folder}` }]);
});
