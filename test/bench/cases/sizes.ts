/** How large what is shipped is. */
import { statSync } from "node:fs";
import { filesBelow } from "../../../build/layer-zip.ts";
import type { Case } from "../case.ts";
import { figuresOf } from "../figures.ts";
import { builtLayer } from "../support/layer.ts";

const budgets = { "layer.zip size": "<= 250 KB", "layer unpacked size": "<= 900 KB" };

export const sizes: readonly Case[] = [
  {
    name: "sizes",
    title: "Sizes of the bundles, the zip and the unpacked layer",
    notes: [
      "KB are 1,024 bytes; for comparison, Datadog's Node layer is held below 9 MB zipped and 24 MB " +
        "unpacked by its own build",
    ],
    async run() {
      const layer = await builtLayer();
      const kilobytes = (...paths: string[]): { size: number }[] => [
        { size: paths.reduce((sum, path) => sum + statSync(path).size, 0) / 1024 },
      ];
      const unpacked = filesBelow(layer.folder).map(({ path }) => `${layer.folder}/${path}`);
      const rounds = {
        "shim.cjs": kilobytes(layer.shim),
        "extension.cjs": kilobytes(layer.extension),
        "observer.cjs": kilobytes(layer.observer),
        "layer.zip": kilobytes(layer.zip),
        "layer unpacked": kilobytes(...unpacked),
      };
      return figuresOf(rounds, { units: { size: "KB" }, budgets });
    },
  },
];
