/** docs/generated/silence.md: what Outcrop says about ordinary functions. */
import { ordinaryFunctions } from "./functions.ts";
import { type Justified, justified } from "./justified.ts";
import type { Outcome } from "./run.ts";

/** The page for these outcomes, in their order. */
export function silencePage(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { about, layers = [] } = ordinaryFunctions.find(({ name }) => name === outcome.name) ?? {
      about: "",
    };
    const { name, layout, copies, modules, findings } = outcome;
    const above = findings.filter(({ severity }) => severity !== "info");
    const info = findings.length - above.length;
    return [
      `\`${name}\``,
      about,
      layout,
      layers.join(", "),
      copies,
      modules,
      info,
      above.map(({ code, severity }) => `${code} (${severity})`).join(", ") || "none",
    ];
  });
  const heads = [
    "function",
    "what it is",
    "installed by",
    "layers",
    "copies",
    "modules",
    "info",
    "above info",
  ];
  const reasons = justified.map(({ function: name, code, package: about, reason }: Justified) => [
    `\`${name}\``,
    code,
    `\`${about}\``,
    reason,
  ]);
  return `# Silence

${outcomes.length} ordinary functions, each installed by its own package manager from a committed lock. Each
starts once in the sandbox with the real runtime client, with Outcrop's layer attached and an earlier release
of the AWS SDK in the runtime. Every finding above \`info\` must be true.

Written by \`npm run generate -- silence\`. [The test](../../test/silence/silence.test.ts) compares every
finding above \`info\` with the list below.

${table(heads, rows)}

## Above info, and checked by hand

${table(["function", "finding", "package", "what a reviewer found"], reasons)}
`;
}

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => String(row[column]).length)),
  );
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell, column) => String(cell).padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(heads), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join(
    "\n",
  );
}
