/** The source of the function's own file, from what a draft does and how it handles errors. */
import type { Draft, Step } from "./draft.ts";
import type { Handling } from "./handling.ts";

/** @param which `bad`: as it failed; `before`: as it was before a change of the code broke it */
export function handlerFiles(
  draft: Draft,
  handling: Handling,
  which: "bad" | "before",
): Record<string, string> {
  const { format, dependencies } = draft;
  const isModule = format === "module";
  const manifest = {
    name: draft.facets["function"],
    version: "1.0.0",
    ...(isModule ? { type: "module" } : {}),
    dependencies,
  };
  const heads = [...new Set([...draft.heads, ...handling.heads])];
  const source = `${heads.join("\n")}

${isModule ? "export const handler =" : "exports.handler ="} async (event) => {
  if (event.ping) return 'pong';
  ${handling.body}
};

async function work(order) {
  const out = { id: order.id };
${draft.steps.map((step) => statement(step, which)).join("\n")}
  return out;
}
`;
  return {
    ...(draft.facets["manifest"] === "none" && !isModule
      ? {}
      : { "package.json": `${JSON.stringify(manifest, null, 2)}\n` }),
    "index.js": source,
    ...handling.files,
  };
}

function statement(step: Step, which: "bad" | "before"): string {
  const code = which === "bad" ? step.code : (step.before ?? step.code);
  const lines = code.split("\n");
  return step.gated
    ? ["  if (order.detail) {", ...lines.map((line) => `    ${line}`), "  }"].join("\n")
    : lines.map((line) => `  ${line}`).join("\n");
}
