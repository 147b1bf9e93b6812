/**
 * What the other invocations of a function say about a finding as the cause of an error:
 * 1. contrast: the error comes with the finding and not without it, more surely than chance would have it
 *    (an exact test). Environments that never had an invocation count as one invocation each;
 * 2. clean invocations under the same finding speak against it, unless contrast speaks for it and most
 *    invocations failed;
 * 3. environments without the finding that saw the same error speak against it most;
 * 4. if the error came with another line of Node, that may explain it as well, and nothing can be compared.
 */
import type { DistinctError, Environment } from "../model/model.ts";
import { exactTest } from "./exact-test.ts";
import type { Fleet } from "./fleet.ts";
import type { LineChange } from "./node-line.ts";
import type { Rate } from "./rate.ts";
import type { Sighting } from "./sightings.ts";

export interface Support {
  /** Invocations of the error's functions in environments with the finding, and how many had the error. */
  readonly with: Rate;
  /** Null where no environment ran without it. */
  readonly without: Rate | null;
  /** The exact test's; null without anything to compare. */
  readonly chance: number | null;
  readonly contrast: boolean;
  /** It came with the first error, after enough invocations without it, which had no such error. */
  readonly arrived: boolean;
  /** Invocations with the finding and without any error. */
  readonly clean: number;
  /** Environments without the finding that saw the error. */
  readonly elsewhere: number;
  /** The error came with another line of Node, which may explain it as well. */
  readonly line: LineChange | null;
}

/** The usual level of significance. */
const maxChance = 0.05;
/** Below this many invocations without it, that they did not fail says little. */
const fewInvocations = 3;

interface Known extends Pick<Support, "line"> {
  readonly certain: boolean;
  readonly isNewcomer: boolean;
}

/**
 * @param certain the logs name the environments of the error
 * @param isNewcomer environments without the finding ran before it came, and fail much less
 * @param line the line of Node that the error came with
 */
export function supportOf(
  error: DistinctError,
  { environments, others }: Sighting,
  fleet: Fleet,
  { certain, isNewcomer, line }: Known,
): Support {
  const having = new Set([...environments, ...others]);
  const seen = new Set(error.environments);
  const functions = new Set(fleet.of(error).environments.map(({ functionName }) => functionName));
  const all = [...functions].flatMap((name) => fleet.ofFunction(name));
  const [inside, outside] = [all.filter((one) => having.has(one)), all.filter((one) => !having.has(one))];
  const elsewhere = certain ? outside.filter(({ id }) => seen.has(id)).length : 0;
  const share = elsewhere === 0 ? 0 : elsewhere / Math.max(1, seen.size);
  const there = Math.round(error.count * share);
  const here = error.count - there;
  const withIt = rateIn(inside, here);
  const without = outside.length === 0 ? null : rateIn(outside, there);
  const chance = without === null ? null : exactTest(withIt, without);
  const enough = line === null && without !== null && without.invocations >= fewInvocations;
  return {
    with: withIt,
    without,
    chance,
    contrast: certain && enough && chance !== null && chance <= maxChance,
    arrived: certain && isNewcomer && enough && elsewhere === 0,
    clean: Math.max(0, withIt.invocations - Math.max(here, sumOf(inside, "failed"))),
    elsewhere,
    line,
  };
}

/** An error may be seen more often than lines count invocations. */
function rateIn(environments: readonly Environment[], failed: number): Rate {
  const invocations = environments.reduce((sum, one) => sum + Math.max(1, one.invocations), 0);
  return { invocations: Math.max(invocations, failed), failed };
}

function sumOf(environments: readonly Environment[], key: "failed" | "invocations"): number {
  return environments.reduce((sum, environment) => sum + environment[key], 0);
}

/** A cause before the fleet is asked. */
export interface Unsupported {
  readonly level: number;
  readonly isMechanism: boolean;
  /**
   * Nothing contradicts it, and clean invocations say little: it is about two copies of one package, which do
   * no harm until something of the one comes to the other, or what failed is not known.
   */
  readonly isLead: boolean;
}

/** The level of a cause with what the fleet says about it. */
export function supportedLevel(
  { level, isMechanism, isLead }: Unsupported,
  { contrast, arrived, clean, elsewhere, line, with: { failed } }: Support,
): number {
  const speaksFor = contrast || arrived;
  const raised = Math.min(3, speaksFor ? level + 1 : level);
  // Clean invocations need not have come to the code that lacks something.
  if (isMechanism) return elsewhere > 0 ? level - 1 : Math.max(level, raised);
  const isHeld = clean > 0 && (!speaksFor || clean > failed);
  const least = isLead ? Math.min(1, raised) : Number.NEGATIVE_INFINITY;
  const held = isHeld ? Math.max(least, raised - 1) : raised;
  const rivalled = line === null ? held : held - 1;
  return Math.min(3, elsewhere > 0 ? rivalled - 2 : rivalled);
}
