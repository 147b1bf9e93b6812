/** What util.inspect makes of an error without a stack, whose properties hold errors with one. */
import { describe, expect, it } from "vitest";
import { errorInText } from "../../../incident/model/error-text.ts";

const text = `request failed [AggregateError: All promises were rejected] {
  [errors]: [
    [TypeError: fetch failed] {
      [cause]: Error: connect
          at connect (/var/task/net.js:1:1) {
        code: 'ECONNREFUSED'
      }
    },
    [Error [ERR_X]: no],
    TypeError: rates.convertAll is not a function
        at handler (/var/task/index.js:4:80)
  ]
}`;

describe("an error without a stack, as Promise.any rejects", () => {
  it.each([
    ["line feeds", text],
    ["carriage returns, as in Lambda's text format", text.replaceAll("\n", "\r")],
  ])("has its own message and none of the frames behind it: %s", (_, read) => {
    expect(errorInText(read)).toEqual({
      name: "AggregateError",
      code: null,
      message: "All promises were rejected",
      frames: [],
      before: "request failed ",
      causes: [
        { name: "TypeError", code: null, message: "fetch failed", frames: [] },
        {
          name: "Error",
          code: "ECONNREFUSED",
          message: "connect",
          frames: ["at connect (/var/task/net.js:1:1)"],
        },
        { name: "Error", code: "ERR_X", message: "no", frames: [] },
        {
          name: "TypeError",
          code: null,
          message: "rates.convertAll is not a function",
          frames: ["at handler (/var/task/index.js:4:80)"],
        },
      ],
    });
  });

  it("is left where nothing behind it has a stack", () => {
    expect(errorInText("[Error: no] {\n  code: 'X'\n}")).toBeNull();
    expect(errorInText("[AggregateError: no] {\n  [errors]: [ [Error: a] {\n }\n ]\n}")).toBeNull();
  });
});
