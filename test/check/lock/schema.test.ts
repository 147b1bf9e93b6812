/** docs/lock.schema.json against what is written, and against what the reader takes. */
import { readFileSync } from "node:fs";
import { Ajv2019 } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { lockFunction } from "../../../check/lock/lock-function.ts";
import { lockLayer } from "../../../check/lock/lock-layer.ts";
import { makeLock } from "../../../check/lock/make-lock.ts";
import { lockText, manifestText } from "../../../check/lock/write-lock.ts";
import { readLock } from "../../../core/lock/read-lock.ts";
import { library } from "../../core/support/library.ts";
import { closed } from "../../support/closed-schema.ts";
import { tree } from "../layers/layers.ts";
import { functionWith, json } from "./locked.ts";

const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const schema = JSON.parse(readFileSync("docs/lock.schema.json", "utf8"));
const validate = ajv.compile(schema);
const validateClosed = ajv.compile(closed(schema));

const layer = tree("utils", {
  "nodejs/node_modules/zod/package.json": json("zod", "3.24.4"),
  "nodejs/node_modules/zod4/package.json": json("zod", "4.1.0"),
  "nodejs/node_modules/..a/index.js": "",
  "lib/x.so": library({ needs: { "libc.so.6": { "GLIBC_2.28": ["x"] } } }),
});
const arn = "arn:aws:lambda:eu-central-1:123456789012:layer:utils:7";

describe("the schema of a lock", () => {
  it("is kept by a lock, and by a manifest", () => {
    const layerFacts = [{ arn, runtimes: null, architectures: null }];
    const lock = lockText(makeLock([lockFunction(functionWith([layer], { layerFacts }))]));
    const manifest = manifestText({ ...lockLayer(layer, arn).layer, codeSha256: "x" });
    for (const text of [lock, manifest]) {
      const document = JSON.parse(text);
      expect(validate(document) ? [] : validate.errors).toEqual([]);
      expect(validateClosed(document) ? [] : validateClosed.errors).toEqual([]);
    }
  });

  const lockWith = (folder: string, more: object = {}) => ({
    outcrop: "lock",
    schema: 1,
    functions: {},
    layers: {
      a: {
        name: "a",
        tree: "0".repeat(32),
        packages: { [folder]: { tree: "1".repeat(32), ...more } },
        natives: {},
      },
    },
  });

  it.each(["a", "a/b", "..a/b", "a/.b", "...", "a/..b/c", "/a", "a/", "a//b", ".", "..", "a/../b", "a/."])(
    "takes the paths that the reader takes: %s",
    (folder) => {
      const document = lockWith(folder);
      const { problems } = readLock(JSON.stringify(document));
      expect(validate(document)).toBe(problems.length === 0);
    },
  );

  it.each([{ version: 7 }, { version: "" }, { tree: "7" }, { name: "x".repeat(513) }])(
    "refuses what the reader refuses: %j",
    (more) => {
      const document = lockWith("a", more);
      expect(readLock(JSON.stringify(document)).problems).toHaveLength(1);
      expect(validate(document)).toBe(false);
    },
  );
});
