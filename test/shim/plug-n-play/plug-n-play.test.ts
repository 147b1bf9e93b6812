/** Functions that Yarn's Plug'n'Play loads, stock against layered: it replaces Node's resolver, and refuses options that it does not know. */
import { describe, expect, it } from "vitest";
import { runIn } from "../experiments/arms.ts";
import { project, type Yarn, yarns } from "./project.ts";

const loader = "--require ./.pnp.cjs --experimental-loader ./.pnp.loader.mjs";
const ways = [
  { way: "--require in NODE_OPTIONS", main: "handler.cjs", env: { NODE_OPTIONS: "--require ./.pnp.cjs" } },
  { way: "setup() in the handler", main: "inline.cjs", env: {} },
  { way: "the loader of ES modules", main: "handler.mjs", env: { NODE_OPTIONS: loader, NODE_NO_WARNINGS: "1" } },
] as const;

const cases = yarns.flatMap((yarn) => ways.map((way) => ({ yarn, ...way })));

describe("a function of Yarn's Plug'n'Play loads as without the layer", () => {
  it.each(cases)("Yarn $yarn, $way", async ({ yarn, main, env }: { yarn: Yarn; main: string; env: Record<string, string> }) => {
    const { stock, layered, journal } = await runIn(project(yarn), main, { env });
    expect(stock.status).toBe(0);
    expect(stock.stdout).toContain("inner: 'require'");
    expect(layered).toEqual(stock);
    expect(journal).toContain(".zip/node_modules/outer/index.js");
  });
});
