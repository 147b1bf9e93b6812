/** Everything that is generated, in the order in which one reads what another writes. */
import { fromRuns } from "./from-runs.ts";
import { fromSources } from "./from-sources.ts";
import { fromTests } from "./from-tests.ts";
import { type Generator, sources } from "./generator.ts";
import { indexPage } from "./index-page.ts";
import { oneFile } from "./one-file.ts";

const described = [...fromSources, ...fromTests, ...fromRuns];

export const generators: readonly Generator[] = [
  ...described,
  oneFile({
    name: "index",
    path: "docs/generated/README.md",
    about: "The list of everything that is generated",
    source: sources,
    text: () => indexPage(described),
  }),
];
