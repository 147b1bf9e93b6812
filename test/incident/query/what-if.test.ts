/** A fleet judged from the rows of the question what-if is judged as from its logs. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { run } from "../../../command/what-if.ts";
import { FleetPlace } from "../../check/what-if/fleet-place.ts";

const place = new FleetPlace();
afterAll(() => place.remove());
const [next, old, logs] = ["layers/utils.zip", "layers/utils-7.zip", "logs"].map((path) =>
  join(place.path, path),
) as [string, string, string];

async function judged(...from: readonly string[]): Promise<unknown> {
  const out = join(place.path, "out.json");
  await run(["--layer", next, "--replaces", old, ...from, "--format", "json", "--out", out]);
  return JSON.parse(readFileSync(out, "utf8"));
}

it.each(["json", "csv"])("from %s of outcrop query", async (format) => {
  const parameters = ["command/outcrop.ts", "query", logs, "--ask", "what-if", "--format", format];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, {
    encoding: "utf8",
    cwd: resolve("."),
    maxBuffer: 64 * 1024 * 1024,
  });
  expect([status, stderr]).toEqual([0, ""]);
  const rows = join(place.path, `rows.${format}`);
  writeFileSync(rows, stdout);
  const expected = await judged("--logs", logs);
  expect(expected).toMatchObject({ functions: { length: 30 } });
  expect(await judged("--rows", rows)).toEqual(expected);
});
