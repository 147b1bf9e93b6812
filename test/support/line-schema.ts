/** The contract of what is emitted, docs/telemetry.schema.json. */
import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync("docs/telemetry.schema.json", "utf8")));

/** What a line breaks of it; none when it keeps it. */
export function schemaProblems(line: unknown): string[] {
  return validate(line)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
