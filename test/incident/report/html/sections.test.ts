/**
 * What the sections are made from: copies counted over a fleet, the picture's graph, marks on the timeline,
 * and the policy's hashes.
 */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { flowGraph } from "../../../../incident/report/html/flow-graph.ts";
import { htmlReport } from "../../../../incident/report/html/html-report.ts";
import { inventoryOf } from "../../../../incident/report/html/inventory.ts";
import { lanesOf } from "../../../../incident/report/html/lanes.ts";
import { TimeScale } from "../../../../incident/report/html/time-scale.ts";
import { marksOf, numbersText } from "../../../../incident/report/html/timeline-marks.ts";
import { timelineRows } from "../../../../incident/report/html/timeline-rows.ts";
import { subtitleOf, titleOf } from "../../../../incident/report/html/title.ts";
import { html } from "../../../../page/html.ts";
import { fillRoom } from "../../../../page/room.ts";
import { collisionCase } from "./collision-case.ts";
import {
  analysis,
  cause,
  copy,
  entry,
  environment,
  incident,
  minute,
  moment,
  series,
  start,
} from "./fixtures.ts";
import { handledCase } from "./handled-case.ts";
import { infoCase } from "./info-case.ts";
import { quietCase } from "./quiet-cases.ts";

const zodLayer = copy("zod", "3.24.4", "layer");
const zodFunction = copy("zod", "4.1.12", "function");
const never = copy("uuid", "9.0.0", "layer");
const uuid = copy("uuid", "11.0.0", "function");
const dayjs = copy("dayjs", "1.11.0", "function");

const causes = [
  cause({ code: "shadowed-package", package: "zod", winner: zodLayer, loser: zodFunction }),
  cause({ code: "shadowed-package", severity: "warning", package: "uuid", winner: uuid, loser: never }),
];

const shared = [zodLayer, uuid, dayjs];
const others = [zodFunction, uuid, dayjs];
const fleet = incident({
  environments: [
    ...Array.from({ length: 5 }, (_, at) => environment(`a${at}`, shared)),
    ...Array.from({ length: 6 }, (_, at) =>
      environment(`b${at}`, others, { functionName: "invoices", functionVersion: "7" }),
    ),
  ],
});
const rows = inventoryOf(fleet, { causes });

describe("the inventory", () => {
  it("counts each copy over all environments, winners above losers, the worst finding first", () => {
    expect(rows.map(({ package: name, version, environments }) => [name, version, environments])).toEqual([
      ["zod", "3.24.4", 5],
      ["zod", "4.1.12", 6],
      ["uuid", "11.0.0", 11],
      ["uuid", "9.0.0", 0],
      ["dayjs", "1.11.0", 11],
    ]);
  });

  it("names functions, and what won over what", () => {
    expect([...(rows[2]?.versions ?? [])]).toEqual([
      ["orders:42", 5],
      ["invoices:7", 6],
    ]);
    expect(rows.map(({ roles }) => roles)).toEqual([
      [{ part: "winner", cause: 0 }],
      [{ part: "loser", cause: 0 }],
      [{ part: "winner", cause: 1 }],
      [{ part: "loser", cause: 1 }],
      [],
    ]);
    expect(rows[3]?.loaded).toBeNull();
  });
});

describe("the picture", () => {
  it("marks what collides, and draws a copy that was never loaded as lost", () => {
    const { nodes, links, grouped } = flowGraph(rows, { causes });
    expect(
      nodes.filter(({ side }) => side === "package").map(({ name, severity }) => [name, severity]),
    ).toEqual([
      ["zod", "error"],
      ["uuid", "warning"],
      ["dayjs", null],
    ]);
    expect(links.map(({ source, target, lost }) => [source, target, lost])).toContainEqual([
      "root layer",
      "package uuid",
      true,
    ]);
    expect(
      links.find(({ source, target }) => source === "root layer" && target === "package zod"),
    ).toMatchObject({
      value: 5,
      lost: false,
    });
    expect(grouped).toBe(0);
  });

  it("puts the unremarkable of 150 packages together", () => {
    const many = [
      ...shared,
      ...Array.from({ length: 147 }, (_, at) =>
        copy(`plain-${at}`, "1.0.0", at % 2 === 0 ? "function" : "runtime"),
      ),
    ];
    const all = inventoryOf(incident({ environments: [environment("a", many)] }), { causes });
    const { nodes, grouped } = flowGraph(all, { causes });
    expect(nodes.filter(({ side }) => side === "package").map(({ name }) => name)).toEqual([
      "zod",
      "uuid",
      "75 other packages",
      "73 other packages",
    ]);
    expect(grouped).toBe(148);
  });
});

describe("the timeline", () => {
  it("joins marks that would lie upon each other, and keeps their signs", () => {
    const timeline = [
      {
        ...moment(start),
        kind: "deploy" as const,
        news: { kind: "environment" as const, before: "41", after: "42" },
      },
      entry("error-first", start + 1_000, 0),
      entry("finding-first", start + 50 * minute, 1),
    ];
    const marks = marksOf(
      timelineRows(analysis({ timeline, causes })),
      new TimeScale([[start, start + 60 * minute]]),
    );
    expect(
      marks.map(({ numbers, signs, style }) => [
        numbersText(numbers),
        signs.map(({ sign }) => sign).join(""),
        style,
      ]),
    ).toEqual([
      ["1–2", "●✕", "error"],
      ["3", "◆", "warning"],
    ]);
  });

  it("makes one row of findings that need no one and appear in one second, and draws no single bar", () => {
    const { incident: of, analysis: found } = infoCase();
    expect(timelineRows(found).map(({ text, detail }) => [text, detail])).toEqual([
      ["range-violation of zod (error) is first seen", ""],
      [
        "8 findings of severity info",
        "shadowed-package of @smithy/part-1, @smithy/part-2, @smithy/part-3, @smithy/part-4, " +
          "@smithy/part-5, @smithy/part-6 and 2 more",
      ],
    ]);
    const page = htmlReport(of, found);
    expect(page).toContain("All invocations are within 1 minute: too short for a chart over time.");
    expect(page).toContain(`<time datetime="2026-11-21T03:12:04.100Z">`);
    expect(page).not.toContain(`class="bars"`);
  });

  it("keeps the versions that failed most, in the order of time", () => {
    const all = [
      series("2", "b", start + minute, [[5, 4]]),
      series("1", "a", start, [[9, 1]]),
      series("9", "c", start, [[500, 0]], "quiet"),
      series("2", "d", start + minute, [[3, 0]]),
    ];
    const { lanes, rest } = lanesOf(all, 2);
    expect(
      lanes.map(({ functionVersion, invocations, failed, most }) => [
        functionVersion,
        invocations,
        failed,
        most,
      ]),
    ).toEqual([
      ["1", 9, 1, 9],
      ["2", 8, 4, 8],
    ]);
    expect(rest.map(({ functionName }) => functionName)).toEqual(["quiet"]);
  });
});

describe("the page", () => {
  it("is called after the functions that failed, the most failures first", () => {
    expect(titleOf(infoCase().incident)).toBe("Incident in orders");
    expect(subtitleOf(infoCase().incident)).toBe(
      "2026-11-21T02:12:04Z to 2026-11-21T03:52:04Z, orders, quiet",
    );
    expect(titleOf(collisionCase().incident)).toBe("Incident in orders and 1 more function");
    expect(titleOf(quietCase().incident)).toBe("Logs of orders");
    expect(titleOf(handledCase().incident, handledCase().analysis.answer)).toBe("Handled errors in orders");
    expect(subtitleOf(quietCase().incident)).toBe("2026-11-21T02:12:04Z to 2026-11-21T03:52:04Z");
  });

  it("shows a fix once, next to the answer and not in it", () => {
    const { incident: of, analysis: found } = collisionCase();
    const fix = found.answer.fix ?? "";
    const page = htmlReport(of, found);
    const lead = /<p class="lead">(.*?)<\/p>/s.exec(page)?.[1];
    expect(lead).toContain("orders failed with TypeError");
    expect(lead).not.toContain(fix);
    expect(page).toContain(`<dt>Fix</dt><dd><p class="fix">${fix}</p>`);
  });

  it("names a copy of the evidence in one line, and the first line of the error next to the answer", () => {
    const { incident: of, analysis: found } = infoCase();
    const page = htmlReport(of, {
      ...found,
      answer: { ...found.answer, verdict: "collision", cause: 0 },
    }).replaceAll("<wbr>", "");
    expect(page).toContain(
      "<dt>peers</dt><dd>@smithy/part-1-peer@1.0.0 in the layer " +
        "(/opt/nodejs/node_modules/@smithy/part-1-peer)</dd>",
    );
    expect(page).toContain(`<a href="#error-0">Error</a> <code>Cannot find module &#39;zod&#39;</code>`);
  });
});

describe("the room of a section", () => {
  it("takes what fits in order, and counts the rest", () => {
    const { kept, leftOut } = fillRoom(
      ["aa", "b".repeat(50), "cc", "dd"],
      { bytes: 5, items: 9 },
      (text) => html`${text}`,
    );
    expect([kept, leftOut]).toEqual([["aa", "cc"], 2]);
    expect(fillRoom([1, 2, 3], { bytes: 99, items: 2 }, (number) => html`${number}`).leftOut).toBe(1);
  });
});

describe("the policy", () => {
  it("allows the page's own style and script by their hashes and nothing else", () => {
    const { incident: of, analysis: found } = collisionCase();
    const page = htmlReport(of, found);
    const hash = (text: string) => createHash("sha256").update(text).digest("base64");
    const [, style = ""] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    expect(page).toContain(
      "content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src " +
        `'sha256-${hash(style)}'; script-src 'sha256-${hash(script)}'"`,
    );
    expect(page).not.toMatch(/<[^>]* style=/);
  });
});
