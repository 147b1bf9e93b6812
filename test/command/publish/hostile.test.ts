/** Whatever AWS answers, each region's report is one short line without secrets. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { publicPermission } from "../../../command/publish/permission.ts";
import { publishEverywhere } from "../../../command/publish/publish.ts";
import { FakeAws, type Fault } from "./fake-aws.ts";
import { secrets } from "./publishing.ts";

let aws: FakeAws;
beforeAll(async () => {
  aws = await FakeAws.start();
  const settings = {
    ...secrets,
    AWS_ENDPOINT_URL: aws.url,
    AWS_MAX_ATTEMPTS: "1",
    AWS_CONFIG_FILE: "/dev/null",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});
afterAll(() => {
  aws.stop();
  vi.unstubAllEnvs();
});

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...Object.values(secrets), "\u001b[31m", "a\nb"),
);
const names = [
  "LayerVersions",
  "Version",
  "NextMarker",
  "Content",
  "CodeSha256",
  "LayerVersionArn",
  "Policy",
  "Value",
];
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 3 }),
    tie("record"),
  ),
  record: fc.dictionary(fc.constantFrom(...names, "Parameter", "message", "__type"), tie("tree"), {
    maxKeys: 4,
  }),
}));
const status = fc.constantFrom(200, 200, 400, 403, 404, 409, 500);
const body = fc.oneof(
  tree.map((value) => JSON.stringify(value)),
  text,
  fc.constant("<a><b>"),
);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ body, status }),
  fc.record({
    error: fc.stringMatching(/^[A-Za-z]{1,20}$/),
    message: text,
    status: fc.constantFrom(400, 403, 500),
  }),
);

test("a hostile answer", async () => {
  const wanted = { hash: "h", permissions: [publicPermission], parameter: "/o" };
  const content = { zip: Buffer.from("PKone"), description: "d" };
  const request = {
    layer: "outcrop",
    regions: ["us-east-1"],
    profile: null,
    path: "/x",
    content,
    wanted,
    execute: true,
  };
  await fc.assert(
    fc.asyncProperty(fault, fc.nat({ max: 4 }), async (answer, healthy) => {
      aws.reset("us-east-1");
      aws.fault = () => (aws.asked.length > healthy ? answer : null);
      const [report] = await publishEverywhere(request, () => undefined);
      const said = JSON.stringify(report);
      for (const secret of Object.values(secrets)) expect(said).not.toContain(secret);
      expect(report?.reason ?? "").not.toMatch(/\p{Cc}|node_modules/u);
      expect((report?.reason ?? "").length).toBeLessThan(500);
      expect(report?.status === "failed").toBe(report?.reason !== null);
    }),
    { numRuns: 300 },
  );
});
