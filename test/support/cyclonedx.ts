/** CycloneDX's own schema of version 1.6. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

const folder = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}.SNAPSHOT.schema.json`, "utf8"));

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
// Any text may be one, and ajv-formats has neither.
ajv.addFormat("iri-reference", true);
ajv.addFormat("idn-email", true);
// Named as the library's copy of the schema refers to them.
for (const name of ["spdx", "jsf-0.82", "cryptography-defs"])
  ajv.addSchema({ ...read(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
const validate = ajv.compile(read("bom-1.6"));

/** What is wrong with the document. */
export function problemsOf(document: unknown): readonly unknown[] {
  return validate(document) ? [] : (validate.errors ?? []);
}
