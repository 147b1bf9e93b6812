/** The catalogue's part on native files. */
import type { CatalogueEntry } from "./catalogue.ts";
import type { NativeCause } from "./native/native-cause.ts";
import {
  damagePhrase,
  fileOf,
  fittingPhrase,
  lostLibraryPhrase,
  lostVersionPhrase,
  outcomePhrase,
  reinstall,
} from "./native/native-phrases.ts";

export const architectureCatalogue = {
  "wrong-architecture": {
    family: "architecture",
    metric: "WrongArchitecture",
    title: "A native file was built for another CPU",
    docs: "docs/findings/wrong-architecture.md",
    message({ winner, evidence }) {
      const { builtFor, bits, needed, fitting } = evidence;
      const what = `was built for ${builtFor} (${bits} bit); this function runs on ${needed}`;
      return `${fileOf(winner, evidence)} ${what}. ${outcomePhrase(evidence)}${fittingPhrase(fitting)}`;
    },
    fix: ({ package: name, evidence }) => reinstall(name, { cpu: evidence.needed }),
  },
  "wrong-platform": {
    family: "architecture",
    metric: "WrongPlatform",
    title: "A native file is no Linux binary",
    docs: "docs/findings/wrong-platform.md",
    message({ winner, evidence }) {
      const { format, system, builtFor, fitting } = evidence;
      const what = {
        "git-lfs-pointer": "is a Git LFS pointer, not the file it points to",
        text: "is a text file, not a binary",
        elf: `was built for ${system}`,
        pe: `was built for ${system}`,
        "mach-o": `was built for ${system}`,
      }[format];
      const cpus = builtFor.length === 0 ? "" : ` (${builtFor.join(", ")})`;
      return `${fileOf(winner, evidence)} ${what}${cpus}. ${outcomePhrase(evidence)}${fittingPhrase(fitting)}`;
    },
    fix({ package: name, evidence }) {
      if (evidence.format === "git-lfs-pointer")
        return "Run `git lfs pull` before packing the function or layer.";
      return reinstall(name, {});
    },
  },
  "wrong-libc": {
    family: "architecture",
    metric: "WrongLibc",
    title: "A native file was built for another C library",
    docs: "docs/findings/wrong-libc.md",
    message({ winner, evidence }) {
      const { file, builtFor, host, needs, neededBy, fitting } = evidence;
      const what = neededBy === file ? "was built" : `brings ${neededBy}, which was built`;
      const by = needs === null ? "" : ` (it needs ${needs})`;
      return `${fileOf(winner, evidence)} ${what} for ${builtFor}${by}; this function runs on ${host}. ${outcomePhrase(evidence)}${fittingPhrase(fitting)}`;
    },
    fix: ({ package: name, evidence }) => reinstall(name, { libc: evidence.host }),
  },
  "newer-libc": {
    family: "architecture",
    metric: "NewerLibc",
    title: "A native file needs a newer C or C++ library than there is",
    docs: "docs/findings/newer-libc.md",
    message({ winner, evidence }) {
      const [first, ...more] = evidence.needs;
      const what = first === undefined ? "needs a newer library" : lostVersionPhrase(first, evidence.file);
      const others =
        more.length === 0 ? "" : ` Missing too: ${more.map(({ version }) => version).join(", ")}.`;
      return `${fileOf(winner, evidence)} ${what}. ${outcomePhrase(evidence)}${others}`;
    },
    fix: ({ package: name }) =>
      `Build ${name} in AWS SAM's build image of the function's runtime, which has Lambda's own libraries, or install a release of it that was built for older ones.`,
  },
  "abi-mismatch": {
    family: "architecture",
    metric: "AbiMismatch",
    title: "A native file was built for another Node",
    docs: "docs/findings/abi-mismatch.md",
    message({ winner, evidence }) {
      const { kind, built, host, node, symbol } = evidence;
      const what = {
        "node-api": `asks for Node-API ${built}; ${node} has ${host}`,
        "module-version": `was built for NODE_MODULE_VERSION ${built}; ${node} has ${host}`,
        symbol: `was built for another Node: ${node} has no ${symbol}`,
      }[kind];
      return `${fileOf(winner, evidence)} ${what}. ${outcomePhrase(evidence)}`;
    },
    fix({ package: name, evidence }) {
      if (evidence.kind === "node-api")
        return `Move the function to a newer Node, or install a release of ${name} that asks for Node-API ${evidence.host}.`;
      return `Run \`npm rebuild ${name}\` with Node ${evidence.node} before packing, or install a release of it that uses Node-API.`;
    },
  },
  "missing-library": {
    family: "architecture",
    metric: "MissingLibrary",
    title: "A library that a native file needs is not found",
    docs: "docs/findings/missing-library.md",
    message({ winner, evidence }) {
      const { file, libraries, missing, searched } = evidence;
      const [first, ...more] = libraries;
      const what = first === undefined ? "misses a library" : lostLibraryPhrase(first, file);
      const others =
        missing < 2
          ? ""
          : ` ${missing} libraries are missing in all: ${[first, ...more].map((lost) => lost?.name).join(", ")}.`;
      const looked = searched.length === 0 ? "" : ` The loader looks in ${searched.join(", ")}.`;
      return `${fileOf(winner, evidence)} ${what}. ${outcomePhrase(evidence)}${others}${looked}`;
    },
    fix({ package: name, evidence }) {
      const library = evidence.libraries[0]?.name ?? "the library";
      return `Put ${library} for this CPU into a layer at lib/, which is on the library path, or install ${name} with its optional dependencies.`;
    },
  },
  "damaged-binary": {
    family: "architecture",
    metric: "DamagedBinary",
    title: "A native file is damaged",
    docs: "docs/findings/damaged-binary.md",
    message({ winner, evidence }) {
      const { defect, size, neededSize, fitting } = evidence;
      return `${fileOf(winner, evidence)} ${damagePhrase(defect, size, neededSize)}. ${outcomePhrase(evidence)}${fittingPhrase(fitting)}`;
    },
    fix({ package: name, evidence }) {
      if (evidence.defect === "not-executable")
        return `Run \`chmod 755\` on the file before packing; a zip made on Windows keeps no x bit.`;
      if (evidence.defect === "denied")
        return "Make the file readable for everyone (chmod 644) before packing.";
      return `Install ${name} anew and deploy again: the file did not survive a download, a copy or the packing.`;
    },
  },
} satisfies { readonly [Code in NativeCause["code"]]: CatalogueEntry<Code> };
