/**
 * Runs what a capture deploys and gives what CloudWatch would hold of it.
 *
 * The sandbox lives in the present and a capture spans days, so the times of a run are moved back by whole
 * hours, in the events and in the lines themselves: a day of 24 hours keeps its order, and within a run
 * nothing moves. Environments that were deployed at one hour overlap as they ran.
 */
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import type { LogStreamEvent } from "../../../sandbox/contract/result.ts";
import { runFunction } from "../../../sandbox/index.ts";
import { nodeBinary } from "../../../sandbox/runtime/nodes.ts";
import { withLayer } from "../../support/layer-run.ts";
import type { Capture, Deployment } from "./capture.ts";
import type { Roots } from "./roots.ts";

const HOUR_MS = 3_600_000;

/** One environment's log stream. */
export interface RecordedStream {
  readonly logGroup: string;
  readonly logStream: string;
  /** Index into the capture's deployments. */
  readonly deployment: number;
  readonly failed: number;
  readonly invocations: number;
  readonly events: readonly LogStreamEvent[];
}

interface Run {
  readonly events: readonly LogStreamEvent[];
  readonly failed: number;
}

export class Recorder {
  readonly #roots: Roots;
  readonly #runs = new Map<string, Promise<Run>>();
  #free = Math.min(3, availableParallelism() + 1);
  readonly #waiting: (() => void)[] = [];

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  async record({ deployments }: Capture): Promise<readonly RecordedStream[]> {
    const used = new Map<string, number>();
    const runs = deployments.flatMap((deployment, number) =>
      Array.from({ length: deployment.environments ?? 1 }, () => {
        const what = whatRuns(deployment);
        const times = used.get(what) ?? 0;
        used.set(what, times + 1);
        return this.#stream(deployment, number, `${what} ${times}`);
      }),
    );
    return (await Promise.all(runs)).toSorted((left, right) => startOf(left) - startOf(right));
  }

  async #stream(deployment: Deployment, number: number, what: string): Promise<RecordedStream> {
    const { functionName, functionVersion, hoursAgo } = deployment;
    const key = createHash("sha256").update(what).digest("hex").slice(0, 32);
    const running = this.#runs.get(key) ?? this.#run(deployment, streamName(functionVersion, key, 0));
    this.#runs.set(key, running);
    const { events, failed } = await running;
    return {
      logGroup: `/aws/lambda/${functionName}`,
      logStream: streamName(functionVersion, key, hoursAgo),
      deployment: number,
      invocations: deployment.events.length,
      failed,
      events: events.map((event) => movedBack(event, hoursAgo * HOUR_MS)),
    };
  }

  async #run(deployment: Deployment, logStream: string): Promise<Run> {
    const { functionName, functionVersion, runtimeVersion = "nodejs:24.v18", nodeLine, events } = deployment;
    await this.#turn();
    try {
      const { task, layers = [], runtime, options = {} } = deployment;
      const result = await runFunction({
        ...withLayer({
          task: await this.#roots.of(task),
          layers: await Promise.all(layers.map((layer) => this.#roots.of(layer))),
          ...(runtime === undefined ? {} : { runtime: await this.#roots.of(runtime) }),
          ...(nodeLine === undefined ? {} : { node: nodeBinary(nodeLine) }),
          memoryMb: 512,
          ...options,
        }),
        functionName,
        functionVersion,
        runtimeVersion,
        logStream,
        events,
      });
      return { events: result.logs.stream, failed: result.responses.filter(({ ok }) => !ok).length };
    } finally {
      this.#free++;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free--;
  }
}

/**
 * The hour at which a capture reports it does not change what happens: equal runs of several captures are
 * one, those of one capture are different runs.
 */
function whatRuns({ hoursAgo: _, environments: __, ...same }: Deployment): string {
  return JSON.stringify(same);
}

const startOf = ({ events }: RecordedStream): number => events[0]?.timestamp ?? 0;

function streamName(functionVersion: string, id: string, hoursAgo: number): string {
  const day = new Date(Date.now() - hoursAgo * HOUR_MS).toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[${functionVersion}]${id}`;
}

function movedBack({ timestamp, message }: LogStreamEvent, byMs: number): LogStreamEvent {
  const moved = message
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (time) =>
      new Date(Date.parse(time) - byMs).toISOString(),
    )
    .replaceAll(
      /("_aws":\{"Timestamp":)(\d{13})/g,
      (_, before: string, time: string) => `${before}${Number(time) - byMs}`,
    );
  return { timestamp: timestamp - byMs, message: moved };
}
