/** Replays the event in the local Lambda, each time in a new environment. */
import { type RunResult, runFunction } from "../../sandbox/index.ts";
import { type Outcome, outcomeOf } from "../../sandbox/outcome.ts";
import { type NodeLine, nodeBinary } from "../../sandbox/runtime/nodes.ts";
import type { Tree } from "./artefacts/tree.ts";
import { attached, outcropLayer } from "./observe.ts";
import type { ProveRequest } from "./options.ts";

export interface Replay {
  readonly outcome: Outcome;
  /** Of init, invocation and shutdown together. */
  readonly ms: number;
}

export class Replayer {
  readonly #request: ProveRequest;

  constructor(request: ProveRequest) {
    this.#request = request;
  }

  async replay(tree: Tree, line: NodeLine = this.#request.node): Promise<Replay> {
    const start = performance.now();
    const { responses } = await this.#run(tree, line, false);
    return { outcome: outcomeOfFirst(responses), ms: Math.round(performance.now() - start) };
  }

  /** With Outcrop's layer, which changes nothing of the function. */
  observe(tree: Tree): Promise<RunResult> {
    return this.#run(tree, this.#request.node, true);
  }

  #run({ task, opt }: Tree, line: NodeLine, withOutcrop: boolean): Promise<RunResult> {
    const { event, handler, env, runtime, timeoutMs, memoryMb } = this.#request;
    return runFunction({
      task,
      layers: withOutcrop ? [opt, outcropLayer] : [opt],
      handler,
      env: withOutcrop ? { ...env, ...attached } : env,
      node: nodeBinary(line),
      timeoutMs,
      memoryMb,
      // Findings and repairs have the paths of Lambda, and links lead to them.
      isolation: "namespaces",
      events: [event],
      ...(runtime !== undefined && { runtime }),
    });
  }
}

function outcomeOfFirst([response]: RunResult["responses"]): Outcome {
  if (response === undefined) throw new Error("the event had no response");
  return outcomeOf(response);
}
