/** What the results of tests say. */
import { type Row as PairRow, pairsPage } from "../../test/check/layer-diff/pairs/table.ts";
import { loadGroups } from "../../test/faults/groups.ts";
import { reliabilityPage } from "../../test/faults/page.ts";
import { missingCells, readResults as readFaults } from "../../test/faults/results.ts";
import { pageOf, type Row } from "../../test/incident/captures/page.ts";
import type { Outcome } from "../../test/silence/run.ts";
import { silencePage } from "../../test/silence/table.ts";
import { keptResults, missingResults } from "../../test/support/kept-results.ts";
import type { Generator } from "./generator.ts";
import { oneFile } from "./one-file.ts";

export const fromTests: readonly Generator[] = [
  oneFile({
    path: "docs/generated/reliability.md",
    about: "Every fault that the tests cause on purpose, and what the function answered",
    // How many times a cell strikes differs from run to run. A test compares the page's rows with the cells.
    source: {
      kind: "recording",
      run: "npm run test:system",
      missing: async () => missingCells(await loadGroups()),
    },
    text: async () => reliabilityPage(await loadGroups(), readFaults()),
  }),
  oneFile({
    path: "docs/generated/silence.md",
    about: "What Outcrop says about ordinary functions",
    // The counts of modules differ between Node lines. A test holds the verdicts.
    source: {
      kind: "recording",
      run: "npm run test:24 -- test/silence",
      missing: () => missingResults("silence"),
    },
    text: () => silencePage(keptResults<readonly Outcome[]>("silence")),
  }),
  oneFile({
    path: "docs/generated/layer-diff-pairs.md",
    about: "What `outcrop layer diff` says about releases of real packages",
    source: {
      kind: "results",
      run: "npm run test:24 -- test/check/layer-diff/pairs",
      missing: () => missingResults("layer-diff-pairs"),
    },
    text: () => pairsPage(keptResults<readonly PairRow[]>("layer-diff-pairs")),
  }),
  oneFile({
    path: "docs/generated/incident-captures.md",
    about: "What the analysis answers about recorded incidents",
    source: {
      kind: "results",
      run: "npm run test:24 -- test/incident/captures",
      missing: () => missingResults("incident-captures"),
    },
    text: () => pageOf(keptResults<readonly Row[]>("incident-captures")),
  }),
];
