import { describe, expect, test } from "vitest";
import { judge } from "../../../core/explain/judge.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { copy, errorFacts, finding } from "./support.ts";

const importer = {
  path: "/var/task/node_modules/lightningcss/node/index.js",
  copy: copy("lightningcss", "1.30.1", "function"),
};
const unresolved = (name: string, severity: "info" | "error", parts: object = {}): Finding =>
  finding(name, { code: "unresolved-module", severity, importer, evidence: {}, ...parts });
const loaderMessage =
  "Cannot find module '../lightningcss.linux-x64-gnu.node'\n" +
  "Require stack:\n- /var/task/node_modules/lightningcss/node/index.js";

const order = (findings: readonly Finding[]): string[] =>
  judge(findings, [errorFacts([], { loaderMessage })], () => new Set()).map(
    ({ finding: { package: name }, level }) => `${name} ${level}`,
  );

describe("a package that looks for a platform's package and then for a file of its own", () => {
  test("lacks the package, though the loader names the file", () => {
    const findings = [unresolved("lightningcss", "info"), unresolved("lightningcss-linux-x64-gnu", "error")];
    expect(order(findings)).toEqual(["lightningcss-linux-x64-gnu 3", "lightningcss 1"]);
  });

  test("lacks the file itself where it was not built, though some code got over that", () => {
    const unbuilt = unresolved("lightningcss", "info", { evidence: { unbuilt: { file: "/x.node" } } });
    expect(order([unbuilt])).toEqual(["lightningcss 3"]);
  });

  test("not what another module asked for, nor what is accepted", () => {
    const other = { path: "/var/task/other.js", copy: importer.copy };
    const findings = [
      unresolved("lightningcss", "info"),
      unresolved("pg", "error", { importer: other }),
      unresolved("oracledb", "error", { accepted: "known" }),
    ];
    expect(order(findings)).toEqual(["lightningcss 1"]);
  });
});
