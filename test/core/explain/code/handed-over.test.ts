import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeTextOf } from "../../../../core/explain/code/code-text.ts";
import { isHandedOver } from "../../../../core/explain/code/handed-over.ts";
import { isOfPlatform } from "../../../../core/explain/handed.ts";

/** The place is where the bar is, before the name. */
const ofEvent = (marked: string): boolean => {
  const at = marked.indexOf("|");
  const text = codeTextOf(marked.replace("|", ""));
  const name = /^[\w$]+/.exec(marked.slice(at + 1))?.[0] ?? "";
  return text !== null && isHandedOver(text, at, name, isOfPlatform);
};
const handler = "exports.handler = async (event) => work(event);\n";

describe("a value that the platform handed over", () => {
  it.each([
    "exports.handler = async (event) => { |event.order.city }",
    "exports.handler = async (order) => { if (order.a) { return |order.b.c } }",
    "export async function handler(order) { |order.b.c }",
    `${handler}async function work(order) { const out = { id: order.id }; |order.items.map() }`,
    "exports.handler = async (event, context) => { try { return await work(context, event) } catch {} };\n" +
      "const work = async (_, order) => { |order.items.map() }",
    `exports.handler = async (event) => first(event); const first = (one) => { second(one) };
     function second(order) { |order.b.c }`,
  ])("%s", (code) => expect(ofEvent(code)).toBe(true));

  it.each([
    "const order = load(); exports.handler = async (event) => { |order.b.c }",
    `${handler}function work(order) { order = clean(order); |order.b.c }`,
    `${handler}function work(order) { order.b = clean(order); |order.b.c }`,
    `${handler}function work(order) { return load().map((order) => |order.b.c) }`,
    `${handler}function work(order) { return load().map((order) => { return |order.b.c }) }`,
    `${handler}work(require('rates').table()); function work(order) { |order.b.c }`,
    `${handler}load().then(work); function work(order) { |order.b.c }`,
    `${handler}function work({ order }) { |order.b.c }`,
    "function work(order) { |order.b.c } module.exports = work;",
    "|order.b.c",
  ])("not of %s", (code) => expect(ofEvent(code)).toBe(false));

  it("follows no calls in a circle", () =>
    expect(ofEvent("function a(x) { b(x); |x.y.z } function b(x) { a(x) }")).toBe(false));

  it("answers on any text", () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."(){}[],=>. a\n") }), fc.nat(50), (source, at) => {
        const text = codeTextOf(`function a(a) {${source}`);
        return text === null || typeof isHandedOver(text, at, "a", isOfPlatform) === "boolean";
      }),
    ));
});
