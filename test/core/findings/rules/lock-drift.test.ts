import { describe, expect, test } from "vitest";
import { type FindingOf, fixOf, messageOf } from "../../../../core/findings/finding.ts";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { failed, got, thread } from "../../support/journal.ts";
import { type LockedFolders, manifest, noTree, treeOf } from "../../support/lock.ts";
import { locked } from "../../support/locked.ts";
import { type Folder, json, pkg } from "../../support/tree.ts";

const at = "/opt/nodejs/node_modules";
const folder = (name: string): string => `nodejs/node_modules/${name}`;
const zod = pkg("zod", "3.24.4");
const loads = (name: string, root = at): JournalRecord =>
  got("/var/task/index.js", name, `${root}/${name}/index.js`);

/** What is found where the lock has `folders` of shop-utils:7, and the layer `packages`. */
function drifts(
  folders: LockedFolders,
  packages: Folder,
  records: readonly JournalRecord[],
  more: Parameters<typeof locked>[2] = {},
): readonly FindingOf<"lock-drift">[] {
  const { see } = locked({ "shop-utils:7": folders }, packages, more);
  const { findings } = see(thread(), ...records);
  return findings.filter(
    ({ code }) => code === "lock-drift",
  ) as unknown as readonly FindingOf<"lock-drift">[];
}

const texts = (found: readonly FindingOf<"lock-drift">[]) =>
  found.map((finding) => [messageOf(finding), fixOf(finding)]);

const runAgain =
  "or run `outcrop lock` again with the layer that is attached now, and deploy the function with the new lock.";

test("another version", () => {
  const found = drifts({ [folder("zod")]: { version: "3.24.4" } }, { zod: pkg("zod", "3.25.0") }, [
    loads("zod"),
  ]);
  expect(found).toMatchObject([
    {
      severity: "warning",
      package: "zod",
      winner: { path: `${at}/zod`, layer: "shop-utils" },
      loser: null,
      evidence: {
        kind: "version",
        layer: "shop-utils:7",
        path: `${at}/zod`,
        locked: { version: "3.24.4", tree: noTree },
        loaded: { version: "3.25.0", tree: null },
      },
    },
  ]);
  expect(texts(found)).toEqual([
    [
      `zod@3.25.0 in the layer shop-utils (${at}/zod) was loaded, ` +
        "but the lock says version 3.24.4 of the layer shop-utils:7.",
      `Attach shop-utils:7, ${runAgain}`,
    ],
  ]);
});

test("the same version with other files", () => {
  const found = drifts({ [folder("zod")]: { version: "3.24.4" } }, { zod }, [loads("zod")]);
  expect(found).toMatchObject([
    {
      severity: "warning",
      winner: { layer: "shop-utils:7" },
      evidence: {
        kind: "files",
        locked: { version: "3.24.4", tree: noTree },
        loaded: { version: "3.24.4", tree: treeOf(zod) },
      },
    },
  ]);
  expect(messageOf(found[0] as FindingOf<"lock-drift">)).toBe(
    `zod@3.24.4 in the layer shop-utils:7 (${at}/zod) was loaded, ` +
      "but its files differ from those that the lock has of the layer shop-utils:7.",
  );
});

test("the newer layer's own manifest names it", () => {
  const packages = { zod: pkg("zod", "3.25.0") };
  const newer = json(manifest("shop-utils:8", { [folder("zod")]: { version: "3.25.0" } }));
  const found = drifts({ [folder("zod")]: { version: "3.24.4" } }, packages, [loads("zod")], {
    manifests: { "shop-utils.json": newer },
  });
  expect(found).toMatchObject([{ winner: { layer: "shop-utils:8" }, evidence: { layer: "shop-utils:7" } }]);
});

describe("a package that is not there any more", () => {
  const s3 = "@aws-sdk/client-s3";
  const runtime = { [`node_modules/${s3}`]: pkg(s3, "3.500.0") };

  test("and the runtime's copy was loaded instead", () => {
    const found = drifts(
      { [folder(s3)]: { version: "3.700.0" } },
      {},
      [loads(s3, "/var/runtime/node_modules")],
      { runtime },
    );
    expect(found).toMatchObject([
      {
        package: s3,
        winner: { root: "runtime", version: "3.500.0" },
        evidence: { kind: "gone", layer: "shop-utils:7", path: `${at}/${s3}` },
      },
    ]);
    expect(texts(found)).toEqual([
      [
        `${s3}@3.500.0 in the runtime (/var/runtime/node_modules/${s3}) was loaded, but the lock says version ` +
          `3.700.0 of the layer shop-utils:7, and ${at}/${s3} does not exist.`,
        `Attach shop-utils:7, ${runAgain}`,
      ],
    ]);
  });

  test("and was asked for in vain", () => {
    const records = ["zod", "zod/v4", "never-locked"].map((asked) => failed("/var/task/index.js", asked));
    const found = drifts({ [folder("zod")]: { version: "3.24.4" } }, {}, records);
    expect(found).toMatchObject([
      {
        package: "zod",
        winner: null,
        importer: { path: "/var/task/index.js" },
        evidence: { kind: "gone", path: `${at}/zod`, loaded: null },
      },
    ]);
    expect(texts(found)[0]?.[0]).toBe(
      "zod was not found, but the lock says version 3.24.4 of the layer shop-utils:7, " +
        `and ${at}/zod does not exist.`,
    );
    const there = { zod: { "package.json": "{}" } };
    expect(drifts({ [folder("zod")]: { version: "3.24.4" } }, there, records)).toEqual([]);
  });

  test("and is in another folder of /opt now", () => {
    const moved = "/opt/nodejs/node24/node_modules";
    const more = { layer: { "nodejs/node24/node_modules/zod": zod } };
    const lock = { [folder("zod")]: { version: "3.24.4" } };
    expect(drifts(lock, {}, [loads("zod", moved)], more)).toMatchObject([
      { winner: { path: `${moved}/zod` }, evidence: { kind: "gone", path: `${at}/zod` } },
    ]);
  });
});

test("copies that no locked layer has: one finding for their folder", () => {
  const packages = {
    zod,
    a: pkg("a", "1.0.0"),
    b: pkg("b", "2.0.0", {}, { "node_modules/c": pkg("c", "1.0.0") }),
  };
  const records = [
    loads("zod"),
    loads("b"),
    loads("a"),
    got(`${at}/b/index.js`, "c", `${at}/b/node_modules/c/index.js`),
  ];
  const found = drifts({ [folder("zod")]: { version: "3.24.4", tree: treeOf(zod) } }, packages, records);
  expect(found).toMatchObject([
    {
      severity: "warning",
      package: "b",
      evidence: {
        kind: "not-locked",
        layer: null,
        path: at,
        locked: null,
        packages: ["b@2.0.0", "a@1.0.0", "c@1.0.0"],
        count: 3,
      },
    },
  ]);
  expect(texts(found)).toEqual([
    [
      `b@2.0.0 in the layer (${at}/b) was loaded, but no layer in the lock has it. ` +
        `The same holds for 2 more packages in ${at}.`,
      `Detach the layer that brings ${at}, or run \`outcrop lock\` again with it, and deploy the function with ` +
        "the new lock.",
    ],
  ]);
});

describe("silent", () => {
  const lock = { [folder("zod")]: { version: "3.24.4", tree: treeOf(zod) } };

  test("the same version and files, also with other packages nested in it", () => {
    expect(drifts(lock, { zod }, [loads("zod")])).toEqual([]);
    const nested = { ...zod, "node_modules/x": pkg("x", "1.0.0") };
    expect(drifts(lock, { zod: nested }, [loads("zod")])).toEqual([]);
  });

  test("packages that were not loaded", () => {
    const other = { [folder("other")]: { version: "9.9.9" }, ...lock };
    expect(drifts(other, { zod, other: pkg("other", "1.0.0") }, [loads("zod")])).toEqual([]);
  });

  test("copies of the function, and of the runtime for its own code", () => {
    const runtime = { "node_modules/zod": pkg("zod", "1.0.0") };
    const own = { "node_modules/zod": pkg("zod", "2.0.0") };
    const records = [
      loads("zod", "/var/task/node_modules"),
      got("/var/runtime/index.mjs", "zod", "/var/runtime/node_modules/zod/index.js"),
    ];
    expect(drifts(lock, {}, records, { function: own, runtime })).toEqual([]);
  });

  test("the runtime's copy where the locked one is still there", () => {
    const runtime = { "node_modules/zod": pkg("zod", "1.0.0") };
    expect(drifts(lock, { zod }, [loads("zod", "/var/runtime/node_modules")], { runtime })).toEqual([]);
  });

  test("a folder in which two layers have other files: their mixture is not locked", () => {
    const layers = {
      "base:1": { [folder("zod")]: { version: "3.24.4" } },
      "utils:1": { [folder("zod")]: { version: "3.24.4", tree: "1".repeat(32) } },
    };
    expect(locked(layers, { zod }).see(thread(), loads("zod")).findings).toEqual([]);
  });

  test("a copy of a layer whose content the lock does not have", () => {
    const { see } = locked({ "utils:1": null }, { zod });
    expect(see(thread(), loads("zod")).findings).toEqual([]);
  });

  test("manifests without a lock", () => {
    const manifests = { "utils.json": json(manifest("utils:1", { [folder("zod")]: { version: "1.0.0" } })) };
    const { see } = locked(null, { zod }, { manifests });
    expect(see(thread(), loads("zod")).findings).toEqual([]);
  });

  test("a lock that cannot be used is one problem", () => {
    const { see, problems } = locked("{", { zod });
    expect(see(thread(), loads("zod")).findings).toEqual([]);
    expect(problems).toEqual([{ path: "/var/task/outcrop.lock.json", what: "is not JSON" }]);
  });
});

test("other findings of a locked function name the layer too", () => {
  const lock = {
    "shop-utils:7": {
      [folder("zod")]: { version: "3.24.4", tree: treeOf(zod) },
      "nodejs/node20/node_modules/ulid": { version: "2.3.0" },
    },
  };
  const own = { "node_modules/zod": pkg("zod", "4.1.0"), ...pkg("orders", "1.0.0") };
  const layer = { "nodejs/node20/node_modules/ulid": pkg("ulid", "2.3.0") };
  const { see } = locked(lock, { zod }, { function: own, layer });
  const { findings } = see(
    thread(),
    loads("zod", "/var/task/node_modules"),
    failed("/var/task/index.js", "ulid"),
  );
  expect(findings).toMatchObject([
    { code: "shadowed-package", winner: { root: "function" }, loser: { layer: "shop-utils:7" } },
    { code: "unresolved-module", evidence: { nearMisses: [{ layer: "shop-utils:7" }] } },
  ]);
  expect(findings[0]?.winner).not.toHaveProperty("layer");
});
