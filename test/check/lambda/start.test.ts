import { describe, expect, it } from "vitest";
import { runtimeOf } from "../../../check/lambda/runtime.ts";
import { nodeArguments, startOf } from "../../../check/lambda/start.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { Resolver } from "../../../core/layout/resolver.ts";
import { MemoryFiles, type Tree } from "../../core/support/tree.ts";

const tree: Tree = {
  elsewhere: {
    "/var/task/index.js": "",
    "/var/task/src/app.mjs": "",
    "/var/task/node_modules/tracer/index.js": "",
    "/opt/init.mjs": "",
    "/opt/wrapper": '#!/bin/bash\nexport NODE_OPTIONS="$NODE_OPTIONS --import /opt/init.mjs"\nexec "$@"',
    "/opt/other": "#!/bin/bash\nexec $1 --require=tracer -C special",
  },
};

function started(variables: Readonly<Record<string, string>>, handler = "index.handler") {
  const files = new MemoryFiles(tree);
  const packages = new PackageReader(files, () => {});
  const args = nodeArguments(variables, files);
  const runtime = runtimeOf("nodejs24.x");
  if (runtime === null) throw new Error("nodejs24.x is not known");
  const resolver = new Resolver({ files, packages, nodePath: [], ...args, isBuiltIn: runtime.isBuiltIn });
  const { entries, missing, conditions } = startOf(handler, runtime, args, { files, packages, resolver });
  return { entries: entries.map(({ how, path }) => `${how} ${path}`), missing, conditions };
}

describe("what Node loads when the function starts", () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    ["nothing but the handler", {}, []],
    ["NODE_OPTIONS", { NODE_OPTIONS: "-r tracer --import=/opt/init.mjs" }, ["tracer", "init"]],
    ["a wrapper that extends NODE_OPTIONS", { AWS_LAMBDA_EXEC_WRAPPER: "/opt/wrapper" }, ["init"]],
    ["a wrapper that starts Node itself", { AWS_LAMBDA_EXEC_WRAPPER: "/opt/other" }, ["tracer"]],
    [
      "a wrapper inside of Outcrop's",
      { AWS_LAMBDA_EXEC_WRAPPER: "/opt/other", OUTCROP_EXEC_WRAPPER: "/opt/wrapper" },
      ["tracer", "init"],
    ],
  ])("%s", (_, variables, preloaded) => {
    const known: Readonly<Record<string, string>> = {
      tracer: "require /var/task/node_modules/tracer/index.js",
      init: "import /opt/init.mjs",
    };
    const { entries, missing } = started(variables);
    expect(entries).toEqual([...preloaded.map((name) => known[name]), "import /var/task/index.js"]);
    expect(missing).toEqual([]);
  });

  it("is nothing where the handler has no export", () => {
    for (const handler of ["index", "src.v2/index"])
      expect(started({}, handler)).toMatchObject({
        entries: [],
        missing: [`The handler ${handler} does not have the form file.export`],
      });
  });

  it("takes conditions from the wrapper", () => {
    expect(started({ AWS_LAMBDA_EXEC_WRAPPER: "/opt/other" }).conditions).toEqual(["special"]);
  });

  it("names what is missing", () => {
    const variables = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/absent", NODE_OPTIONS: "--require absent" };
    expect(started(variables, "gone.handler").missing).toEqual([
      "The wrapper /opt/absent was not found",
      "The preload absent was not found",
      "The handler gone.handler was not found",
    ]);
  });
});
