/** (h) `outcrop incident` over large logs: how fast it reads them, next to jq, and in how much memory. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, type Context, onEachNode } from "../case.ts";
import { type Figure, figuresOf } from "../figures.ts";
import { writeGzipLog, writeLog } from "../incident/write-log.ts";
import { type Arm, type Measures, runPaired } from "../paired.ts";
import { costOf } from "../process/measured-process.ts";
import { commandIn } from "../support/command.ts";

const MB = 1e6;
const throughputBytes = 400 * MB;
const memoryBytes = { "100 MB": 100 * MB, "1 GB": 1_000 * MB, "5 GB": 5_000 * MB } as const;
const quickDivisor = 20;
const jq = "jq -c select(.outcrop)";
const readAlone = "JSON lines, reading alone";
const reader = join(import.meta.dirname, "../incident/read.ts");
const generator = join(import.meta.dirname, "../incident/generate.ts");
const env = { PATH: process.env["PATH"] ?? "" };

/** The command as it is shipped, in a folder of its own. */
async function withCommand<T>(run: (folder: string, command: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "outcrop-bench-incident-"));
  try {
    const command = await commandIn(folder);
    return await run(folder, command);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measuresOf(command: readonly string[], bytes: number): Promise<Measures> {
  const { wallMs, cpuMs, maxRssMb } = await costOf(command, { env });
  return { throughput: bytes / MB / (wallMs / 1e3), CPU: cpuMs, "peak RSS": maxRssMb };
}

async function throughputFigures(line: NodeLine, context: Context): Promise<readonly Figure[]> {
  const node = nodeBinary(line);
  return withCommand(async (folder, command) => {
    const bytes = context.quick ? throughputBytes / quickDivisor : throughputBytes;
    const files = {
      json: join(folder, "json.log"),
      text: join(folder, "text.log"),
      events: join(folder, "events.log"),
    } as const;
    for (const shape of ["json", "text", "events"] as const) {
      context.progress(`writing ${files[shape]}`);
      writeLog(files[shape], { bytes, shape });
    }
    const gzip = join(folder, "json.gz");
    await writeGzipLog(gzip, { bytes, shape: "json" });
    const compressed = statSync(gzip).size;
    const read = (file: string): Promise<Measures> => measuresOf([node, command, "incident", file], bytes);
    const arms: Arm[] = [
      { name: "JSON lines", run: () => read(files.json) },
      { name: readAlone, run: () => measuresOf([node, reader, files.json], bytes) },
      { name: "text lines", run: () => read(files.text) },
      { name: "CloudWatch's events, one a line", run: () => read(files.events) },
      {
        name: "gzip of JSON lines",
        run: async () => {
          const measures = await read(gzip);
          return { ...measures, "compressed bytes": ((measures["throughput"] ?? 0) * compressed) / bytes };
        },
      },
    ];
    const hasJq = spawnSync("jq", ["--version"]).status === 0;
    if (hasJq) {
      const path = execFileSync("/bin/sh", ["-c", "command -v jq"], { encoding: "utf8" }).trim();
      arms.push({ name: jq, run: () => measuresOf([path, "-c", "select(.outcrop)", files.json], bytes) });
    } else context.skip(`${jq}: there is no jq`);
    const rounds = await runPaired(arms, { rounds: context.runs(5), progress: context.progress });
    return figuresOf(rounds, {
      baseline: (arm) => (hasJq && arm.startsWith("JSON lines") ? jq : null),
      units: { throughput: "MB/s", "compressed bytes": "MB/s", CPU: "ms", "peak RSS": "MB" },
      budgets: {
        "JSON lines throughput": ">= 150 MB/s, ratio >= 5",
        [`${readAlone} throughput`]: "ratio >= 5",
        "text lines throughput": ">= 150 MB/s",
        "gzip of JSON lines throughput": ">= 60 MB/s",
      },
    });
  });
}

/** Through a pipe, so that no disk need hold it. */
async function readGenerated(command: readonly string[], folder: string, bytes: number): Promise<Measures> {
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const writer = spawn(process.execPath, [generator, "--size", String(bytes), "--out", pipe], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const written = new Promise<void>((resolve, reject) => {
    writer.once("error", reject);
    writer.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`the generator ended with ${code}`)),
    );
  });
  try {
    const { maxRssMb, cpuMs } = await costOf(["/bin/sh", "-c", 'exec "$@" < "$0"', pipe, ...command], {
      env,
    });
    await written;
    return { "peak RSS": maxRssMb, CPU: cpuMs };
  } finally {
    writer.kill();
    rmSync(pipe);
  }
}

async function memoryFigures(line: NodeLine, context: Context): Promise<readonly Figure[]> {
  const node = nodeBinary(line);
  return withCommand(async (folder, command) => {
    const arms = Object.entries(memoryBytes).map(([name, bytes]): Arm => {
      const size = context.quick ? bytes / quickDivisor : bytes;
      return { name, run: () => readGenerated([node, command, "incident", "-"], folder, size) };
    });
    const rounds = await runPaired(arms, { rounds: 1, warmUp: 0, progress: context.progress });
    const budgets = Object.fromEntries(arms.map(({ name }) => [`${name} peak RSS`, "< 300 MB"]));
    return figuresOf(rounds, { units: { "peak RSS": "MB", CPU: "ms" }, budgets });
  });
}

const generated =
  "logs of a made-up fleet of 40 functions (test/bench/incident); about one line in ten is Outcrop's";

export const incident: readonly Case[] = [
  ...onEachNode((line) => ({
    name: `incident/throughput/${line}`,
    title: `From logs to the report of outcrop incident in the terminal, Node ${line}`,
    notes: [
      `${generated}; ${throughputBytes / MB} MB of each, MB are 10^6 bytes`,
      "the whole process, from exec to exit: reading, joining to an incident, analysis and report",
      "throughput is of the bytes before compression, those of the lines; for gzip, compressed bytes are " +
        "those of the file",
      "the ratio is to jq on the same file, which prints the same lines of Outcrop's and does nothing " +
        "with them: that is what reading alone does",
    ],
    run: (context) => throughputFigures(line, context),
  })),
  ...onEachNode((line) => ({
    name: `incident/memory/${line}`,
    title: `Peak memory of outcrop incident by the size of the logs, Node ${line}`,
    notes: [
      `${generated}; JSON lines through a pipe, with no file: what is found grows with the fleet's ` +
        "environments, the rest does not",
    ],
    run: (context) => memoryFigures(line, context),
  })),
];
