/** How layers become /opt: the order, modes, links and zips. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linkType, type RawEntry, rawZip, regular } from "../check/zip/raw-zip.ts";
import { evaluate } from "./evaluate.ts";
import { folder } from "./folders.ts";
import { runFunction } from "./patient.ts";

describe("layers", () => {
  const first = folder({
    a: "1",
    "dir/x": "1",
    "bin/tool": { text: "#!/bin/sh\necho first\n", mode: 0o755 },
    "was-file": "1",
  });
  const second = folder({ a: "2", "dir/y": "2", "was-file/inside": "2" });
  const read = `Object.fromEntries(["a", "dir/x", "dir/y", "was-file/inside"]
      .map((path) => [path, fs.readFileSync("/opt/" + path, "utf8")]))`;

  it("merge in order, file by file", async () => {
    expect(await evaluate(read, { layers: [first, second] })).toEqual({
      a: "2",
      "dir/x": "1",
      "dir/y": "2",
      "was-file/inside": "2",
    });
  });

  it("keep modes, so that a tool in /opt/bin is on PATH", async () => {
    expect(
      await evaluate(`require("node:child_process").execFileSync("tool").toString()`, {
        layers: [first, second],
      }),
    ).toBe("first\n");
    expect(
      await evaluate(`(fs.statSync("/opt/a").mode & 0o777).toString(8)`, { layers: [first, second] }),
    ).toBe("644");
  });

  /** A layer's zip. */
  const zipped = (entries: readonly RawEntry[]): string => {
    const path = join(folder({}), "layer.zip");
    writeFileSync(path, rawZip(entries));
    return path;
  };
  const tool: RawEntry = { name: "bin/zipped", content: "#!/bin/sh\necho zipped\n", mode: regular | 0o755 };

  it("come from zips with the modes of the zip", async () => {
    const zip = zipped([tool, { name: "a", content: "2", method: 0, mode: regular | 0o600 }]);
    const run = `require("node:child_process").execFileSync("zipped").toString()`;
    const expression = `[${run}, (fs.statSync("/opt/a").mode & 0o777).toString(8),
      fs.readFileSync("/opt/a", "utf8")]`;
    expect(await evaluate(expression, { layers: [first, zip] })).toEqual(["zipped\n", "600", "2"]);
    expect(await evaluate(run, { layers: [zip] })).toBe("zipped\n");
  });

  it("keep a zip's links, which lead to where Lambda has the layer", async () => {
    const links = [
      { name: "absolute", content: "/opt/bin/zipped", mode: linkType },
      { name: "relative", content: "bin/zipped", mode: linkType },
    ];
    const read = `["absolute", "relative"].map((name) => fs.readFileSync("/opt/" + name, "utf8"))`;
    for (const layers of [[zipped([...links, tool])], [first, zipped([tool, ...links])]]) {
      expect(await evaluate(read, { layers })).toEqual([tool.content, tool.content]);
    }
  });

  it("put a folder instead of a lower layer's link", async () => {
    const outside = folder({});
    const link = zipped([{ name: "nodejs", content: outside, mode: linkType }]);
    const above = zipped([{ name: "nodejs/x", content: "above" }]);
    expect(await evaluate(`fs.readFileSync("/opt/nodejs/x", "utf8")`, { layers: [link, above] })).toBe(
      "above",
    );
    expect(readdirSync(outside)).toEqual([]);
  });

  it("refuse a zip that writes through its own link", async () => {
    const zip = zipped([{ name: "nodejs", content: "../outside", mode: linkType }, { name: "nodejs/x" }]);
    const problem = `layer: ${zip}: "nodejs/x" is below "nodejs", which is a link`;
    await expect(runFunction({ task: folder({}), layers: [first, zip], events: [] })).rejects.toThrow(
      problem,
    );
  });

  it("refuse a file that is not a zip", async () => {
    await expect(runFunction({ task: folder({}), layers: [join(first, "a")], events: [] })).rejects.toThrow(
      /layer: .*not a zip/,
    );
  });
});
