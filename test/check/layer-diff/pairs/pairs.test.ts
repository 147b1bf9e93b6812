/** Releases of real packages as layers: the step is the one that a careful maintainer would choose. */
import { expect, test } from "vitest";
import { folderTree } from "../../../../check/lambda/folder-tree.ts";
import { layerDiff } from "../../../../check/layer-diff/layer-diff.ts";
import { keepResults } from "../../../support/kept-results.ts";
import { runtimes } from "../layers.ts";
import { installedLayer } from "./install.ts";
import { pairs } from "./pairs.ts";
import { type Row, rowOf } from "./table.ts";

const rows: Row[] = [];

test.each(pairs.map((pair) => [`${pair.package} ${pair.from} to ${pair.to}`, pair] as const))(
  "%s",
  { timeout: 300_000 },
  async (_, pair) => {
    const layers = [
      await installedLayer(pair.package, pair.from),
      await installedLayer(pair.package, pair.to),
    ] as const;
    const diff = layerDiff(folderTree(layers[0]), folderTree(layers[1]), {
      runtimes,
      publicNames: null,
      onProblem: () => {},
    });
    expect(diff.step).toBe(pair.step);
    expect(diff.changes.map(({ code }) => code)).toEqual(expect.arrayContaining([...pair.codes]));
    rows.push(rowOf(pair, diff));
  },
);

test("there are 20 of them at least, and the page can be made from them", () => {
  expect(pairs.length).toBeGreaterThanOrEqual(20);
  expect(rows).toHaveLength(pairs.length);
  keepResults("layer-diff-pairs", rows);
});
