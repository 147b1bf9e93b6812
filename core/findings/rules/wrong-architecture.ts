/**
 * A native file was built for another CPU. Its header decides: the loader's own text for a foreign machine is
 * "cannot open shared object file: No such file or directory" (seen on glibc 2.34 to 2.36), and a program for
 * another CPU raises no error at all when it is started.
 */
import { nativeRule } from "./shared/native-rule.ts";
import { repair } from "./shared/repair.ts";

export const wrongArchitecture = nativeRule({
  code: "wrong-architecture",
  title: "A native file was built for another CPU",
  looksForFittingFile: true,
  fault: ({ builtFor, bits, needed }) =>
    `was built for ${builtFor} (${bits} bit); this function runs on ${needed}`,
  fix: (name, { file, needed, fitting }) => repair(name, file, { cpu: needed, fitting }),
});
