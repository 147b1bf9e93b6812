/** docs/generated/README.md: everything that is generated, by what it needs. */
import type { Generator, Source } from "./generator.ts";

const sections: readonly (readonly [kind: Source["kind"], title: string, about: string])[] = [
  [
    "sources",
    "From sources",
    "`npm run generate` writes these, and `npm run generate -- --check` compares them.",
  ],
  [
    "results",
    "From results of tests",
    "Run the command, then `npm run generate -- NAME`. " +
      "`--check` compares these where the results are in `dist/`.",
  ],
  [
    "recording",
    "From one run",
    "Run the command, then `npm run generate -- NAME`. " +
      "Times differ from run to run, so `--check` compares only the prose.",
  ],
];

export function indexPage(generators: readonly Generator[]): string {
  return `# Generated files

Programs write the files in this folder. Do not edit them: change the program, and write them again.

${sections.map((section) => sectionOf(generators, ...section)).join("\n\n")}
`;
}

function sectionOf(
  generators: readonly Generator[],
  kind: Source["kind"],
  title: string,
  about: string,
): string {
  const rows = generators
    .filter(({ source }) => source.kind === kind)
    .map(({ name, about: what, source, outputs }) =>
      [`\`${name}\``, what, filesOf(outputs), ...(source.kind === "sources" ? [] : [source.run])].join(" | "),
    );
  const heads = ["name", "what it is", "files", ...(kind === "sources" ? [] : ["needs"])];
  const table = [heads.join(" | "), heads.map(() => "---").join(" | "), ...rows].map((row) => `| ${row} |`);
  return `## ${title}\n\n${about}\n\n${table.join("\n")}`;
}

/** Links, from this folder; many files of one generator are counted by folder. */
function filesOf(outputs: readonly string[]): string {
  const byFolder = Map.groupBy(outputs, (path) => path.slice(0, path.lastIndexOf("/")));
  return [...byFolder]
    .map(([folder, paths]) =>
      paths.length > 2
        ? `[${paths.length} files in ${folder}](${fromHere(folder)})`
        : paths.map((path) => `[${path.slice(folder.length + 1)}](${fromHere(path)})`).join(", "),
    )
    .join(", ");
}

const fromHere = (path: string): string =>
  path.startsWith("docs/generated/") ? path.slice("docs/generated/".length) : `../../${path}`;
