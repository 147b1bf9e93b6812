/**
 * What SARIF 2.1.0 asks of the objects that we write, by hand from the published schema (OASIS,
 * sarif-schema-2.1.0.json, errata 01): the required keys, the enumerations, and that there is no key beyond
 * those named, which the published schema forbids everywhere.
 */
const text = { type: "string" };
const message = shape({ text }, ["text"]);
const artifactLocation = shape({
  uri: { type: "string", format: "uri-reference" },
  uriBaseId: text,
  description: message,
});
const region = shape({ startLine: { type: "integer", minimum: 1 }, snippet: shape({ text }) }, ["startLine"]);
const physicalLocation = shape({ artifactLocation, region }, ["artifactLocation"]);
const logicalLocation = shape({ name: text, fullyQualifiedName: text, kind: text });
const location = shape({
  id: { type: "integer", minimum: -1 },
  physicalLocation,
  logicalLocations: { type: "array", items: logicalLocation, uniqueItems: true },
  message,
});
const properties = {
  type: "object",
  properties: { tags: { type: "array", items: text, uniqueItems: true } },
};

const rule = shape(
  {
    id: text,
    name: text,
    shortDescription: message,
    help: message,
    helpUri: { type: "string", format: "uri" },
    properties,
  },
  ["id"],
);

const result = shape(
  {
    ruleId: text,
    ruleIndex: { type: "integer", minimum: -1 },
    level: { enum: ["none", "note", "warning", "error"] },
    kind: { enum: ["notApplicable", "pass", "fail", "review", "open", "informational"] },
    rank: { type: "number", minimum: -1, maximum: 100 },
    message,
    locations: { type: "array", items: location },
    relatedLocations: { type: "array", items: location, uniqueItems: true },
    partialFingerprints: { type: "object", additionalProperties: text },
    suppressions: {
      type: "array",
      items: shape({ kind: { enum: ["inSource", "external"] }, justification: text }, ["kind"]),
      uniqueItems: true,
    },
    properties,
  },
  ["message"],
);

const notification = shape(
  { level: { enum: ["none", "note", "warning", "error"] }, message, descriptor: shape({ id: text }) },
  ["message"],
);

const run = shape(
  {
    tool: shape(
      {
        driver: shape(
          { name: text, version: text, rules: { type: "array", items: rule, uniqueItems: true } },
          ["name"],
        ),
      },
      ["driver"],
    ),
    originalUriBaseIds: { type: "object", additionalProperties: artifactLocation },
    invocations: {
      type: "array",
      items: shape(
        {
          executionSuccessful: { type: "boolean" },
          toolExecutionNotifications: { type: "array", items: notification },
        },
        ["executionSuccessful"],
      ),
    },
    results: { type: "array", items: result },
    properties,
  },
  ["tool"],
);

export const sarifSchema = shape(
  {
    $schema: { type: "string", format: "uri" },
    version: { enum: ["2.1.0"] },
    runs: { type: "array", items: run },
  },
  ["version", "runs"],
);

function shape(members: Record<string, unknown>, required: readonly string[] = []) {
  return { type: "object", additionalProperties: false, required, properties: members };
}
