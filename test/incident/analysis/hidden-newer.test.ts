import { describe, expect, it } from "vitest";
import type { Copy, DistinctError, ObservedFinding } from "../../../incident/model/model.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

const older = copy("@aws-sdk/client-sts@3.600.0", "layer", { importer: "/var/task/index.js" });
const newer = copy("@aws-sdk/client-sts@3.940.0", "runtime", { importer: "/var/task/index.js" });
const meant = {
  severity: "info",
  evidence: { intended: "bundled-sdk" },
  message: "@aws-sdk/client-sts@3.600.0 hides @aws-sdk/client-sts@3.940.0.",
  at: 70,
} as const;

const hides = (winner: Copy, loser: Copy, spec: Parameters<typeof finding>[1] = {}): ObservedFinding =>
  finding("shadowed-package", { ...meant, winner, loser, importer: own, ...spec });
const shadow = hides(older, newer);

const inIndex = ["at work (/var/task/index.js:4:10)"];
const notOne = (called: string): string => `${called} is not a constructor`;

interface Case {
  readonly before?: Parameters<typeof environment>[0];
  readonly findings?: readonly ObservedFinding[];
  readonly copies?: readonly Copy[];
  readonly error?: Partial<DistinctError>;
  readonly failed?: number;
}

/** A version of the function that loaded the newer copy, and one after it that fails. */
function analysed({
  before = {},
  findings = [shadow],
  copies = [own, older],
  error: spec = {},
  failed = 5,
}: Case) {
  const good = environment({ functionVersion: "5", copies: [own, newer], ...before });
  const bad = environment({ functionVersion: "6", copies, findings, from: 70, to: 130, failed });
  const thrown = error({
    in: [bad],
    from: 71,
    count: failed,
    message: notOne("sts.GetRoleCommand"),
    frames: inIndex,
    ...spec,
  });
  return analyse(incident([good, bad], [thrown]));
}

describe("a copy that hides a newer one, which was loaded before", () => {
  it.each([
    ["as the module was named", notOne("sts.GetRoleCommand")],
    ["as tsc names it", notOne("client_sts_1.GetRoleCommand")],
    ["as esbuild names it", notOne("import_client_sts.GetRoleCommand")],
    ["as esbuild names a second", notOne("import_client_sts2.GetRoleCommand")],
    ["as Babel names it", "(0 , _clientSts.getRole) is not a function"],
    ["as webpack names it", notOne("_aws_sdk_client_sts__WEBPACK_IMPORTED_MODULE_0__.GetRoleCommand")],
    ["through the default export", notOne("client_sts_1.default.GetRoleCommand")],
    ["by itself, where it can be of no other package", notOne("GetRoleCommand")],
  ])("is a lead for a TypeError that names what it may lack, %s", (_, message) => {
    const { answer, causes, errors } = analysed({ error: { message } });
    expect(answer).toMatchObject({ verdict: "collision", cause: 0, confidence: "low" });
    expect(causes[0]).toMatchObject({ code: "shadowed-package", explains: [0] });
    expect(errors[0]?.explanation).toBe(
      "It failed in /var/task/index.js:4, which asks for @aws-sdk/client-sts. Version 3.600.0 may lack " +
        "what " +
        "the error names, since environments without this finding loaded a newer one. The finding: " +
        "@aws-sdk/client-sts@3.600.0 hides @aws-sdk/client-sts@3.940.0.",
    );
  });

  it("is told with something to do", () => {
    const { answer, causes } = analysed({});
    expect(causes[0]?.fix).toBe(answer.fix);
    expect(answer.fix).toBe(
      "Bring @aws-sdk/client-sts 3.940.0 or newer to the layer with the packages it depends on, or take " +
        "it out of the layer so that the copy in the runtime is loaded.",
    );
    expect(answer.text).toContain("Fix: Bring @aws-sdk/client-sts 3.940.0 or newer");
  });

  it.each<[string, ObservedFinding]>([
    ["for information", shadow],
    ["as a warning", hides(older, newer, { severity: "warning" })],
  ])("is a cause where the loader says what it does not export, told %s", (_, told) => {
    const message =
      "SyntaxError: The requested module '@aws-sdk/client-sts' does not provide an export named " +
      "'GetRoleCommand'";
    const { answer } = analysed({
      findings: [told],
      error: { kind: "init", name: "Runtime.UserCodeSyntaxError", message, frames: [] },
    });
    expect(answer).toMatchObject({
      verdict: "collision",
      cause: 0,
      confidence: "high",
    });
  });

  const s3 = [
    copy("@aws-sdk/client-s3@3.600.0", "layer"),
    copy("@aws-sdk/client-s3@3.940.0", "runtime"),
  ] as const;
  const both = {
    findings: [shadow, hides(...s3)],
    copies: [own, older, s3[0]],
    before: { copies: [own, newer, s3[1]] },
  };

  it("is told from another that the file imports, by the name", () => {
    const { causes } = analysed({ ...both, error: { message: notOne("client_s3_1.NewCommand") } });
    expect(causes.filter(({ explains }) => explains.length > 0).map(({ package: name }) => name)).toEqual([
      "@aws-sdk/client-s3",
    ]);
  });

  it.each<[string, Case]>([
    [
      "a plain bug in a file that does not import it",
      { error: { frames: ["at work (/var/task/lib/orders.js:9:3)"] } },
    ],
    ["what is named after another module", { error: { message: notOne("orders_1.Order") } }],
    ["a value of the function's own", { error: { message: "orders.map is not a function" } }],
    ["what the caller handed over", { error: { message: "callback is not a function" } }],
    ["what is JavaScript's own", { error: { message: "structuredClone is not a function" } }],
    ["a name without a word in it", { error: { message: "_.chunk is not a function" } }],
    ["what is undefined", { error: { message: "undefined is not a function" } }],
    ["what lies deep in a value", { error: { message: "sts.a.b.c is not a function" } }],
    [
      "a name that may be of either of two packages",
      { ...both, error: { message: notOne("GetRoleCommand") } },
    ],
    [
      "a property that was read of undefined",
      { error: { message: "Cannot read properties of undefined (reading 'sts')" } },
    ],
    ["another class of error", { error: { name: "Error" } }],
    ["an error without a message", { error: { message: null } }],
    [
      "code of a package that failed",
      { error: { frames: ["at f (/var/task/node_modules/a/index.js:1:1)", ...inIndex] } },
    ],
    [
      "a linker's word of another package",
      {
        error: {
          name: "SyntaxError",
          message: "The requested module 'zod' does not provide an export named 'z'",
          frames: [],
        },
      },
    ],
    ["a copy that is newer than what it hides", { findings: [hides(newer, older)], copies: [own, newer] }],
    [
      "a copy that is as old as the one before",
      { before: { copies: [own, copy("@aws-sdk/client-sts@3.600.0")] } },
    ],
    [
      "a copy that hides one still older",
      { findings: [hides(older, copy("@aws-sdk/client-sts@3.500.0", "runtime"))] },
    ],
    ["a newer copy that was loaded beside it", { before: { copies: [own] }, copies: [own, older, newer] }],
    [
      "a package's file that imports it",
      {
        findings: [hides(older, newer, { module: "/opt/nodejs/node_modules/rules/index.js" })],
        error: { frames: ["at f (/opt/nodejs/node_modules/rules/index.js:1:1)", ...inIndex] },
      },
    ],
    [
      "failures that were as many before, though the version is as asked for",
      { before: { failed: 5 }, findings: [hides(older, newer, { evidence: { rangeAcceptsWinner: true } })] },
    ],
    ["a package that was not loaded before", { before: { copies: [own] } }],
    ["a copy that its owner accepted", { findings: [hides(older, newer, { accepted: "known" })] }],
    ["a copy that was there before too", { before: { copies: [own, older, newer], findings: [shadow] } }],
    ["failures that were as many before", { before: { failed: 5 } }],
    ["a time too short to compare with", { before: { invocations: 2 } }],
    [
      "versions that cannot be read",
      { findings: [hides({ ...older, version: "old" }, { ...newer, version: null })] },
    ],
    [
      "another finding about the same copies",
      { findings: [finding("duplicate-instance", { ...meant, winner: older, loser: newer, importer: own })] },
    ],
  ])("is not blamed for %s", (_, of) => {
    const { answer, causes } = analysed(of);
    expect(answer.verdict).not.toBe("collision");
    expect(causes.flatMap(({ explains }) => explains)).toEqual([]);
  });

  it("is not blamed where it came after the failures began", () => {
    const good = environment({ copies: [own, newer] });
    const first = environment({
      copies: [own, older],
      findings: [hides(older, newer, { at: 170 })],
      from: 70,
      to: 230,
      failed: 5,
    });
    const thrown = error({
      in: [first],
      from: 71,
      to: 229,
      message: notOne("sts.GetRoleCommand"),
      frames: inIndex,
      count: 5,
    });
    expect(analyse(incident([good, first], [thrown])).answer).toMatchObject({
      verdict: "no-collision",
      cause: null,
    });
  });

  it("is seen in good logs that are held against the bad ones", () => {
    const good = environment({ copies: [own, newer] });
    const bad = environment({ copies: [own, older], findings: [shadow], from: 70, to: 130, failed: 5 });
    const thrown = error({
      in: [bad],
      from: 71,
      message: notOne("sts.GetRoleCommand"),
      frames: inIndex,
      count: 5,
    });
    expect(analyse(incident([bad], [thrown])).answer.verdict).toBe("no-collision");
    expect(analyse(incident([bad], [thrown]), { others: [good] }).answer).toMatchObject({
      verdict: "collision",
      confidence: "low",
    });
  });
});
