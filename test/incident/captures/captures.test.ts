/**
 * Each capture is recorded, exported, read back and analysed, and what is reported about it is compared with
 * what its deployments did.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Analysis } from "../../../incident/analysis/analysis.ts";
import type { Incident } from "../../../incident/model/model.ts";
import { standingText } from "../../../incident/report/words/standing.ts";
import { keepResults } from "../../support/kept-results.ts";
import { shapes } from "../read/shapes.ts";
import type { Capture } from "./capture.ts";
import { captures } from "./captures.ts";
import { answerOf, type Evaluated, evaluate } from "./evaluate.ts";
import { pageOf, type Row, rowIn, rowOf } from "./page.ts";
import { type RecordedStream, Recorder } from "./record.ts";
import { Roots } from "./roots.ts";

const rows: Row[] = [];
const page = readFileSync("docs/generated/incident-captures.md", "utf8");
const roots = new Roots();
const recorder = new Recorder(roots);
const folder = mkdtempSync(join(tmpdir(), "outcrop-captures-"));
afterAll(() => {
  if (rows.length === captures.length) keepResults("incident-captures", rows);
  roots.remove();
  rmSync(folder, { recursive: true });
});

describe("the captures", () => {
  it("are as many as were asked for, each with a name and a shape of its own", () => {
    const of = (kind: Capture["kind"]): number => captures.filter((capture) => capture.kind === kind).length;
    expect(of("incident")).toBeGreaterThanOrEqual(20);
    expect(of("healthy")).toBeGreaterThanOrEqual(10);
    expect(of("unrelated")).toBeGreaterThanOrEqual(5);
    for (const distinct of [
      captures.map(({ name }) => name),
      captures.map(({ shape }) => JSON.stringify(shape)),
    ]) {
      expect(new Set(distinct).size).toBe(captures.length);
    }
  });

  it("leave CloudWatch in every shape, in parts, compressed once and twice, in both log formats", () => {
    const used = captures.map(({ shape }) => shape);
    expect(new Set(used.flatMap(({ as }) => as))).toEqual(new Set(shapes.map(({ name }) => name)));
    expect(new Set(used.map(({ gzip }) => gzip))).toEqual(new Set([undefined, 1, 2]));
    expect(new Set(used.map(({ split }) => split))).toEqual(new Set([undefined, "by-stream", "by-time"]));
    expect(used.filter(({ overlapping, reversed }) => overlapping && reversed).length).toBeGreaterThan(0);
    expect(used.filter(({ as }) => typeof as !== "string").length).toBeGreaterThan(0);
    const formats = captures.flatMap(({ deployments }) =>
      deployments.map(({ options }) => options?.logFormat ?? "Text"),
    );
    expect(new Set(formats)).toEqual(new Set(["Text", "JSON"]));
  });
});

describe.each(captures)("$name", (capture) => {
  let evaluated: Evaluated;
  beforeAll(async () => {
    evaluated = await evaluate(capture, recorder, join(folder, capture.name));
    rows.push(rowOf(capture, evaluated.analysis));
  }, 600_000);

  it("did what it was declared to do", () => {
    const failed = capture.deployments.map((_, number) =>
      evaluated.streams.some((stream) => stream.deployment === number && stream.failed > 0),
    );
    const expected = capture.deployments.map(
      (_, number) => capture.kind !== "healthy" && number === (capture.since ?? 1),
    );
    expect(failed).toEqual(expected);
  });

  it("is read back as it was written", () => {
    expect(evaluated.problems).toEqual([]);
    expect(evaluated.read).toEqual(evaluated.written);
  });

  it("is the same incident, whether all events are read or the relevant ones", () => {
    expect(evaluated.incident).toEqual(evaluated.incidentOfAll);
  });

  it("becomes a model that counts what ran", () => {
    const { incident, streams } = evaluated;
    expect(factsOf(incident)).toEqual({
      environments: environmentIds(streams),
      invocations: streams.reduce((sum, { invocations }) => sum + invocations, 0),
      failed: streams.reduce((sum, { failed }) => sum + failed, 0),
      functions: [
        ...new Set(
          capture.deployments.map(
            ({ functionName, functionVersion }) => `${functionName}:${functionVersion}`,
          ),
        ),
      ].sort(),
      gaps: evaluated.gaps,
    });
  });

  it("is explained by what caused it, or blamed on nothing", () => {
    const { analysis } = evaluated;
    const answer = answerOf(analysis);
    const { cause: blamed } = capture;
    const isSilent = capture.kind === "healthy" && capture.logsErrors !== true;
    const verdict = blamed !== null ? "collision" : isSilent ? "nothing-failed" : "no-collision";
    const cause =
      blamed === null ? null : { code: expect.toBeOneOf([blamed.code].flat()), package: blamed.package };
    expect([answer, causesOf(analysis)]).toEqual([{ verdict, cause }, expect.anything()]);
  });

  it("is in the page as it is reported now", () => {
    expect(rowIn(page, capture)).toEqual(rowOf(capture, evaluated.analysis).cells);
  });

  if (capture.since !== undefined)
    it("began with the bad deployment", () => {
      const { analysis, streams, timed } = evaluated;
      const since = Math.min(
        ...streams
          .filter(({ deployment }) => deployment === capture.since)
          .map(({ events }) => events[0]?.timestamp ?? 0),
      );
      const until = Math.max(
        ...streams
          .filter(({ deployment }) => deployment === capture.since)
          .map(({ events }) => events.at(-1)?.timestamp ?? 0),
      );
      if (!timed) return;
      expect(analysis.answer.since).toBeGreaterThanOrEqual(Math.floor(since / 1000) * 1000);
      expect(analysis.answer.since).toBeLessThanOrEqual(until);
    });

  if (capture.between !== undefined)
    it("names what changed before it", () => {
      const { drift, timeline } = evaluated.analysis;
      const changes = [...drift.flatMap(({ between }) => between), ...timeline.map(({ kind }) => kind)];
      // A version with other layers is a new version; where an environment did not come to load anything, no
      // more is seen.
      const seen = capture.between === "layer-change" ? ["layer-change", "deploy"] : [capture.between];
      expect(changes.filter((change) => seen.includes(change as never))).not.toEqual([]);
    });
});

describe("the page", () => {
  it("is as `npm run generate -- incident-captures` writes it", () => {
    expect(page).toBe(pageOf(rows));
  });
});

function factsOf({ environments, totals, gaps }: Incident): object {
  return {
    environments: environments.map(({ id }) => id).sort(),
    invocations: totals.invocations,
    failed: totals.failed,
    functions: [
      ...new Set(
        environments.map(({ functionName, functionVersion }) => `${functionName}:${functionVersion}`),
      ),
    ].sort(),
    gaps: gaps.map(({ kind }) => kind).sort(),
  };
}

function environmentIds(streams: readonly RecordedStream[]): string[] {
  const messages = streams.flatMap(({ events }) => events.map(({ message }) => message));
  return [
    ...new Set(
      messages.flatMap((message) => /"outcrop":.*"environment":"([0-9a-f]{16})"/.exec(message)?.[1] ?? []),
    ),
  ].sort();
}

const causesOf = ({ causes }: Analysis): string[] =>
  causes.slice(0, 4).map((cause) => `${cause.code} ${cause.package}: ${standingText(cause)}`);
