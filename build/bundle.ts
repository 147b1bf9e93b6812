/** How each shipped program becomes one file. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { findingKinds } from "../core/findings/finding.ts";
import { findingPage } from "../incident/report/finding-pages.ts";
import { bundledPackages, noticeText } from "./notice.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const common: BuildOptions = {
  bundle: true,
  platform: "node",
  target: "node22.15",
  format: "cjs",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  define: { "process.env.OUTCROP_VERSION": JSON.stringify(version) },
};

/**
 * Powertools Logger draws random numbers when it samples, which it never does here: node:crypto, a quarter of
 * the bundle's start, can wait.
 */
const lazyCrypto: Plugin = {
  name: "lazy-crypto",
  setup(build) {
    build.onResolve({ filter: /^node:crypto$/ }, ({ importer }) =>
      importer.includes("@aws-lambda-powertools") ? { path: "crypto", namespace: "lazy" } : null,
    );
    build.onLoad({ filter: /.*/, namespace: "lazy" }, () => ({
      contents: 'export const randomInt = (...bounds) => require("node:crypto").randomInt(...bounds);',
    }));
  },
};

/**
 * On one line, with words in it that Node looks for: it prints no source line with them before an uncaught
 * error (GetErrorSource in src/node_errors.cc). The shim hands on the resolver's errors, so that line would
 * be the shim's, all of it, in the function's log.
 *
 * In a `try`: a preload that throws ends the process, and what a module does at its start may throw where an
 * earlier preload changed the globals.
 * @returns esbuild's account of what went in
 */
export async function bundleShim(
  outfile: string,
  entryPoint: "shim/shim.ts" | "shim/load-time.ts",
): Promise<Metafile["outputs"]> {
  // The shim's own words, which nothing else of Node's or the journal's is called.
  const mangled = "writeThrough|markEnd|beforeEnd|journalWhole|journalBytes|isPipe|ambiguous|settle|pending";
  const mangleProps = new RegExp(`^(${mangled}|began|share)$`);
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: [entryPoint],
    outfile,
    mangleProps,
    write: false,
    metafile: true,
  });
  // The line breaks that are left are in template literals, where an escape means the same.
  const line = outputFiles[0]?.text.trimEnd().replaceAll("\n", "\\n").replace('"use strict";', "");
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, `"use strict";try{${line}}catch{}//node-do-not-add-exception-line\n`);
  return metafile.outputs;
}

/**
 * Two files: what a cold start has to wait for, and the rest. V8 reads a whole file before it runs its first
 * line.
 * @returns esbuild's account of what went in and what stays imported from outside, of both
 */
export async function bundleExtension(folder: string): Promise<Metafile["outputs"]> {
  const start = await build({
    ...common,
    // It must start on whatever Node the function has, to say that this one is too old: a process that ends
    // takes the function down.
    target: "node16",
    entryPoints: ["extension/main.ts"],
    outfile: `${folder}/extension.cjs`,
    external: ["./observer.cjs"],
    metafile: true,
  });
  const rest = await build({
    ...common,
    entryPoints: ["extension/observer.ts"],
    outfile: `${folder}/observer.cjs`,
    plugins: [lazyCrypto],
    metafile: true,
  });
  return { ...start.metafile.outputs, ...rest.metafile.outputs };
}

/** Subcommands that need more of a checkout than one file: the bundle says so and never loads them. */
const checkoutOnly = [
  "./command/run.ts",
  "./command/prove.ts",
  "./command/publish.ts",
  "./command/attach.ts",
  "./command/detach.ts",
  "./command/verify.ts",
];

/** By code, as one text of JSON. */
function findingPages(): string {
  const pages = Object.values(findingKinds).map(({ code }) => [code, findingPage(code)]);
  return JSON.stringify(Object.fromEntries(pages));
}

/**
 * The `outcrop` command as one file. What is heavy and optional stays outside: the command says so where it
 * is absent. The licences follow the code in a comment: whoever hands the file on hands them on as well.
 */
export async function bundleCommand(outfile: string): Promise<void> {
  const { outputFiles, metafile } = await build({
    ...common,
    format: "esm",
    entryPoints: ["command/outcrop.ts"],
    outfile,
    external: [
      "@aws-sdk/client-cloudwatch-logs",
      "@aws-sdk/client-lambda",
      "@duckdb/node-api",
      ...checkoutOnly,
    ],
    define: { ...common.define, "process.env.OUTCROP_FINDING_PAGES": JSON.stringify(findingPages()) },
    // Bundled CommonJS packages ask for Node's own modules so.
    banner: {
      js:
        'import { createRequire as outcropRequire } from "node:module";' +
        "const require = outcropRequire(import.meta.url);",
    },
    write: false,
    metafile: true,
  });
  const licences = `${readFileSync("LICENSE", "utf8")}\n${noticeText(bundledPackages(metafile.outputs))}`;
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, `${outputFiles[0]?.text}/*\n${licences.replaceAll("*/", "* /")}*/\n`);
}
