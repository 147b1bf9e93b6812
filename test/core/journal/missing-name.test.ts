import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missingNameOf } from "../../../core/journal/missing-name.ts";

const of = (message: string, name = "TypeError") => missingNameOf({ name, message });

describe("what V8 says is missing", () => {
  it.each([
    ["x.y(...).z is not a function", "not-a-function", "z", "x.y(...)"],
    ["(0 , a_1.b) is not a function", "not-a-function", "b", "a_1"],
    ["(0 , rates.table)(...).foo is not a function", "not-a-function", "foo", "(0 , rates.table)(...)"],
    ["(intermediate value).x is not a function", "not-a-function", "x", "(intermediate value)"],
    ["_rates.default.convertAll is not a function", "not-a-function", "convertAll", "_rates.default"],
    ["rates?.foo is not a function", "not-a-function", "foo", "rates"],
    ["rates.table(...) is not a function", "not-a-function", null, "rates.table"],
    ["rates[u] is not a function", "not-a-function", null, "rates"],
    ['rates[("m" + 1)] is not a function', "not-a-function", null, "rates"],
    ["rates.x-y is not a function", "not-a-function", null, "rates"],
    ["cb is not a function", "not-a-function", "cb", null],
    ["undefined is not a function", "not-a-function", null, null],
    ["object null is not a function", "not-a-function", null, null],
    ['"abc".foo is not a function', "not-a-function", "foo", null],
    ["a.b is not a function or its return value is not iterable", "not-a-function", "b", "a"],
    ["rates.Table is not a constructor", "not-a-constructor", "Table", "rates"],
    ["Class extends value undefined is not a constructor or null", "not-a-constructor", null, null],
    ["Class extends value [object Object] is not a constructor or null", "not-a-constructor", null, null],
    ["Cannot read properties of undefined (reading 'y')", "undefined-property", "y", null],
    ["Cannot read properties of null", "undefined-property", null, null],
    ["Cannot set properties of undefined (setting 'x')", "undefined-property", "x", null],
    ["Cannot read properties of undefined (reading 'not a name')", "undefined-property", null, null],
    ["Cannot destructure property 'x' of 'y' as it is undefined.", "undefined-property", "x", "y"],
    [
      "Cannot destructure property 'x' of '(intermediate value)' as it is undefined.",
      "undefined-property",
      "x",
      null,
    ],
    ["Cannot destructure 'rates.a' as it is undefined.", "undefined-property", null, "rates.a"],
    ["rates.list is not iterable", "not-iterable", "list", "rates"],
    ["undefined is not iterable (cannot read property Symbol(Symbol.iterator))", "not-iterable", null, null],
    ["number 5 is not iterable (cannot read property Symbol(Symbol.iterator))", "not-iterable", null, null],
    ["x is not defined", "not-defined", "x", null],
    ["Cannot access 'x' before initialization", "other", "x", null],
    ["Right-hand side of 'instanceof' is not callable", "other", null, null],
    ["Right-hand side of 'instanceof' is not an object", "other", null, null],
    ["Method Map.prototype.get called on incompatible receiver secret", "other", "get", "Map.prototype"],
    ["Invalid left-hand side in assignment", "other", null, null],
  ] as const)("%s", (message, kind, name, within) => {
    expect(of(message)).toEqual({ kind, name, of: within, specifier: null });
  });

  it.each([
    ["The requested module 'rates' does not provide an export named 'x'"],
    ["SyntaxError: The requested module 'rates' does not provide an export named 'x'"],
    [
      "Named export 'x' not found. The requested module 'rates' is a CommonJS module, which may not " +
        "support all module.exports as named exports.\nCommonJS modules can",
    ],
  ])("%s", (message) => {
    expect(of(message, "SyntaxError")).toEqual({
      kind: "not-exported",
      name: "x",
      of: null,
      specifier: "rates",
    });
  });
});

describe("an error that was thrown on purpose", () => {
  it.each([
    "Request failed with status code 503",
    "Missing required key 'TableName'",
    "The card of John is not a function",
    "config.timeout must be a number",
    "Field a.b is not defined",
    "",
  ])("%s", (message) => expect(of(message)).toBeNull());

  it("is what has a class of its own, or no message", () => {
    expect(of("a.b is not a function", "ZodError")).toBeNull();
    expect(missingNameOf({ name: "TypeError", message: null })).toBeNull();
  });
});

describe("a text of others", () => {
  const word = fc.constantFrom("(", ")", "[", "]", ".", "?.", " ", "a", "'", '"', "(...)", "(0 , ");
  const parts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 300 }).map((all) => all.join("")),
  );

  it("is answered with names, or not at all", () => {
    fc.assert(
      fc.property(
        parts,
        fc.constantFrom(
          "%s is not a function",
          "Cannot destructure property '%s' of '%s' as it is undefined.",
          "%s",
        ),
        (text, form) => {
          const missing = of(form.replaceAll("%s", text));
          if (missing?.name != null) expect(missing.name).toMatch(/^[\p{ID_Continue}$]{1,100}$/u);
          if (missing?.of != null) expect(missing.of.length).toBeLessThanOrEqual(300);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
