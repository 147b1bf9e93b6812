/** What `outcrop check` takes: for one function as large as Lambda allows, and for many that share layers. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NodeLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { type Case, type Context, onEachNode } from "../case.ts";
import { type Figure, figuresOf } from "../figures.ts";
import { type Measures, runPaired } from "../paired.ts";
import { costOf } from "../process/measured-process.ts";
import { type CheckInput, checkInput } from "../support/check-input.ts";
import { commandIn } from "../support/command.ts";

const one = "one function";
const many = "50 functions that share layers";
const manyProgram = join(import.meta.dirname, "../in-process/check-many.ts");
const env = { PATH: process.env["PATH"] ?? "" };

async function measuresOf(command: readonly string[]): Promise<Measures> {
  const { wallMs, cpuMs, maxRssMb } = await costOf(command, { env });
  return { wall: wallMs / 1e3, CPU: cpuMs / 1e3, "peak RSS": maxRssMb };
}

async function figures(line: NodeLine, context: Context): Promise<readonly Figure[]> {
  const input = await checkInput(context.progress);
  const folder = mkdtempSync(join(tmpdir(), "outcrop-bench-check-"));
  try {
    const command = await commandIn(folder);
    const functions = context.quick ? input.functions.slice(0, 5) : input.functions;
    const node = nodeBinary(line);
    const rounds = await runPaired(
      [
        { name: one, run: () => measuresOf([node, command, ...checkOf(input)]) },
        {
          name: many,
          run: () => measuresOf([node, manyProgram, functions.join(","), input.layers.join(",")]),
        },
      ],
      { rounds: context.runs(3), progress: context.progress },
    );
    return figuresOf(rounds, {
      units: { wall: "s", CPU: "s", "peak RSS": "MB" },
      budgets: {
        [`${one} wall`]: "<= 5 s",
        [`${one} peak RSS`]: "<= 300 MB",
        [`${many} wall`]: "<= 15 s",
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkOf(input: CheckInput): readonly string[] {
  const layers = input.layers.flatMap((layer) => ["--layer", layer]);
  return ["check", "--function", input.function, ...layers, "--fail-on", "never", "--allow-unjudged"];
}

export const check: readonly Case[] = onEachNode((line) => ({
  name: `check/${line}`,
  title: `Time and memory of outcrop check, Node ${line}`,
  notes: [
    "one function: 262 MB unzipped with its four layers, some 35,000 files, 600 modules loaded; the whole " +
      "process as it is shipped, from exec to exit",
    "50 functions of some 500 modules each, of their own zips and of the same four layers, one after the other",
  ],
  run: (context) => figures(line, context),
}));
