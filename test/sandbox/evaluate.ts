import type { RunOptions } from "../../sandbox/index.ts";
import { folder } from "./folders.ts";
import { runFunction } from "./patient.ts";

/** What an expression is inside the function. */
export async function evaluate(expression: string, options: Partial<RunOptions> = {}): Promise<unknown> {
  const source = `const fs = require("node:fs"); exports.handler = async (event) => (${expression});`;
  const { responses } = await runFunction({ task: folder({ "index.js": source }), events: [{}], ...options });
  const [response] = responses;
  return response?.ok ? response.payload : response?.error;
}

export const failure = (statement: string): string =>
  `(() => { try { ${statement}; return "done"; } catch (error) { return error.code; } })()`;
