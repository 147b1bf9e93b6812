/** Programs whose loads fail, and what they see of the errors and stacks. */
import { type Program, somePackage } from "./program.ts";

export const failingPrograms: readonly Program[] = [
  {
    about: "what cannot be resolved or loaded, by require",
    files: {
      "main.cjs": `const ids = ["nowhere", "./nowhere", "some/no", "some/bad", "some/other", "node:nowhere",
            "", ".",
          "./folder", "#own", "broken", 1, "./throws.cjs", "./syntax.cjs", "./awaits.mjs"];
        for (const limit of [10, 0, 2, Infinity]) { Error.stackTraceLimit = limit;
          for (const id of ids) for (const ask of [require, require.resolve]) try {
            ask(id); console.log(id, "is there") } catch (error) {
            console.log(id, error.name, error.code, error.path, error.requestPath, error.requireStack,
              Object.getOwnPropertyNames(error).join(), error.stack);
          } }`,
      "folder/text.txt": "",
      "node_modules/broken/package.json": "{",
      "throws.cjs": "throw new RangeError('thrown')",
      "syntax.cjs": "let let;",
      "awaits.mjs": "await 1;",
      ...somePackage,
    },
  },
  {
    about: "what cannot be resolved or loaded, by import",
    files: {
      "main.mjs": `for (const id of ["nowhere", "./nowhere.mjs", "some/no", "some/bad", "some/other",
              "node:nowhere",
            "./folder/", "#own", "http://[", "https://example.invalid/a.js", "./data.json", "./file.odd",
            "./throws.cjs", "./missing.mjs"]) {
          await import(id)
            .then(() => console.log(id, "is there"),
            (error) => console.log(id, error.name, error.code, error.url, error.stack));
          try { console.log(import.meta.resolve(id)) } catch (error) { console.log(error.stack) }
        }`,
      "data.json": "{}",
      "file.odd": "",
      "folder/text.txt": "",
      "throws.cjs": "throw new RangeError('thrown')",
      "missing.mjs": 'import { none } from "./data.cjs"; import { nothing } from "./empty.mjs";',
      "data.cjs": "",
      "empty.mjs": "",
      ...somePackage,
    },
    main: "main.mjs",
  },
  {
    about: "an uncaught failure of its first file",
    files: { "main.cjs": "console.log(1); require('./a.cjs');", "a.cjs": "require('nowhere');" },
  },
  {
    about: "an uncaught failure of an import below its first file",
    files: {
      "main.mjs": "import './a.mjs';",
      "a.mjs": "import 'nowhere';",
      "main.cjs": "console.log(1); import('./main.mjs');",
    },
  },
  {
    about: "stacks as a program formats them",
    files: {
      "main.cjs": `Error.prepareStackTrace = (error, sites) =>
          sites.map((site) => [site.getFunctionName(),
          site.getFileName()?.startsWith("node:") ? "node" : site.getFileName(),
          site.getLineNumber() > 0].join());
        for (const id of ["nowhere", "some/no"]) for (const ask of [require, require.resolve]) try { ask(id) }
        catch (error) { console.log(error.stack.filter((line) => !line.includes("node")).join("\\n")) }
        console.log(Error.stackTraceLimit, Object.getOwnPropertyNames(Error).join());`,
      ...somePackage,
    },
  },
];
