/** What follows from the files of the repository alone, in the order in which one reads what others write. */
import { readFileSync } from "node:fs";
import { costPage } from "../../test/attach/cost.ts";
import { guideFiles } from "../../test/attach/guides.ts";
import { priceTable } from "../../test/cloudwatch/observability/prices.ts";
import { pagePath, withOldAnswers } from "../../test/cloudwatch/observability/queries/page.ts";
import {
  withCheckTranscripts,
  withFleetTranscripts,
  withTranscripts,
} from "../../test/command/transcripts.ts";
import { modesTable } from "../../test/modes/table.ts";
import { athenaFiles } from "./athena.ts";
import { claimsTable } from "./claims-table.ts";
import { deployerPolicies } from "./deployer-policies.ts";
import { findingLists } from "./finding-lists.ts";
import { type Generator, sources } from "./generator.ts";
import { withBlock } from "./marked-block.ts";
import { oneFile } from "./one-file.ts";
import { generatedTemplates } from "./templates.ts";

const read = (path: string): string => readFileSync(path, "utf8");

const templates = generatedTemplates();
const policies = deployerPolicies();
const athena = athenaFiles();
const lists = findingLists(read);
const guides = guideFiles();

export const fromSources: readonly Generator[] = [
  {
    name: "finding-lists",
    about: "The index of findings, and their codes and metrics in schemas and docs",
    outputs: [...lists.keys()],
    source: sources,
    make: () => findingLists(read),
  },
  {
    name: "templates",
    about: "The CloudFormation templates of the dashboard, the alarms and the saved queries",
    outputs: [...templates.keys()],
    source: sources,
    make: generatedTemplates,
  },
  {
    name: "deployer-policies",
    about: "What the deployer of each template must be allowed to do",
    outputs: [...policies.keys()],
    source: sources,
    make: deployerPolicies,
  },
  {
    name: "athena",
    about: "The views for Athena, the texts that `outcrop query` asks, and the SQL in docs/athena.md",
    outputs: [...athena.keys()],
    source: sources,
    make: athenaFiles,
  },
  oneFile({
    path: pagePath,
    about: "The saved queries, and what they answer about the demo",
    source: sources,
    text: () => withOldAnswers(read(pagePath)),
  }),
  oneFile({
    name: "prices",
    path: "docs/observability.md",
    about: "The table of prices in docs/observability.md",
    source: sources,
    text: () => withBlock(read("docs/observability.md"), "prices", priceTable()),
  }),
  oneFile({
    name: "claims",
    path: "docs/first-account.md",
    about: "What `outcrop verify --account` checks",
    source: sources,
    text: () => withBlock(read("docs/first-account.md"), "claims", claimsTable()),
  }),
  oneFile({
    path: "docs/modes.md",
    about: "The table of Lambda's modes in docs/modes.md",
    source: sources,
    text: () => withBlock(read("docs/modes.md"), "modes", modesTable()),
  }),
  {
    name: "attach",
    about: "The files and lines that the guides in docs/attach show",
    outputs: [...guides.keys()],
    source: sources,
    make: guideFiles,
  },
  oneFile({
    path: "docs/generated/cost.md",
    about: "What Outcrop costs in dollars, from the benchmarks and list prices",
    source: sources,
    text: () => costPage(),
  }),
  oneFile({
    name: "transcripts",
    path: "docs/incident.md",
    about: "What the commands in docs/incident.md print",
    source: sources,
    text: () => withTranscripts(read("docs/incident.md")),
  }),
  oneFile({
    name: "check-transcripts",
    path: "docs/check.md",
    about: "What the commands in docs/check.md print",
    source: sources,
    text: () => withCheckTranscripts(read("docs/check.md")),
  }),
  oneFile({
    name: "lock-transcripts",
    path: "docs/lock.md",
    about: "What the commands in docs/lock.md print",
    source: sources,
    text: () => withCheckTranscripts(read("docs/lock.md")),
  }),
  oneFile({
    name: "layer-diff-transcripts",
    path: "docs/layer-diff.md",
    about: "What the commands in docs/layer-diff.md print",
    source: sources,
    text: () => withCheckTranscripts(read("docs/layer-diff.md")),
  }),
  oneFile({
    name: "what-if-transcripts",
    path: "docs/what-if.md",
    about: "What the command in docs/what-if.md prints",
    source: sources,
    text: () => withFleetTranscripts(read("docs/what-if.md")),
  }),
];
