import { expect, test } from "vitest";
import { neededByPhrase } from "../../../../../core/findings/rules/shared/needed-by.ts";

test("the file itself, or a library that it brings along", () => {
  expect(neededByPhrase("/opt/n.node", "/opt/n.node")).toBe("needs");
  expect(neededByPhrase("/opt/liba.so", "/opt/n.node")).toBe("brings /opt/liba.so, which needs");
});
