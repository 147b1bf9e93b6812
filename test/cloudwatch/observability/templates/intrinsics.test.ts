import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeSub, join, ref, split, sub, when } from "../../../../cloudwatch/observability/intrinsics.ts";
import { deploy, type Json, type TemplateDocument } from "./cloudformation.ts";

/** What CloudFormation makes of a value, with one parameter and one condition. */
function filled(value: unknown, list = ""): Json | undefined {
  const template = {
    Parameters: { List: { Type: "String", Default: "", AllowedPattern: "[^]*" } },
    Conditions: { Given: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "List" }, ""] }] } },
    Resources: { One: { Type: "Test", Properties: { Value: value as Json } } },
  };
  return deploy(template as TemplateDocument, { List: list }).resources["One"]?.properties["Value"];
}

describe("Fn::Sub", () => {
  it("gives back any text that was escaped", () => {
    const pieces = fc.constantFrom(
      "${",
      "}",
      "$",
      "{",
      "!",
      "${!",
      "AWS::Region",
      "a",
      '"',
      "\n",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
      "${LABEL}",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
      "${!x}",
    );
    const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(fc.property(texts, (text) => filled(sub(escapeSub(text, /^$a/))) === text));
  });

  it("fills in what is a reference, and only that", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's placeholders
    expect(filled(sub(escapeSub("${AWS::Region} ${LABEL}", /^AWS::/)))).toBe("eu-central-1 ${LABEL}");
  });

  it("refuses a reference to nothing", () => {
    expect(() => filled(sub(`\${Nothing}`))).toThrow("Nothing refers to nothing that is created");
    expect(() => filled(sub("text", { Unused: "x" }))).toThrow("does not use Unused");
  });
});

describe("the other functions", () => {
  it("split and join a list, and choose by a condition", () => {
    expect(filled(join("' | '", split(",", ref("List"))), "a,b")).toBe("a' | 'b");
    expect(filled(when("Given", "yes", "no"), "a")).toBe("yes");
    expect(filled(when("Given", "yes", "no"))).toBe("no");
  });
});
