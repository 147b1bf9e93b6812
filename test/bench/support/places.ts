/** Where the benchmarks keep what they make. */
import { fileURLToPath } from "node:url";

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const repository = fromHere("../../..").replace(/\/$/, "");
export const benchSources = fromHere("..").replace(/\/$/, "");
export const benchOutput = `${repository}/dist/bench`;
