/** Everything that is generated, in the order in which one reads what another writes. */
import { existsSync, readFileSync } from "node:fs";
import { costPage } from "../../test/attach/cost.ts";
import { guideFiles } from "../../test/attach/guides.ts";
import { recordLines } from "../../test/attach/sandbox/record-lines.ts";
import { head as benchmarksHead, documentation as benchmarksPage } from "../../test/bench/documentation.ts";
import { readResults as readBench } from "../../test/bench/results.ts";
import type { Case } from "../../test/binaries/cases.ts";
import { tableOf } from "../../test/binaries/table.ts";
import { priceTable } from "../../test/cloudwatch/observability/prices.ts";
import {
  pagePath,
  withNewAnswers,
  withOldAnswers,
} from "../../test/cloudwatch/observability/queries/page.ts";
import { withTranscripts } from "../../test/command/transcripts.ts";
import { head as compatibilityHead, compatibilityPage } from "../../test/compat/documentation.ts";
import { resultsPath as compatPath, readResults as readCompat } from "../../test/compat/results.ts";
import { loadGroups } from "../../test/faults/groups.ts";
import { reliabilityPage } from "../../test/faults/page.ts";
import { missingCells, readResults as readFaults } from "../../test/faults/results.ts";
import { pageOf, type Row } from "../../test/incident/captures/page.ts";
import { recordedPath as loggersPath, recordShapes } from "../../test/incident/model/loggers/record.ts";
import { modesTable } from "../../test/modes/table.ts";
import type { Outcome } from "../../test/silence/run.ts";
import { silencePage } from "../../test/silence/table.ts";
import { head as soakHead, documentation as soakPage } from "../../test/soak/documentation.ts";
import { readSoaks } from "../../test/soak/results.ts";
import { keptResults, missingResults } from "../../test/support/kept-results.ts";
import build from "../test-build.ts";
import { athenaFiles } from "./athena.ts";
import { findingLists } from "./finding-lists.ts";
import { type Generator, one, sources } from "./generator.ts";
import { indexPage } from "./index-page.ts";
import { withBlock } from "./marked-block.ts";
import { dashboardPicture } from "./pictures/dashboard-picture.ts";
import { demoPicture } from "./pictures/demo-picture.ts";
import { incidentPicture } from "./pictures/incident-picture.ts";
import { missingForPicture } from "./pictures/page-picture.ts";
import { regimeBlock } from "./regime-block.ts";
import { generatedTemplates } from "./templates.ts";

const read = (path: string): string => readFileSync(path, "utf8");
const missingFile = (path: string): string | null => (existsSync(path) ? null : `${path} does not exist`);

const benchFigures = "dist/bench.json";
const soakFigures = "dist/soak.json";
const demoLogs = "dist/demo/log.json";
const captureLogs = "dist/captures/addon-for-other-cpu";

/** A generator of one file, which has the name of the file where no other is given. */
interface OneFile extends Omit<Generator, "name" | "outputs" | "make"> {
  readonly name?: string;
  readonly path: string;
  readonly text: () => string | Uint8Array | Promise<string | Uint8Array>;
}

function oneFile({ path, text, name = path.replace(/^.*\/|\.\w+$/g, ""), ...rest }: OneFile): Generator {
  return { name, outputs: [path], make: async () => one(path, await text()), ...rest };
}

const templates = generatedTemplates();
const athena = athenaFiles();
const lists = findingLists(read);
const guides = guideFiles();

const ofSources: readonly Generator[] = [
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
];

const ofResults: readonly Generator[] = [
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

const recordings: readonly Generator[] = [
  oneFile({
    path: "docs/generated/verdicts-native.md",
    about: "Real native files, what happened to them, and what Outcrop says",
    source: {
      kind: "recording",
      run: "test/binaries/setup.sh && npm run test:24 -- test/binaries",
      missing: () => missingResults("verdicts-native"),
    },
    text: () => tableOf(keptResults<readonly Case[]>("verdicts-native")),
  }),
  oneFile({
    path: "docs/generated/benchmarks.md",
    about: "Every figure of the benchmarks, with its command",
    source: { kind: "recording", run: "npm run bench", missing: () => missingFile(benchFigures) },
    text: () => {
      const results = readBench(benchFigures);
      if (results === null) throw new Error(`${benchFigures} does not hold figures of schema 1`);
      return benchmarksPage(results);
    },
    holds: (committed) => committed.startsWith(benchmarksHead),
  }),
  oneFile({
    name: "regimes",
    path: "docs/performance.md",
    about: "The tables of small functions in docs/performance.md",
    source: {
      kind: "recording",
      run: "npm run bench -- --only regimes",
      missing: () => (regimeBlock(benchFigures) === null ? `${benchFigures} has no CPU regimes` : null),
    },
    text: () => withBlock(read("docs/performance.md"), "regimes", regimeBlock(benchFigures) ?? ""),
    holds: (committed) => withBlock(committed, "regimes", "") !== committed,
  }),
  oneFile({
    path: "docs/generated/soak.md",
    about: "What an environment holds over a long life",
    source: { kind: "recording", run: "npm run soak", missing: () => missingFile(soakFigures) },
    text: () => soakPage(readSoaks(soakFigures)),
    holds: (committed) => committed.startsWith(soakHead),
  }),
  oneFile({
    path: "docs/generated/compatibility.md",
    about: "The tests of Node and of packages that hook into loading, without the shim and with it",
    source: {
      kind: "recording",
      run: "npm run compat -- --node-source 22=DIR --node-source 24=DIR --node-source 26=DIR",
      missing: () => missingFile(compatPath),
    },
    text: () => compatibilityPage(readCompat()),
    holds: (committed) => committed.startsWith(compatibilityHead),
  }),
  oneFile({
    name: "query-answers",
    path: pagePath,
    about: "What the saved queries answer about the demo, which is played",
    source: { kind: "recording", run: "plays the demo itself", missing: () => null },
    text: () => {
      build();
      return withNewAnswers();
    },
  }),
  oneFile({
    name: "attach-lines",
    path: "test/attach/recorded-lines.json",
    about: "The lines that the guides in docs/attach show, before they are shortened",
    source: { kind: "recording", run: "runs the sandbox itself", missing: () => null },
    text: () => {
      build();
      return recordLines();
    },
  }),
  oneFile({
    name: "loggers",
    path: loggersPath,
    about: "What loggers write in the local Lambda about errors they are given",
    source: {
      kind: "recording",
      run: "installs the loggers and runs the sandbox itself",
      missing: () => null,
    },
    text: () => recordShapes(),
  }),
  oneFile({
    path: "docs/generated/demo.svg",
    about: "The top of the demo's report",
    source: { kind: "recording", run: "plays the demo itself", missing: () => null },
    text: () => {
      build();
      return demoPicture();
    },
  }),
  oneFile({
    path: "docs/generated/dashboard.png",
    about: "The dashboard of the demo's logs",
    source: {
      kind: "recording",
      run: "npm run demo, and Chromium on PATH",
      missing: () => missingForPicture(demoLogs),
    },
    text: () => dashboardPicture(demoLogs),
  }),
  oneFile({
    name: "incident-picture",
    path: "docs/generated/incident.png",
    about: "The incident report of the demo's logs",
    source: {
      kind: "recording",
      run: "npm run demo, and Chromium on PATH",
      missing: () => missingForPicture(demoLogs),
    },
    text: () => incidentPicture(demoLogs),
  }),
  oneFile({
    path: "docs/generated/incident-architecture.png",
    about: "The incident report of an addon for another CPU",
    source: {
      kind: "recording",
      run: "npm run keep-captures -- addon-for-other-cpu, and Chromium on PATH",
      missing: () => missingForPicture(captureLogs),
    },
    text: () => incidentPicture(captureLogs),
  }),
];

const described = [...ofSources, ...ofResults, ...recordings];

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
