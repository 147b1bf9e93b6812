import { describe, expect, it } from "vitest";
import { cycloneDx, type Sbom, type SbomCopy } from "../../page/cyclonedx.ts";
import { problemsOf } from "../support/cyclonedx.ts";

const copy = (path: string, more: Partial<SbomCopy> = {}): SbomCopy => ({
  path,
  kind: "package",
  name: "zod",
  version: "3.24.4",
  root: "layer",
  layer: "utils:7",
  techniques: ["instrumentation"],
  loaded: "true",
  over: [],
  under: [],
  facts: {},
  ...more,
});
const sbom = (copies: readonly SbomCopy[], more: Partial<Sbom> = {}) =>
  cycloneDx({
    name: "orders",
    version: "1.4.0",
    phase: "operations",
    at: Date.parse("2026-03-14T12:00:00Z"),
    outcropVersion: "0.1.0",
    facts: { runtime: "nodejs24.x" },
    copies,
    ...more,
  });

describe("a bill of materials", () => {
  it("keeps CycloneDX's schema", () => {
    const document = sbom([
      copy("/opt/nodejs/node_modules/zod", { over: ["/var/task/node_modules/zod"] }),
      copy("/var/task/node_modules/zod", { under: ["/opt/nodejs/node_modules/zod"], loaded: "false" }),
      copy("/opt/lib/x.so", { kind: "file", name: "x.so", version: null, techniques: ["binary-analysis"] }),
      copy("/opt/nodejs/node_modules/@s/a", {
        name: "@s/a",
        techniques: ["manifest-analysis", "binary-analysis"],
      }),
      copy("/var/runtime/node_modules/b", { name: "b", version: null, layer: null, techniques: ["other"] }),
    ]);
    expect(problemsOf(document)).toEqual([]);
    expect(problemsOf(sbom([], { version: null, phase: "post-build" }))).toEqual([]);
  });

  it("would not pass with what the schema does not know", () => {
    const document = sbom([copy("/a")]);
    expect(problemsOf({ ...document, bomFormat: "other" })).not.toEqual([]);
    const [component] = document.components;
    expect(problemsOf({ ...document, components: [{ ...component, type: "package" }] })).not.toEqual([]);
    const evidence = { identity: [{ field: "purl", methods: [{ technique: "guess", confidence: 1 }] }] };
    expect(problemsOf({ ...document, components: [{ ...component, evidence }] })).not.toEqual([]);
  });

  it("has a component for each copy, by its place", () => {
    const { components } = sbom([copy("/b"), copy("/a", { name: "@s/p", version: "1.0.0+build" })]);
    expect(components).toMatchObject([
      {
        type: "library",
        "bom-ref": "/a",
        group: "@s",
        name: "p",
        purl: "pkg:npm/%40s/p@1.0.0%2Bbuild",
        evidence: {
          identity: [
            { field: "purl", confidence: 1, methods: [{ technique: "instrumentation", confidence: 1 }] },
          ],
          occurrences: [{ location: "/a", additionalContext: "root layer, layer utils:7" }],
        },
      },
      { "bom-ref": "/b", name: "zod", purl: "pkg:npm/zod@3.24.4" },
    ]);
  });

  it("says which copy is chosen over which", () => {
    const properties = (more: Partial<SbomCopy>) =>
      sbom([copy("/a", more)]).components[0]?.properties.slice(2);
    expect(properties({ over: ["/b", "/c"] })).toEqual([
      { name: "outcrop:loaded", value: "true" },
      { name: "outcrop:winner", value: "over /b" },
      { name: "outcrop:winner", value: "over /c" },
    ]);
    expect(properties({ under: ["/b"], loaded: "false" })).toEqual([
      { name: "outcrop:loaded", value: "false" },
      { name: "outcrop:shadowedBy", value: "/b" },
    ]);
  });

  it("has a serial number of its content", () => {
    const serial = (copies: readonly SbomCopy[]): string => sbom(copies).serialNumber;
    expect(serial([copy("/a"), copy("/b")])).toBe(serial([copy("/b"), copy("/a")]));
    expect(serial([copy("/a")])).not.toBe(serial([copy("/b")]));
    expect(serial([])).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("takes any name", () => {
    const name = "\ud800 @a/b/c ?#%";
    expect(problemsOf(sbom([copy(`/${name}`, { name, version: name })], { name }))).toEqual([]);
  });
});
