/**
 * Whoever can write to a function's log can write anything: nothing of it may stop the page, or become part
 * of it but as text.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawDashboard, previewPage } from "../../../cloudwatch/observability/preview/preview.ts";
import type { Collection } from "../../../cloudwatch/preview/collect.ts";
import { sortScript } from "../../../cloudwatch/preview/sort-script.ts";
import { collect, event, finding, invocation, line, start } from "./lines.ts";

const script = "<script>alert(1)</script>";
const attribute = `" onmouseover="alert(1)" x="`;
const reversed = "\u202egpj.exe\u0000\u001b[31m";

function pageOf(collected: Collection): string {
  return previewPage(drawDashboard(collected), collected, { title: script, notes: [script + reversed] });
}

/** What a browser would take for tags: nothing but those the page is made of. */
function tagsOf(page: string): string[] {
  return [...new Set([...page.matchAll(/<([a-zA-Z!][^\s>]*)/g)].map(([, name = ""]) => name.toLowerCase()))];
}

const plainTags = new Set(
  tagsOf(
    pageOf(
      collect(
        invocation(start, { counts: { "shadowed-package": 1 } }),
        finding(start, "shadowed-package", "zod"),
      ),
    ),
  ),
);
for (const tag of [
  "path",
  "g",
  "rect",
  "svg",
  "ul",
  "li",
  "b",
  "strong",
  "span",
  "time",
  "wbr",
  "em",
  "table",
  "tr",
  "td",
])
  plainTags.add(tag);

describe("hostile lines", () => {
  const collected = collect(
    finding(start, "shadowed-package", script, {
      functionName: script,
      severity: attribute,
      message: reversed,
    }),
    finding(start, "range-violation", attribute, { functionName: attribute, message: script.repeat(500) }),
    finding(start, "wrong-libc", "a".repeat(10_000), { functionName: "f".repeat(1024) }),
    invocation(start, {
      functionName: script,
      counts: { "shadowed-package": 1e308, "wrong-libc": 1e308 },
      overheadMs: -1e300,
    }),
    invocation(start + 1, { functionName: attribute, counts: { "wrong-architecture": 5e-324 } }),
    event(
      { ...line("failure", start, script), findings: script, explanation: { deep: [script] }, error_name: 5 },
      start,
      script,
    ),
  );
  const page = pageOf(collected);

  it("become text, not tags and not attributes", () => {
    expect(tagsOf(page).filter((tag) => !plainTags.has(tag))).toEqual([]);
    expect(page.split("<script")).toHaveLength(2);
    expect(page).toContain(`<script>${sortScript}</script>`);
    expect(page).not.toMatch(/<[^>]* onmouseover=/);
    expect(page).toContain("&lt;script&gt;");
  });

  it("cannot reorder or hide text", () => {
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(page).toContain("\\u{202e}");
  });

  it("cannot make the page as long as they are", () => {
    expect(page.length).toBeLessThan(400_000);
    expect(page).not.toContain("a".repeat(5_000));
  });

  it("leave no widget undrawn and no invalid number", () => {
    expect(drawDashboard(collected).filter(({ kind }) => kind === "failed")).toEqual([]);
    expect(page.replace(sortScript, "")).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });
});

const forgedMetrics = fc.record(
  {
    Namespace: fc.oneof(fc.constant("Outcrop"), fc.constant("AWS/Lambda"), fc.anything()),
    Dimensions: fc.oneof(
      fc.constant([["function_name"], []]),
      fc.array(fc.array(fc.string())),
      fc.anything(),
    ),
    Metrics: fc.oneof(
      fc.array(
        fc.record({
          Name: fc.constantFrom("Shadowing", "Architecture", "OverheadMs", "__proto__", "constructor"),
        }),
        {
          maxLength: 101,
        },
      ),
      fc.anything(),
    ),
  },
  { requiredKeys: [] },
);

const forgedLine = fc.record(
  {
    outcrop: fc.constantFrom("invocation", "finding", "failure", "resolution", "environment", "__proto__"),
    function_name: fc.oneof(fc.string(), fc.constant(script), fc.anything()),
    severity: fc.oneof(fc.constantFrom("error", "warning", "info"), fc.anything()),
    package: fc.oneof(fc.string({ unit: "binary" }), fc.anything()),
    code: fc.anything(),
    message: fc.anything(),
    timestamp: fc.oneof(fc.constant("2026-11-21T10:00:00.000Z"), fc.string(), fc.anything()),
    request_id: fc.oneof(fc.string(), fc.anything()),
    fingerprint: fc.anything(),
    Shadowing: fc.oneof(fc.double(), fc.array(fc.double()), fc.anything()),
    Architecture: fc.anything(),
    OverheadMs: fc.oneof(fc.double({ noNaN: true }), fc.anything()),
    _aws: fc.oneof(
      fc.record({
        Timestamp: fc.oneof(fc.constant(start), fc.integer(), fc.anything()),
        CloudWatchMetrics: fc.array(forgedMetrics),
      }),
      fc.anything(),
    ),
  },
  { requiredKeys: ["outcrop"] },
);

const anyEvent = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: forgedLine.map((value) => JSON.stringify(value) ?? "") },
      fc.json(),
      fc.string({ unit: "binary" }),
      fc.string().map((text) => `REPORT RequestId: ${text}\tDuration: ${text} ms`),
    ),
    fc.option(
      fc.oneof(fc.integer({ min: start, max: start + 1_000_000 }), fc.double(), fc.constant(8.64e15)),
    ),
    fc.option(fc.oneof(fc.constant("/aws/lambda/orders"), fc.string())),
  )
  .map(([message, timestamp, logGroup]) => event(message, timestamp, logGroup));

describe("any lines", () => {
  it("give a page with the tags it is made of", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 12 }), (events) => {
        const page = pageOf(collect(...events));
        expect(tagsOf(page).filter((tag) => !plainTags.has(tag))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
