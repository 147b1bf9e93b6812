import { describe, expect, test } from "vitest";
import { isLoaderText } from "../../../core/explain/loader-text.ts";

describe("a text that Node's loaders wrote", () => {
  test.each([
    "Cannot find module 'ulid'\nRequire stack:\n- /var/task/index.js",
    // Lambda's text format has \r for a line feed.
    "Cannot find module 'ulid'\rRequire stack:\r- /var/task/index.js",
    "Cannot find module '/var/task/lib/a.js' imported from /var/task/index.mjs",
    "Cannot find package 'ulid' imported from /var/task/index.mjs",
    "Package subpath './lib/a' is not defined by \"exports\" in /var/task/node_modules/a/package.json",
  ])("%j", (text) => expect(isLoaderText(text)).toBe(true));

  test.each([
    "Cannot find module 'ulid'",
    "Cannot find module for the order",
    "request failed: Cannot find package 'ulid' imported from /var/task/index.mjs",
    `Cannot find package '${"a".repeat(2_000)}' imported from /var/task/index.mjs`,
    "",
  ])("not: %.60j", (text) => expect(isLoaderText(text)).toBe(false));
});
