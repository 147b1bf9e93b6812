import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { jsonReport } from "../../../incident/report/json.ts";
import { answerText } from "../../../incident/report/words/answer.ts";
import { closed } from "../../support/closed-schema.ts";
import { compared, empty, hostile, rich, unsafeCharacters } from "./reports.ts";

const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const schema = JSON.parse(readFileSync("docs/incident.schema.json", "utf8"));
const validate = ajv.compile(schema);
/** The same schema without a key more than it names, so that what is printed is what is documented. */
const validateClosed = ajv.compile(closed(schema));

describe("the JSON report", () => {
  it.each([
    ["rich", rich],
    ["compared", compared],
    ["empty", empty],
    ["hostile", hostile],
  ])("keeps its schema: %s", (_, report) => {
    const document = JSON.parse(jsonReport(report));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    expect(validateClosed(document) ? [] : validateClosed.errors).toEqual([]);
  });

  it("describes a copy once, and refers to it by its index", () => {
    const copyOrigin = expect.objectContaining({ file: "logs/orders.jsonl", line: 12 });
    const { copies, fingerprints } = JSON.parse(jsonReport(rich));
    expect(fingerprints).toEqual([{ fingerprint: "bbbbbbbbbbbbbbbb", copies: [0, 1], origin: null }]);
    expect(copies).toEqual([
      {
        package: "zod",
        version: "3.24.4",
        root: "layer",
        path: "/opt/nodejs/node_modules/zod",
        origin: copyOrigin,
      },
      { package: "orders", version: "1.4.0", root: "function", path: "/var/task", origin: copyOrigin },
    ]);
  });

  it("names the shapes that were read, the most events first", () => {
    const shapes = [
      ["aws logs tail", 3],
      ["CSV", 1],
    ] as const;
    const document = JSON.parse(jsonReport({ ...rich, incident: { ...rich.incident, shapes } }));
    expect(validateClosed(document) ? [] : validateClosed.errors).toEqual([]);
    expect(document.shapes).toEqual([
      { name: "aws logs tail", events: 3 },
      { name: "CSV", events: 1 },
    ]);
    expect(JSON.parse(jsonReport(rich)).shapes).toEqual([]);
  });

  it("holds times as ISO and the raw line behind a claim", () => {
    const { answer, causes } = JSON.parse(jsonReport(rich));
    expect(answer.since).toBe("2026-03-14T03:12:04.000Z");
    expect(causes[0].origin).toMatchObject({
      file: "logs/orders.jsonl",
      line: 12,
      text: '{"outcrop":"finding"}',
    });
    expect(causes[1].accepted).toBe("known until May");
  });

  it("says the same as was given, with nothing in it that a terminal acts on", () => {
    const text = jsonReport(hostile);
    expect(text).not.toMatch(unsafeCharacters);
    expect(JSON.parse(text).answer.text).toBe(answerText(hostile.analysis));
  });
});
