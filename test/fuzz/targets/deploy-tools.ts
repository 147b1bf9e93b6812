/**
 * What the tools write that deploy functions. Their files name each other; here all of them are the input.
 */
import { cdkProject } from "../../../check/inputs/cdk.ts";
import { pulumiProject, pulumiResources } from "../../../check/inputs/pulumi.ts";
import { InputError } from "../../../check/inputs/shared/input-error.ts";
import { parsedJson } from "../../../check/inputs/shared/read-json.ts";
import { Project } from "../../../check/inputs/template/project.ts";
import { terraformProject } from "../../../check/inputs/terraform/terraform.ts";
import { profilesOf } from "../../../check/profile/profile-file.ts";
import type { Target } from "../target.ts";
import { decoder, json, sizeOf, words } from "./support.ts";

/** A file that is wrong gets one line that names it. */
function answer(work: () => unknown): number {
  try {
    return sizeOf(work());
  } catch (error) {
    if (!(error instanceof InputError) || /[\n\r]/.test(error.message)) throw error;
    return error.message.length;
  }
}

/** The first files that are asked for are the input, whatever their names. */
function reader(input: Uint8Array): (path: string) => string {
  const text = decoder.decode(input);
  let reads = 0;
  return (path) => {
    reads++;
    if (reads > 4) throw new InputError(path, "there is no such file");
    return text;
  };
}

const intrinsics = words(
  '{"Ref":"A"}',
  '{"Fn::GetAtt":["A","Outputs.B"]}',
  '{"Fn::Sub":"\x24{A}\x24{B.C}"}',
  '{"Fn::If":["C",1,2]}',
  '{"Fn::Join":["",[',
  '{"Fn::ImportValue":"E"}',
  '"Type":"AWS::Lambda::Function"',
  '"Type":"AWS::CloudFormation::Stack","Properties":{"TemplateURL":"x"}',
  '"Layers":[',
);

export const templates: Target = {
  name: "templates",
  share: 0.015,
  maxBytes: 4_096,
  words: [
    ...json,
    ...intrinsics,
    ...words(
      "!Ref A",
      "!If [C, 1, 2]",
      "!Sub '\x24{A}'",
      "&a",
      "*a",
      "\n  - ",
      "<<: *a",
      "? ",
      "|\n",
      "--- ",
    ),
  ],
  operations: { base: 100_000, perByte: 500 },
  size: { base: 200_000, perByte: 400 },
  run(input) {
    const tool = { name: "x", asset: () => null };
    const options = { parameters: new Map([["A", "a"]]), read: reader(input) };
    return answer(() => new Project(tool, [{ name: "", path: "/t/t.yaml" }], options).found());
  },
};

export const assemblies: Target = {
  name: "assemblies",
  share: 0.02,
  maxBytes: 4_096,
  words: [
    ...json,
    ...intrinsics,
    ...words(
      '"type":"aws:cloudformation:stack","properties":{"templateFile":"a"}',
      '"type":"cdk:cloud-assembly","properties":{"directoryName":"a"}',
      '"type":"cdk:asset-manifest","properties":{"file":"a"}',
      '"files":{"a":{"source":{"path":"a"},"destinations":{"b":{"objectKey":"c"}}}}',
    ),
  ],
  operations: { base: 50_000, perByte: 100 },
  size: { base: 200_000, perByte: 400 },
  run(input) {
    return answer(() => cdkProject("/t", { parameters: new Map(), read: reader(input) }));
  },
};

export const plans: Target = {
  name: "plans",
  share: 0.015,
  maxBytes: 8_192,
  words: [
    ...json,
    ...words(
      '"references":["aws_lambda_layer_version.a[0].arn","var.b","module.c.d"]',
      '"type":"aws_lambda_function"',
      '"after_unknown":{"layers":[true,false]}',
      '"child_modules":[{"address":"module.a"}]',
      '"module_calls":{"a":{"module":{',
      '"urn":"urn:pulumi:a::b::c::d"',
      '"4dabf18193072939515e22adb298388d":"0def7320c3a5731c473e5ecbe6d01bc7"',
      '"outcrop":"profile","schema":1',
    ),
  ],
  operations: { base: 10_000, perByte: 30 },
  size: { base: 100_000, perByte: 100 },
  run(input) {
    const text = decoder.decode(input);
    const path = "/t/plan.json";
    const read = (work: (document: unknown) => unknown): number => answer(() => work(parsedJson(text, path)));
    return (
      read((document) => terraformProject(document, path)) +
      read((document) => pulumiProject(pulumiResources(document) ?? [], path)) +
      read((document) => profilesOf(document, path))
    );
  },
};
