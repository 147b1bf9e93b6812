/** `outcrop sbom` as a person calls it, about code and about logs. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemsOf } from "../support/cyclonedx.ts";
import { CheckPlace } from "./check-place.ts";
import { inProcess } from "./in-process.ts";
import { badEvents, exported } from "./logs.ts";

let place: CheckPlace;
beforeAll(() => {
  place = new CheckPlace();
  writeFileSync(join(place.path, "bad.json"), exported(badEvents()));
  writeFileSync(join(place.path, "other.json"), ofBilling(exported(badEvents())));
  writeFileSync(join(place.path, "empty.json"), "[]");
});
afterAll(() => place.remove());

/** The same events of another function, in another environment. */
function ofBilling(logs: string): string {
  return logs.replaceAll("orders", "billing").replaceAll("d6127676ddbd805c", "0123456789abcdef");
}

const sbom = (...parameters: readonly string[]) => inProcess(place.path, ["sbom", ...parameters]);

describe("outcrop sbom", () => {
  it("lists what a function and its layers have", async () => {
    const layers = ["--layer", "layers/utils.zip", "--layer", "layers/tracing.zip"];
    const { status, stdout, stderr } = await sbom("--function", "dist/orders.zip", ...layers);
    expect([stderr, status]).toEqual(["", 0]);
    const document = JSON.parse(stdout);
    expect(problemsOf(document)).toEqual([]);
    expect(document.metadata).toMatchObject({
      lifecycles: [{ phase: "post-build" }],
      component: { name: "orders", version: "1.4.0" },
    });
    expect(document.components.map((one: { readonly purl: string }) => one.purl)).toEqual([
      "pkg:npm/tracer@2.0.0",
      "pkg:npm/zod@3.24.4",
      "pkg:npm/dayjs@1.11.13",
    ]);
  });

  it("lists what ran, by logs, and writes a file for each function", async () => {
    const one = await sbom("--logs", "bad.json", "--logs", "other.json", "--only", "orders");
    expect([one.stderr, one.status]).toEqual(["", 0]);
    const document = JSON.parse(one.stdout);
    expect(problemsOf(document)).toEqual([]);
    expect(document.metadata).toMatchObject({
      lifecycles: [{ phase: "operations" }],
      component: { name: "orders", version: "7" },
    });
    const zod = document.components.find((each: { readonly name: string }) => each.name === "zod");
    expect(zod).toMatchObject({
      "bom-ref": "/opt/nodejs/node_modules/zod",
      evidence: { identity: [{ methods: [{ technique: "instrumentation" }] }] },
    });
    expect(zod.properties).toContainEqual({ name: "outcrop:loaded", value: "true" });

    expect((await sbom("--logs", "bad.json", "--logs", "other.json", "--out", "sboms/")).status).toBe(0);
    expect(readdirSync(join(place.path, "sboms"))).toEqual(["billing.cdx.json", "orders.cdx.json"]);
    const billing = JSON.parse(readFileSync(join(place.path, "sboms/billing.cdx.json"), "utf8"));
    expect([problemsOf(billing), billing.metadata.component.name]).toEqual([[], "billing"]);
    const many = await sbom("--logs", "bad.json", "--logs", "other.json");
    expect(many.status).toBe(2);
    expect(many.stderr).toContain("there are 2 functions (orders and billing): choose one with --only");
  });

  it("names what it cannot read", async () => {
    const bytes = readFileSync(join(place.path, "dist/orders.zip"));
    // In the content of the first file, whose name is 8 bytes long.
    const at = 30 + "index.js".length + 3;
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    writeFileSync(join(place.path, "damaged.zip"), bytes);
    const { status, stdout, stderr } = await sbom("--function", "damaged.zip");
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^outcrop: damaged was not read: damaged\.zip: "index\.js" is damaged/);
  });

  it("says that logs have nothing", async () => {
    const { status, stdout, stderr } = await sbom("--logs", "empty.json");
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("outcrop: The logs have no lines of Outcrop");
  });

  it.each([
    [[], "what to list is missing"],
    [["--logs", "bad.json", "--runtime", "nodejs24.x"], "--runtime does nothing with --logs"],
    [["--logs", "bad.json", "x"], "sbom takes --logs or a project, not both"],
    [
      ["--logs", "bad.json", "--only", "absent"],
      "--only: the logs have no lines of Outcrop about a function absent",
    ],
  ])("is called wrongly: %j", async (parameters, message) => {
    const { status, stdout, stderr } = await sbom(...parameters);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(message);
  });
});
