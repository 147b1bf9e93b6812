/** `unnest` and the JSON functions around it, as their pages in AWS's documentation say. */
import { describe, expect, it } from "vitest";
import { rowsOf } from "./events.ts";

describe("unnest", () => {
  const query = "fields jsonParse(list) as items | unnest items into item | display n, item";

  it("makes a row of each item of a list, with the fields of its event", () => {
    const rows = rowsOf(query, { n: 1, list: '["a",2,true]' }, { n: 2, list: '["b"]' });
    expect(rows).toEqual([
      [2, "b"],
      [1, "a"],
      [1, 2],
      [1, 1],
    ]);
  });

  it("drops the row of an empty list, and takes any other value for one item", () => {
    const rows = rowsOf(
      "fields jsonParse(list) as items | unnest items into item | display n, item",
      { n: 1, list: "[]" },
      { n: 2, list: '{"a":1}' },
      { n: 3, list: "no JSON" },
    );
    expect(rows).toEqual([
      [3, null],
      [2, '{"a":1}'],
    ]);
  });

  it("reads what is in maps by names with dots", () => {
    const message = { text: '{"events":[{"name":"a","user":{"id":7}},{"name":"b"}]}' };
    expect(
      rowsOf(
        "fields jsonParse(text) as json | unnest json.events into event | display event.name, event.user.id",
        message,
      ),
    ).toEqual([
      ["a", 7],
      ["b", null],
    ]);
    expect(rowsOf("fields jsonParse(text) as json | display json.events.1.name", message)).toEqual([["b"]]);
    expect(rowsOf("fields jsonStringify(jsonParse(text)) as x | display x", message)).toEqual([
      [message.text],
    ]);
  });

  it("loses no row to a limit that comes after it", () => {
    const rows = rowsOf(
      "fields jsonParse(list) as items | unnest items into item | display item | limit 2",
      { list: '["a","b"]' },
      { list: "[]" },
      { list: "[]" },
      { list: "[]" },
    );
    expect(rows).toEqual([["a"], ["b"]]);
  });

  it("makes a list of a text between separators", () => {
    const text = `fields jsonParse(concat('["', replace(coalesce(list, ""), ", ", '","'), '"]')) as items`;
    expect(rowsOf(`${text} | unnest items into item | display item`, { list: "a 1, b 2" }, { n: 1 })).toEqual(
      [[""], ["a 1"], ["b 2"]],
    );
  });

  it("shows a list that is nested deeper than the stack as empty", () => {
    const list = "[".repeat(200_000) + "]".repeat(200_000);
    expect(rowsOf("fields jsonParse(list) as items | display items", { list })).toEqual([[""]]);
  });

  it("needs a name for the items", () => {
    expect(() => rowsOf("unnest items as item")).toThrow('"into"');
  });
});
