import { describe, expect, it } from "vitest";
import type { DistinctError, Environment } from "../../../incident/model/model.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

const zod = copy("zod@3.24.4", "layer", { importer: "/var/task/index.js" });
const image = copy("@img/sharp-linux-x64@0.33.0");
const inZod = ["at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)"];

describe("the order of causes", () => {
  const express = copy("express@4.0.0");
  const frames = ["at f (/var/task/node_modules/express/index.js:1:1)"];
  const [first, second] = [
    finding("range-violation", { winner: zod }),
    finding("range-violation", { winner: express }),
  ];

  const codes = (environments: readonly Environment[], errors: readonly DistinctError[] = []) =>
    analyse(incident(environments, errors)).causes.map(({ code, package: name }) => `${code} ${name}`);

  it("goes by the failures each explains", () => {
    const where = environment({ copies: [own, zod, express], findings: [first, second] });
    const errors = [
      error({ in: [where], frames: inZod, count: 2 }),
      error({ in: [where], frames, count: 9, name: "Error" }),
    ];
    expect(codes([where], errors)).toEqual(["range-violation express", "range-violation zod"]);
  });

  it("puts what explains failures before what is worse", () => {
    const warning = finding("torn-family", { winner: express, severity: "warning" });
    const where = environment({ copies: [own, zod, express], findings: [first, warning] });
    expect(codes([where], [error({ in: [where], frames })])).toEqual([
      "torn-family express",
      "range-violation zod",
    ]);
  });

  it("puts what explains handled errors before what explains nothing", () => {
    const warning = finding("torn-family", { winner: express, severity: "warning" });
    const where = environment({ copies: [own, zod, express], findings: [warning, first] });
    expect(codes([where], [error({ in: [where], frames, kind: "logged", count: 10 })])).toEqual([
      "torn-family express",
      "range-violation zod",
    ]);
  });

  it("then goes by severity, with what is accepted or info last", () => {
    const findings = [
      finding("torn-family", { winner: zod, severity: "info" }),
      finding("range-violation", { winner: zod, accepted: "known" }),
      finding("duplicate-instance", { winner: zod, severity: "warning" }),
      finding("wrong-libc", { winner: image }),
    ];
    expect(codes([environment({ findings })])).toEqual([
      "wrong-libc @img/sharp-linux-x64",
      "duplicate-instance zod",
      "range-violation zod",
      "torn-family zod",
    ]);
  });

  it("takes one finding in many environments for one cause, as the worst of them has it", () => {
    const milder = finding("range-violation", { winner: zod, severity: "warning", at: 1 });
    const all = [
      environment({ findings: [milder], invocations: 3 }),
      environment({ findings: [first], failed: 2 }),
      environment({ invocations: 7, failed: 1 }),
    ];
    const { causes } = analyse(incident(all));
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatchObject({
      severity: "error",
      blast: {
        functions: ["orders"],
        versions: ["orders:$LATEST"],
        environments: 2,
        invocations: 13,
        failed: 2,
        without: { invocations: 7, failed: 1 },
      },
    });
  });

  it("has nothing to compare with where every environment has it, or only other functions do not", () => {
    const where = environment({ findings: [first] });
    expect(
      analyse(incident([where, environment({ functionName: "other" })])).causes[0]?.blast.without,
    ).toBeNull();
  });
});
