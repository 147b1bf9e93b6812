import { describe, expect, it } from "vitest";
import { copiesOnDisk } from "../../check/sbom.ts";
import { cycloneDx, type SbomCopy } from "../../page/cyclonedx.ts";
import { library } from "../core/support/library.ts";
import { problemsOf } from "../support/cyclonedx.ts";
import { type Files, tree } from "./layers/layers.ts";
import { functionWith, json } from "./lock/locked.ts";

const modules = "node_modules";
const at = `nodejs/${modules}`;
const pack = (folder: string, name: string, version: string): Files => ({
  [`${folder}/${name}/package.json`]: json(name, version),
  [`${folder}/${name}/index.js`]: "module.exports = 1;",
});

function copiesOf(task: Files, layers: Readonly<Record<string, Files>>, more: object = {}) {
  const trees = Object.entries(layers).map(([name, files]) => tree(name, files));
  const { copies, ...rest } = copiesOnDisk(functionWith(trees, { task: tree("code", task), ...more }));
  const byPath: Readonly<Record<string, SbomCopy>> = Object.fromEntries(
    copies.map((copy) => [copy.path, copy]),
  );
  return { byPath, copies, ...rest };
}

const app = (code: string): Files => ({
  "index.js": `${code}; exports.handler = async () => {};`,
  "package.json": json("orders", "1.4.0"),
});

describe("the copies before the deploy", () => {
  it("are those in the code and in each layer, loaded or not", () => {
    const { byPath, version } = copiesOf(
      { ...app('require("zod"); if (process.env.X) require("later")'), ...pack(modules, "later", "1.0.0") },
      { "utils.zip": { ...pack(at, "zod", "3.24.4"), ...pack(at, "idle", "1.0.0") } },
    );
    expect(version).toBe("1.4.0");
    const short = Object.values(byPath).map(({ path, root, layer, loaded }) => [path, root, layer, loaded]);
    expect(short).toEqual([
      [`/opt/${at}/zod`, "layer", "utils", "will"],
      [`/opt/${at}/idle`, "layer", "utils", "false"],
      [`/var/task/${modules}/later`, "function", null, "may"],
    ]);
    expect(byPath[`/opt/${at}/zod`]).toMatchObject({
      name: "zod",
      version: "3.24.4",
      techniques: ["manifest-analysis"],
    });
  });

  it("name the copy that is chosen over another", () => {
    const { byPath } = copiesOf(
      { ...app('require("zod")'), ...pack(modules, "zod", "4.0.0") },
      { utils: { ...pack(at, "zod", "3.24.4") } },
      { variables: { NODE_PATH: `/opt/${at}` } },
    );
    const [own, lost] = [byPath[`/var/task/${modules}/zod`], byPath[`/opt/${at}/zod`]];
    expect(own?.over).toEqual([`/opt/${at}/zod`]);
    expect(lost).toMatchObject({ under: [`/var/task/${modules}/zod`], loaded: "false" });
  });

  it("of a layer that another one overwrites are not there", () => {
    const { byPath } = copiesOf(app("0"), {
      lower: { ...pack(at, "zod", "3.0.0"), ...pack(at, "a", "1.0.0"), ...pack(at, "torn", "1.0.0") },
      upper: { ...pack(at, "zod", "4.0.0"), [`${at}/torn/index.js`]: "2" },
    });
    expect(byPath[`/opt/${at}/torn`]).toMatchObject({ version: "1.0.0", layer: "lower" });
    expect(byPath[`/opt/${at}/zod`]).toMatchObject({ version: "4.0.0", layer: "upper" });
    expect(byPath[`/opt/${at}/a`]).toMatchObject({ layer: "lower" });
  });

  it("of a layer above a damaged one are there", () => {
    const damaged = {
      ...tree("damaged", pack(at, "a", "1.0.0")),
      read: () => {
        throw new Error("damaged: it is damaged");
      },
    };
    const layers = [damaged, tree("whole", pack(at, "b", "1.0.0"))];
    const { copies, unread } = copiesOnDisk(functionWith(layers, { task: tree("code", app("0")) }));
    expect(copies).toMatchObject([{ name: "b", layer: "whole" }]);
    expect(unread).toEqual(["The layer damaged was not read: damaged: it is damaged."]);
  });

  it("have the real name of an alias, and native files", () => {
    const { byPath } = copiesOf(app("0"), {
      utils: {
        [`${at}/zod4/package.json`]: json("zod", "4.1.0"),
        ...pack(at, "sharp", "0.34.0"),
        [`${at}/sharp/build/x.node`]: library(),
        "lib/y.so": library({ needs: { "libc.so.6": { "GLIBC_2.28": ["x"] } } }),
      },
    });
    expect(byPath[`/opt/${at}/zod4`]).toMatchObject({ name: "zod", facts: { alias: "zod4" } });
    expect(byPath[`/opt/${at}/sharp`]?.techniques).toEqual(["manifest-analysis", "binary-analysis"]);
    expect(byPath["/opt/lib/y.so"]).toMatchObject({ kind: "file", facts: { arch: "x64", libc: "2.28" } });
  });

  it("of a runtime are all where its files are known, and else what the function loads of them", () => {
    const runtimeFiles = tree("runtime", {
      ...pack(modules, "sdk", "3.0.0"),
      ...pack(modules, "idle", "3.0.0"),
    });
    const task = app('require("sdk")');
    const known = copiesOf(task, {}, { runtimeFiles });
    expect(Object.keys(known.byPath)).toEqual([
      `/var/runtime/${modules}/sdk`,
      `/var/runtime/${modules}/idle`,
    ]);
    const told = copiesOf(task, {}, { runtimeFiles, runtimeSource: "a profile" });
    expect(told.copies).toMatchObject([{ name: "sdk", loaded: "will", techniques: ["other"] }]);
  });

  it("are there for another language's runtime, without a word about loading", () => {
    const { copies } = copiesOf({}, { utils: pack(at, "zod", "3.0.0") }, { runtime: "python3.13" });
    expect(copies).toMatchObject([{ name: "zod", loaded: "false" }]);
  });

  it("of 500 packages make a valid document", () => {
    const names = Array.from({ length: 500 }, (_, index) => `package-${index}`);
    const task = {
      ...app(names.map((name) => `require("${name}")`).join("; ")),
      ...Object.assign({}, ...names.map((name) => pack(modules, name, "1.0.0"))),
    };
    const { copies, version } = copiesOf(task, {});
    expect(copies).toHaveLength(500);
    const document = cycloneDx({
      name: "orders",
      version,
      phase: "post-build",
      at: 0,
      outcropVersion: "0.1.0",
      facts: {},
      copies,
    });
    expect(problemsOf(document)).toEqual([]);
  });
});
