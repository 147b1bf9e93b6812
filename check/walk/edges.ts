/**
 * What the source of a module asks for, by its syntax tree alone: nothing of it is executed.
 *
 * acorn alone: es-module-lexer would find the edges of an ES module faster, but not which of them are lazy,
 * guarded, or made by `createRequire`. Most modules of functions are CommonJS, which it does not read.
 */
import { type Node, Parser, type Program } from "acorn";
import type { ModuleFormat } from "../../core/layout/module-format.ts";
import type { SourceEdges } from "./edge.ts";
import { EdgeWalker } from "./edge-walker.ts";
import { namesOf, noNames } from "./module-names.ts";

/** A source without any of these words asks for nothing, and needs no parsing unless its syntax is in doubt. */
const mayAsk = /\b(?:import|export|Worker|fork)\b|[rR]equire\b/;

/**
 * @param path the module's own, for `__dirname` and `__filename`
 * @param isChecked parses it in any case: the function's own code is where a mistake is new
 * @throws Error when the source is not the JavaScript that its format says
 */
export function edgesOf(
  source: string,
  format: ModuleFormat,
  path: string,
  isChecked: boolean = false,
): SourceEdges {
  const isModule = format === "module";
  if (!mayAsk.test(source) && !isChecked)
    return { edges: [], computed: [], names: isModule ? noNames : null, isCut: false, quitter: null };
  const walker = new EdgeWalker(format, path, source);
  const program = parsed(source, format);
  walker.walk(program);
  const { edges, computed, isCut } = walker;
  const names = isModule ? namesOf(program) : null;
  return { edges, computed, names, isCut, quitter: walker.quits.stems };
}

/** A node takes some 150 bytes: real bundles of 16 MiB have about as many. */
const maxNodes = 1_500_000;

/** acorn keeps a whole tree in memory, which for the densest source is fifty times as large as its text. */
const BoundedParser = Parser.extend(
  (Base) =>
    class extends (Base as unknown as new (
      ...options: unknown[]
    ) => { finishNode(node: Node, type: string): Node }) {
      #nodes = 0;

      override finishNode(node: Node, type: string): Node {
        this.#nodes++;
        if (this.#nodes > maxNodes) throw new SyntaxError(`it has more than ${maxNodes} parts`);
        return super.finishNode(node, type);
      }
    } as unknown as typeof Parser,
);

function parsed(source: string, format: ModuleFormat): Program {
  return BoundedParser.parse(source, {
    ecmaVersion: "latest",
    sourceType: format === "module" ? "module" : "script",
    allowReturnOutsideFunction: true,
    allowHashBang: true,
    ...(format === "module" ? {} : { allowAwaitOutsideFunction: false, allowSuperOutsideMethod: true }),
  });
}
