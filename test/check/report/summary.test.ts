import { describe, expect, it } from "vitest";
import { checkFunction, notChecked } from "../../../check/check-function.ts";
import { headlineOf, summaryOf } from "../../../check/report/summary.ts";
import { checkedCase, fleet, input, report } from "./cases.ts";

const unopened = notChecked({
  kind: "unopened",
  name: "image",
  runtime: null,
  arch: "x64",
  layers: [],
  why: ["Its code is a container image.", "Its code is a container image."],
});

describe("the headline", () => {
  it("counts functions without a judgement, with a part of it, and with layers alone", () => {
    const scripts = { ...checkFunction(input({ "app.py": "" }, [], { runtime: "python3.13" })) };
    expect(headlineOf(report([...fleet(), unopened, scripts]))).toBe(
      "8 functions: 2 with errors, 2 to look at, 1 not judged, 1 not judged in full, " +
        "1 judged by the layers alone, 1 without a collision",
    );
    expect(headlineOf(report([unopened]))).toBe("image: not judged");
  });

  it("counts a sentence once", () => {
    expect(unopened.unjudged).toEqual(["Its code is a container image."]);
    const unknown = ["The value of A is not known.", "The value of A is not known."];
    const checked = checkFunction(input({ "index.js": "exports.handler = 1" }, [], { unknown }));
    expect(summaryOf(checked)).toBe("orders: no collision found; 1 thing was not judged");
  });

  it("has what one function has", () => {
    expect(headlineOf(report([checkedCase("clean")]))).toBe("orders: no collision found");
  });
});
