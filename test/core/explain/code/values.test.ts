import { describe, expect, it } from "vitest";
import { codeTextOf } from "../../../../core/explain/code/code-text.ts";
import { type Values, valuesAt, valuesOf } from "../../../../core/explain/code/values.ts";

/** The expression begins where the bar is. */
function at(marked: string): Values {
  const text = codeTextOf(marked.replace("|", ""));
  if (text === null) throw new Error("not read");
  return valuesAt(text, marked.indexOf("|"));
}

/** Keywords count as names: no package has such a name. */
describe("the values of an expression", () => {
  it.each<[what: string, code: string, names: readonly string[], texts: readonly string[]]>([
    ["what a call is given", "box.|resolve(Orders, 'a')\nother(b)", ["resolve", "Orders"], ["a"]],
    ["a chain of calls", "|make(a).run(b).c;\nd()", ["make", "a", "run", "b", "c"], []],
    ["a call by tsc", "(0, x_1.run)|(y_1.Order)", ["y_1", "Order"], []],
    [
      "what new is given",
      "const s = |new Schema({ type: base })\nnext()",
      ["new", "Schema", "type", "base"],
      [],
    ],
    ["after await", "await other(); |await graphql({ schema })", ["await", "graphql", "schema"], []],
    ["a definition", "const schema = build(types);\n|run(schema)", ["run", "schema", "build", "types"], []],
    ["a definition of a definition", "let a = b\nlet b = c()\n|run(a)", ["run", "a", "b", "c"], []],
    ["a pattern", "const { a, b: c } = make(d);\n|run(c)", ["run", "c", "make", "d"], []],
    [
      "a class",
      "class Cart extends Base { x = Orders }\n|run(Cart)",
      ["run", "Cart", "extends", "Base", "x", "Orders"],
      [],
    ],
    [
      "a decorated class",
      "Cart = decorate([meta(Orders)], Cart);\n|run(Cart)",
      ["run", "Cart", "decorate", "meta", "Orders"],
      [],
    ],
    ["a constant text", "const NAME = 'User';\n|model(NAME)", ["model", "NAME"], ["User"]],
    ["nothing of a function for later", "|run(a, (e) => stop(b), c)", ["run", "a", "e", "c"], []],
    ["nothing of its block", "|run({ a: async () => { stop(b) } }, c)", ["run", "a", "async", "c"], []],
    [
      "nothing of a method",
      "class Cart { x = Orders; run() { stop('b') } }\n|get(Cart)",
      ["get", "Cart", "x", "Orders", "run"],
      [],
    ],
    ["what a function returns", "const make = () => Orders;\n|get(make())", ["get", "make", "Orders"], []],
    [
      "what a function declaration returns",
      "function make(a) { if (a) { return Orders } }\n|get(make)",
      ["get", "make", "a", "if", "return", "Orders"],
      [],
    ],
    [
      "nothing of what another is given",
      "const list = map(a => stop);\n|get(list)",
      ["get", "list", "map", "a"],
      [],
    ],
    ["nothing of a comparison", "if (a === b) c();\n|run(a)", ["run", "a"], []],
    ["nothing of a use", "run(a, b);\n|run(a)", ["run", "a"], []],
  ])("%s", (_, code, names, texts) => {
    const values = at(code);
    expect([...values.names].sort()).toEqual([...names].sort());
    expect([...values.texts]).toEqual(texts);
  });

  it("are those of a module's names for another module", () => {
    const text = codeTextOf("class A { b = Orders }\nexports.A = A; exports.C = D");
    const { names } = valuesOf(text as NonNullable<typeof text>, new Set(["A"]));
    expect(names).toContain("Orders");
    expect(names).not.toContain("D");
  });

  it("are bounded in the worst sources", () => {
    for (const code of ["a = a = ".repeat(20_000), "{a".repeat(20_000), "a(".repeat(20_000)])
      expect(at(`|run(a);${code}`).names.size).toBeLessThan(200);
  });
});
