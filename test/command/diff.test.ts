import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { badEvents, exported } from "./logs.ts";
import { Workplace } from "./outcrop.ts";

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

const differences = `  version    orders 1.4.0 -> 1.5.0 in the function (/var/task)
  moved root zod 4.1.0 -> 3.24.4: the function (/var/task/node_modules/zod) ->
             the layer (/opt/nodejs/node_modules/zod)
`;

describe("outcrop diff", () => {
  it.each([
    ["captures", "good.json", "bad.json"],
    ["functions' versions of one capture", "logs#orders:6", "logs#orders:7"],
    ["environments", "logs#0ccd38917e267cb5", "logs#d6127676ddbd805c"],
    ["production's lines and a run", "good.json", "run.json"],
  ])("compares %s", (_, from, to) => {
    const { status, stdout, stderr } = place.run(["diff", from, to]);
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout.replace(/^ {2}(from|to) .*(\n {13}.*)*\n/gm, "")).toBe(
      `orders 2 differences\n${differences}`,
    );
    const words = stdout.replace(/\s+/g, " ");
    expect(words).toContain(`from ${from}: orders:6, environment 0ccd38917e267cb5, 3 copies,`);
    expect(words).toContain(`to ${to}: orders:7, environment d6127676ddbd805c, 3 copies,`);
  });

  it("takes what was run from stdin", () => {
    const run = readFileSync(join(place.path, "run.json"), "utf8");
    expect(place.run(["diff", "-", "bad.json"], run).stdout).toMatch(/^orders the same packages\n/);
  });

  it("says that nothing differs, and exits with 1 only where that is asked for", () => {
    expect(place.run(["diff", "bad.json", "run.json", "--exit-code"]).status).toBe(0);
    expect(place.run(["diff", "bad.json", "good.json"]).status).toBe(0);
    expect(place.run(["diff", "bad.json", "good.json", "--exit-code"]).status).toBe(1);
  });

  it("prints JSON", () => {
    const {
      differences: all,
      only_from,
      only_to,
    } = JSON.parse(place.run(["diff", "good.json", "bad.json", "--json"]).stdout);
    expect([only_from, only_to]).toEqual([[], []]);
    expect(all[0].from).toEqual({
      function_name: "orders",
      function_version: "6",
      environment: "0ccd38917e267cb5",
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      copies: 3,
      invocations: 10,
      other_fingerprints: 0,
    });
    expect(
      all[0].changes.map(({ kind, package: name }: { kind: string; package: string }) => [kind, name]),
    ).toEqual([
      ["version", "orders"],
      ["root", "zod"],
    ]);
  });

  it("compares two functions of different names, and says which are on one side only", () => {
    place.write("invoices.json", exported(badEvents()).replaceAll("orders", "invoices"));
    expect(place.run(["diff", "bad.json", "invoices.json"]).stdout).toMatch(
      /^orders -> invoices \d+ differences?\n/,
    );
    const { stdout } = place.run(["diff", "bad.json", "logs"]);
    expect(stdout).toMatch(/^orders /);
  });

  it("takes a name with a # for what it is", () => {
    place.write("a#b.json", readFileSync(join(place.path, "bad.json")));
    expect(place.run(["diff", "a#b.json", "bad.json"]).stdout).toMatch(/^orders the same packages\n/);
    expect(place.run(["diff", "a#b.json#orders", "bad.json"]).stdout).toMatch(/^orders the same packages\n/);
  });

  it.each([
    [["none.json", "bad.json"], "no Outcrop lines found"],
    [["bad.json#absent", "good.json"], "absent is not in this file; use an environment or one of orders:7"],
  ])("cannot read a side of %j", (sides, message) => {
    const { status, stdout, stderr } = place.run(["diff", ...sides]);
    expect(stderr).toContain(message);
    expect([stdout, status]).toEqual(["", 3]);
  });

  it.each([
    [[]],
    [["bad.json"]],
    [["a", "b", "c"]],
    [["-", "-"]],
    [["bad.json#", "good.json"]],
    [["bad.json", "good.json", "--frobnicate"]],
  ])("is called wrongly: %j", (parameters) => {
    const { status, stdout, stderr } = place.run(["diff", ...parameters]);
    expect(stderr).toMatch(/^outcrop: .+\nRun outcrop diff --help for usage\.\n$/);
    expect([stdout, status]).toEqual(["", 2]);
  });
});
