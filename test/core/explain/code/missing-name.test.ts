import { expect, it } from "vitest";
import { isIdentifier, missingNameOf } from "../../../../core/explain/code/missing-name.ts";
import { missingNameOf as journals } from "../../../../core/journal/missing-name.ts";

it("is the journal's reader", () => expect(missingNameOf).toBe(journals));

it.each([
  ["convertAll", true],
  ["$", true],
  ["größe", true],
  ["1a", false],
  ["a-b", false],
  ["", false],
  ["a".repeat(101), false],
])("%s is an identifier: %s", (text, answer) => expect(isIdentifier(text)).toBe(answer));
