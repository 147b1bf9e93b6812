/** The lines of one run, by type. */
import { copiesOf, type ListedCopy } from "../../core/telemetry/inventory.ts";
import type {
  EnvironmentLine,
  FindingLine,
  InvocationLine,
  Line,
  ShutdownLine,
} from "../../core/telemetry/lines.ts";

type Logged<L extends Line> = L & { readonly message: string };

export type LoadedCopy = Pick<ListedCopy, "package" | "version" | "root" | "path" | "modules">;

export interface Telemetry {
  readonly environment: Logged<EnvironmentLine> | undefined;
  readonly copies: readonly LoadedCopy[];
  readonly findings: readonly Logged<FindingLine>[];
  readonly invocations: readonly Logged<InvocationLine>[];
  readonly shutdown: Logged<ShutdownLine> | undefined;
}

/** @param log what the extension wrote; anything but Outcrop's lines is left out. */
export function readTelemetry(log: string): Telemetry {
  const lines = outcropLines(log).map((text) => JSON.parse(text) as Logged<Line>);
  const all = <Type extends Line["outcrop"]>(type: Type) =>
    lines.filter((line): line is Logged<Extract<Line, { readonly outcrop: Type }>> => line.outcrop === type);
  return {
    environment: all("environment")[0],
    copies: [
      ...all("resolution"),
      ...all("inventory").flatMap(({ copies, importer, how }) =>
        copiesOf(copies, { importer, how }).filter((copy) => copy !== null),
      ),
    ],
    findings: all("finding"),
    invocations: all("invocation"),
    shutdown: all("shutdown")[0],
  };
}

export function outcropLines(log: string): string[] {
  return log.split("\n").filter((text) => text.startsWith("{") && text.includes('"outcrop":'));
}

/**
 * Without namespaces the roots are in a temporary folder. A reader knows them by the names that they have on
 * Lambda.
 */
export function withoutStage(text: string): string {
  return text.replaceAll(/(?:\/[^\s"'`()/]+)*\/outcrop-sandbox-\w+/g, "");
}
