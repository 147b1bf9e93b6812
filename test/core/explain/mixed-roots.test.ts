import { describe, expect, test } from "vitest";
import { mixedRoots } from "../../../core/explain/mixed-roots.ts";
import { copy } from "./support.ts";

const smithy = copy("@smithy/core", "3.1.0", "function");
const client = copy("@aws-sdk/client-s3", "3.900.0", "runtime");

describe("found", () => {
  test("one package from two roots, before any scope", () => {
    const [inner, outer] = [copy("graphql", "16.0.0", "function"), copy("graphql", "16.0.0", "layer")];
    expect(mixedRoots([smithy, client, inner, outer])).toEqual({ family: null, first: inner, other: outer });
  });

  test("one package in two versions from one root", () => {
    const nested = {
      ...copy("debug", "2.0.0", "function"),
      path: "/var/task/node_modules/x/node_modules/debug",
    };
    expect(mixedRoots([copy("debug", "4.0.0", "function"), nested])).toMatchObject({
      family: null,
      other: nested,
    });
  });

  test("the SDK's release train from two roots", () => {
    expect(mixedRoots([smithy, client])).toEqual({
      family: "@aws-sdk/* and @smithy/*",
      first: smithy,
      other: client,
    });
    expect(mixedRoots([copy("@aws-sdk/lib-dynamodb", "3.0.0", "layer"), client])).not.toBeNull();
  });

  test("a scope from two roots", () => {
    const [core, schema] = [
      copy("@graphql-tools/utils", "10.0.0", "layer"),
      copy("@graphql-tools/schema", "10.0.0", "function"),
    ];
    expect(mixedRoots([core, schema])).toMatchObject({ family: "@graphql-tools/*" });
  });
});

describe("silent", () => {
  test.each([
    ["no frames", []],
    ["one root", [smithy, copy("@aws-sdk/client-s3", "3.900.0", "function")]],
    ["packages of one scope in their own versions", [copy("@smithy/types", "4.9.0", "function"), smithy]],
    ["strangers from two roots", [copy("express", "5.0.0", "layer"), copy("zod", "4.0.0", "function")]],
    [
      "code of no package in two roots",
      [copy("(layer)", null, "layer"), copy("(function)", null, "function")],
    ],
  ])("%s", (_, copies) => expect(mixedRoots(copies)).toBeNull());
});
