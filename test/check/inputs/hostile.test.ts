/** Inputs that no tool writes: one clear message, and nothing else lost. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { linkType, type RawEntry, rawZip } from "../zip/raw-zip.ts";
import { checked, fixtures, found, inFolder, inShort } from "./support.ts";

const template = (resources: string): string => `{"Resources":{${resources}}}`;
const resource = (name: string, type: string, properties: object): string =>
  `"${name}":${JSON.stringify({ Type: `AWS::${type}`, Properties: properties })}`;
const lambda = (name: string, properties: object): string =>
  resource(name, "Lambda::Function", { Runtime: "nodejs24.x", Handler: "index.handler", ...properties });
const stack = (name: string, url: string, parameters: object = {}): string =>
  resource(name, "CloudFormation::Stack", { TemplateURL: url, Parameters: parameters });

async function inProject<Result>(
  files: Readonly<Record<string, string | Buffer>>,
  work: (folder: string) => Result | Promise<Result>,
): Promise<Result> {
  return inFolder((folder) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return work(folder);
  });
}

describe("a project", () => {
  it.each<readonly [string, Readonly<Record<string, string | Buffer>>, string, string]>([
    ["is not there", {}, "absent", "absent: there is no such file or folder"],
    [
      "is a folder of nothing",
      { "a.txt": "" },
      "",
      "holds no output of SAM, the CDK or the Serverless Framework",
    ],
    ["is the code", { "package.json": "{}" }, "", "it is the code of a function: use --function"],
    ["was not built", { "cdk.json": "{}" }, "", "run cdk synth, and check cdk.out"],
    ["is a zip", { "x.zip": "" }, "x.zip", "is a zip: use --function"],
    [
      "is a plan that is not JSON",
      { plan: "PK\u0003\u0004x" },
      "plan",
      "terraform show -json makes JSON of it",
    ],
    ["is bad YAML", { "t.yaml": "Resources: [" }, "t.yaml", "t.yaml: is not valid YAML"],
    ["is text", { "t.yaml": "hello" }, "t.yaml", "t.yaml: is not a template"],
    [
      "has no resources",
      { "t.json": "{}" },
      "t.json",
      "is not a template, a plan of Terraform or a state of Pulumi",
    ],
    ["is binary", { "t.json": Buffer.from([0, 1, 2, 255]) }, "t.json", "t.json: is not "],
    ["is deep", { "t.yaml": "[".repeat(5_000) }, "t.yaml", "t.yaml: is nested too deeply"],
    ["has aliases that multiply", { "t.yaml": bomb() }, "t.yaml", "t.yaml: is not valid YAML"],
    ["has a manifest that is bad JSON", { "manifest.json": "{" }, "", "manifest.json: is not valid JSON"],
    [
      "holds a state of Terraform",
      { "s.json": '{"terraform_version":"1.14.2","values":{}}' },
      "s.json",
      "is a state of Terraform; a plan says more",
    ],
  ])("that %s is refused in one line", async (_, files, path, message) => {
    await inProject(files, (folder) => {
      let text = "";
      try {
        found(join(folder, path));
      } catch (error) {
        text = error instanceof Error ? error.message : String(error);
      }
      expect(text).toContain(message);
      expect(text).not.toMatch(/\n/);
      expect(text.length).toBeLessThan(600);
    });
  });

  it("that goes round is read once", async () => {
    const own = template(
      [
        stack("Again", "./t.json", { P: { "Fn::GetAtt": ["Again", "Outputs.O"] } }),
        stack("Other", "./u.json"),
        lambda("F", { Code: "./code", Layers: [{ "Fn::GetAtt": ["Again", "Outputs.O"] }, { Ref: "F" }] }),
      ].join(","),
    );
    const other = template([stack("Back", "./t.json"), lambda("G", { Code: "./code" })].join(","));
    const code = "exports.handler = 1;";
    await inProject({ "t.json": own, "u.json": other, "code/index.js": code }, async (folder) => {
      const project = found(join(folder, "t.json"));
      expect(project.warnings).toEqual([
        expect.stringContaining("t.json: Again is nested in itself and is not judged"),
        expect.stringContaining("u.json: Back is nested in itself and is not judged"),
      ]);
      expect(inShort(await checked(project))).toEqual({
        F: "nodejs24.x x64 -: -",
        "Other/G": "nodejs24.x x64 -: -",
      });
    });
  });

  it("that nests without end ends", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `t${index}.json`,
        template(
          [
            stack("A", `./t${index + 1}.json`),
            stack("B", `./t${index + 1}.json`),
            lambda("F", { Code: "." }),
          ].join(","),
        ),
      ]),
    );
    await inProject(files, (folder) => {
      expect(() => found(join(folder, "t0.json"))).toThrow(/more than 500 stacks$/);
    });
  });

  it.each([
    ["unknown", { Ref: "AWS::Region" }],
    ["known, and too long", "x".repeat(1_000_000)],
  ])("with expressions that multiply ends (what they lead to is %s)", async (_, leaf) => {
    const twice = (name: string): object => ({
      "Fn::Join": ["", [{ "Fn::ImportValue": name }, { "Fn::ImportValue": name }]],
    });
    const outputs = Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [
        `O${index}`,
        { Value: index === 15 ? leaf : twice(`E${index + 1}`), Export: { Name: `E${index}` } },
      ]),
    );
    const text = JSON.stringify({
      Outputs: outputs,
      Resources: {
        F: {
          Type: "AWS::Lambda::Function",
          Properties: { Runtime: twice("E0"), Handler: "index.handler", Code: "." },
        },
      },
    });
    await inProject({ "t.json": text }, (folder) => {
      expect(found(join(folder, "t.json")).functions[0]).toMatchObject({ name: "F", runtime: null });
    });
  });

  it("keeps its text on one line, whatever it holds", async () => {
    const evil = "\u001b[31mred\nnext\u202e";
    const text = template(
      lambda(`F${"x"}`, { FunctionName: evil, Code: { S3Bucket: "b", S3Key: evil }, Layers: [evil] }),
    );
    await inProject({ "t.json": text }, async (folder) => {
      const project = found(join(folder, "t.json"));
      expect(project.functions).toHaveLength(1);
    });
  });
});

function bomb(): string {
  const lines = Array.from({ length: 12 }, (_, index) => {
    const before = index === 0 ? "x" : `*a${index - 1}`;
    return `a${index}: &a${index} [${Array.from({ length: 9 }, () => before).join(", ")}]`;
  });
  return `${lines.join("\n")}\nResources: *a11\n`;
}

describe("a zip among others", () => {
  const good = { name: "index.js", content: "exports.handler = async () => {};" } satisfies RawEntry;
  const bombed = deflateRawSync(Buffer.alloc(50_000_000));
  it.each<readonly [string, Buffer, string]>([
    ["is a bomb", rawZip([good, { name: "b", method: 8, content: "", size: 900_000_000 }]), "cannot inflate"],
    ["says that it has 4 GB", rawZip([good, { name: "b", size: 4_000_000_000 }]), "bytes unzipped"],
    [
      "has 4 GB in its headers",
      rawZip([{ name: "index.js", size: 0xffffffff, compressedSize: 0xffffffff }]),
      "",
    ],
    ["is encrypted", rawZip([{ ...good, flags: 0x801 }]), "is encrypted"],
    ["leads out", rawZip([{ name: "../../evil.js", content: "" }]), "leads out of the zip"],
    ["is absolute", rawZip([{ name: "/etc/passwd", content: "" }]), "is absolute"],
    ["is cut", rawZip([good]).subarray(0, 40), ""],
    ["is empty", Buffer.alloc(0), ""],
    ["is text", Buffer.from("hello"), ""],
    ["has a wrong size", rawZip([{ ...good, size: 5 }]), ""],
    ["overlaps itself", rawZip([good, { ...good, name: "b.js", offset: 0 }]), "overlap"],
    ["inflates to more than it says", rawZip([{ name: "index.js", content: bombed, size: 10 }]), ""],
  ])("that %s leaves the other functions judged", async (_, zip, message) => {
    const resources = [lambda("Bad", { Code: "./bad.zip" }), lambda("Good", { Code: "./good.zip" })].join(
      ",",
    );
    await inProject(
      { "t.json": template(resources), "bad.zip": zip, "good.zip": rawZip([good]) },
      async (folder) => {
        const all = await checked(found(join(folder, "t.json")));
        expect(all.get("Good")).toMatchObject({ judged: "node", will: [], unjudged: [] });
        const said = all.get("Bad")?.unjudged.join("\n") ?? "";
        expect(said).toContain("bad.zip");
        expect(said).toContain(message);
        expect(all.get("Bad")?.unjudged.every((text) => !text.includes("\n"))).toBe(true);
      },
    );
  });

  it("whose links lead outside reads nothing there", async () => {
    const zip = rawZip([
      { name: "index.js", content: "require('./out'); exports.handler = async () => {};" },
      { name: "out.js", content: "/etc/hostname", mode: linkType },
    ]);
    await inProject(
      { "t.json": template(lambda("F", { Code: "./f.zip" })), "f.zip": zip },
      async (folder) => {
        const { judged, will } = (await checked(found(join(folder, "t.json")))).get("F") ?? {};
        expect(judged).toBe("node");
        expect(will?.map(({ code }) => code)).toEqual(["unresolved-module"]);
      },
    );
  });

  it("of a layer leaves the function judged, and is not called clean", async () => {
    const resources = [
      lambda("F", { Code: "./f.zip", Layers: [{ Ref: "L" }, { Ref: "M" }] }),
      '"L":{"Type":"AWS::Lambda::LayerVersion","Properties":{"Content":"./bad.zip"}}',
      '"M":{"Type":"AWS::Lambda::LayerVersion","Properties":{"Content":"./f.zip"}}',
    ].join(",");
    const files = { "t.json": template(resources), "bad.zip": "hello", "f.zip": rawZip([good]) };
    await inProject(files, async (folder) => {
      const checkedF = (await checked(found(join(folder, "t.json")))).get("F");
      expect(checkedF).toMatchObject({ judged: "node", layers: ["M"] });
      expect(checkedF?.unjudged).toEqual([expect.stringMatching(/^The layer L was not judged: .*bad\.zip/)]);
    });
  });
});

describe("a folder", () => {
  it("that a link leads out of is not followed, and one that is a pipe's place is not read", async () => {
    await inFolder(async (folder) => {
      cpSync(join(fixtures, "cloudformation"), join(folder, "cloudformation"), { recursive: true });
      mkdirSync(join(folder, "app/src/orders"), { recursive: true });
      mkdirSync(join(folder, "app/layers/utils"), { recursive: true });
      symlinkSync("/", join(folder, "app/src/orders/root"));
      writeFileSync(join(folder, "app/src/orders/index.js"), "require('./root/etc/x'); exports.handler = 1;");
      const all = await checked(found(join(folder, "cloudformation/template.yaml")));
      expect(all.get("Local")?.will.map(({ code }) => code)).toEqual(["unresolved-module"]);
    });
  });

  it("has in the fixtures no address of a registry and no path of a machine", () => {
    const files = readdirSync(fixtures, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && /\.(?:json|ya?ml|md|mjs|js)$/.test(entry.name),
    );
    expect(files.length).toBeGreaterThan(40);
    for (const { parentPath, name } of files) {
      const text = readFileSync(join(parentPath, name), "utf8");
      expect([name, /\/(?:tmp|work|root)\/|resolved"/.exec(text)?.[0]]).toEqual([name, undefined]);
    }
  });
});
