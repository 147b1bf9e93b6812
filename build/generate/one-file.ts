/** A generator of one file, which has the name of the file where no other is given. */
import { type Generator, one } from "./generator.ts";

interface OneFile extends Omit<Generator, "name" | "outputs" | "make"> {
  readonly name?: string;
  readonly path: string;
  readonly text: () => string | Uint8Array | Promise<string | Uint8Array>;
}

export function oneFile({
  path,
  text,
  name = path.replace(/^.*\/|\.\w+$/g, ""),
  ...rest
}: OneFile): Generator {
  return { name, outputs: [path], make: async () => one(path, await text()), ...rest };
}
