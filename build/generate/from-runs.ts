/** What one run of a program gave: figures, pictures and recorded lines. */
import { existsSync, readFileSync } from "node:fs";
import { recordCosts } from "../../test/attach/sandbox/record-costs.ts";
import { recordLines } from "../../test/attach/sandbox/record-lines.ts";
import { head as benchmarksHead, documentation as benchmarksPage } from "../../test/bench/documentation.ts";
import { readResults as readBench } from "../../test/bench/results.ts";
import type { Case } from "../../test/binaries/cases.ts";
import { tableOf } from "../../test/binaries/table.ts";
import { pagePath, withNewAnswers } from "../../test/cloudwatch/observability/queries/page.ts";
import { withTourTranscripts } from "../../test/command/transcripts.ts";
import { head as compatibilityHead, compatibilityPage } from "../../test/compat/documentation.ts";
import { resultsPath as compatPath, readResults as readCompat } from "../../test/compat/results.ts";
import { recordedPath as loggersPath, recordShapes } from "../../test/incident/model/loggers/record.ts";
import { head as soakHead, documentation as soakPage } from "../../test/soak/documentation.ts";
import { readSoaks } from "../../test/soak/results.ts";
import { keptResults, missingResults } from "../../test/support/kept-results.ts";
import build from "../test-build.ts";
import type { Generator } from "./generator.ts";
import { withBlock } from "./marked-block.ts";
import { oneFile } from "./one-file.ts";
import { checkPicture } from "./pictures/check-picture.ts";
import { dashboardPicture, scenePicture } from "./pictures/dashboard-picture.ts";
import { scenes } from "./pictures/dashboard-scenes.ts";
import { demoPicture } from "./pictures/demo-picture.ts";
import { incidentPicture } from "./pictures/incident-picture.ts";
import { missingBrowser, missingForPicture } from "./pictures/page-picture.ts";
import { regimeBlock } from "./regime-block.ts";

const read = (path: string): string => readFileSync(path, "utf8");

const missingFile = (path: string): string | null => (existsSync(path) ? null : `${path} does not exist`);

const benchFigures = "dist/bench.json";
const soakFigures = "dist/soak.json";
const demoLogs = "dist/demo/log.json";
const captureLogs = "dist/captures/addon-for-other-cpu";

export const fromRuns: readonly Generator[] = [
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
    name: "tour",
    path: "docs/tour.md",
    about: "What the commands in docs/tour.md print",
    source: { kind: "recording", run: "plays the demo itself", missing: () => null },
    text: () => {
      build();
      return withTourTranscripts(read("docs/tour.md"));
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
    name: "costs",
    path: "test/attach/recorded-costs.json",
    about: "What a healthy and a colliding function write to the log, for the cost page",
    source: { kind: "recording", run: "runs the sandbox itself", missing: () => null },
    text: () => {
      build();
      return recordCosts();
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
  ...(Object.keys(scenes) as (keyof typeof scenes)[]).map((name) =>
    oneFile({
      path: `docs/generated/dashboard-${name}.png`,
      about: `The dashboard of made logs: ${scenes[name].title.replace("Outcrop: ", "")}`,
      source: { kind: "recording", run: "Chromium on PATH", missing: missingBrowser },
      text: () => scenePicture(name),
    }),
  ),
  oneFile({
    path: "docs/generated/check-explorer.png",
    about: "The explorer of /opt of the demo's function",
    source: {
      kind: "recording",
      run: "installs the demo's packages itself; Chromium on PATH",
      missing: missingBrowser,
    },
    text: () => checkPicture(),
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
