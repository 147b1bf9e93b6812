/**
 * Releases of real packages, each made into a layer of its own, and the step that a careful maintainer of the
 * layer would choose. Steps and reasons are from the packages' release notes, written down before the tool ran.
 */
import type { Step } from "../../../../check/layer-diff/step.ts";

export interface Pair {
  readonly package: string;
  readonly from: string;
  readonly to: string;
  readonly step: Step;
  readonly why: string;
  /** Codes of changes that belong to the reason: each must be among those found. */
  readonly codes: readonly string[];
}

const pair = (
  name: string,
  from: string,
  to: string,
  step: Step,
  why: string,
  ...codes: readonly string[]
): Pair => ({ package: name, from, to, step, why, codes });

export const pairs: readonly Pair[] = [
  pair(
    "zod",
    "3.24.4",
    "3.25.76",
    "minor",
    "Adds zod/v4; what zod exports stays version 3.",
    "version-minor",
    "entry-added",
  ),
  pair(
    "zod",
    "3.25.76",
    "4.1.11",
    "major",
    "zod itself becomes version 4, and names of 3 are gone.",
    "version-major",
    "names-gone",
  ),
  pair(
    "uuid",
    "8.3.2",
    "9.0.1",
    "major",
    "Drops old Nodes and browsers; functions declare ^8.",
    "version-major",
  ),
  pair(
    "uuid",
    "11.1.0",
    "12.0.0",
    "major",
    "CommonJS is dropped: require fails.",
    "version-major",
    "require-gone",
  ),
  pair(
    "nanoid",
    "3.3.11",
    "4.0.2",
    "major",
    "CommonJS is dropped: require fails.",
    "version-major",
    "require-gone",
  ),
  pair("nanoid", "4.0.2", "5.1.6", "major", "Drops Node 14 and 16; functions declare ^4.", "version-major"),
  pair(
    "chalk",
    "4.1.2",
    "5.6.2",
    "major",
    "CommonJS is dropped: require fails.",
    "version-major",
    "require-gone",
  ),
  pair("lodash", "4.17.20", "4.17.21", "patch", "Security fixes alone.", "version-patch"),
  pair(
    "axios",
    "0.27.2",
    "1.7.9",
    "major",
    "Adds exports, so that files below lib are closed, and changes errors.",
    "version-major",
    "files-gone",
  ),
  pair("axios", "1.7.7", "1.7.9", "patch", "Fixes alone.", "version-patch"),
  pair(
    "undici",
    "5.28.4",
    "6.21.3",
    "major",
    "Drops Node 14 and 16, and changes fetch and its classes.",
    "version-major",
  ),
  pair(
    "sharp",
    "0.33.4",
    "0.33.5",
    "patch",
    "Fixes, and libvips of the next patch for the same systems.",
    "version-patch",
  ),
  pair(
    "sharp",
    "0.32.6",
    "0.33.5",
    "major",
    "Of 0.x: the binaries move to packages of their own, and ^0.32 takes no 0.33.",
    "version-major",
  ),
  pair("semver", "7.6.2", "7.6.3", "patch", "Fixes alone.", "version-patch"),
  pair(
    "date-fns",
    "2.30.0",
    "3.6.0",
    "major",
    "Deep files such as date-fns/esm are gone, and it has no default.",
    "version-major",
  ),
  pair("dayjs", "1.11.12", "1.11.13", "patch", "Fixes alone.", "version-patch"),
  pair(
    "express",
    "4.19.2",
    "4.21.2",
    "minor",
    "Adds an option; dependencies move, of which cookie by 0.x, but functions import express.",
    "version-minor",
  ),
  pair(
    "express",
    "4.21.2",
    "5.1.0",
    "major",
    "Removes signatures, changes paths, and needs Node 18.",
    "version-major",
  ),
  pair("ms", "2.1.2", "2.1.3", "patch", "A renamed variable.", "version-patch"),
  pair("debug", "4.3.7", "4.4.0", "minor", "Adds a way to match names.", "version-minor"),
  pair(
    "got",
    "11.8.6",
    "12.6.1",
    "major",
    "CommonJS is dropped: require fails.",
    "version-major",
    "require-gone",
  ),
  pair(
    "node-fetch",
    "2.7.0",
    "3.3.2",
    "major",
    "CommonJS is dropped: require fails.",
    "version-major",
    "require-gone",
  ),
  pair(
    "@aws-sdk/client-sqs",
    "3.687.0",
    "3.721.0",
    "minor",
    "Minor releases of the SDK; what else moves is its own.",
    "version-minor",
  ),
  pair("pino", "8.21.0", "9.6.0", "major", "Drops Node 14 and 16; functions declare ^8.", "version-major"),
  pair("winston", "3.15.0", "3.17.0", "minor", "Adds options to transports.", "version-minor"),
  pair("commander", "11.1.0", "12.1.0", "major", "Removes a default, and needs Node 18.", "version-major"),
  pair("cookie", "0.6.0", "0.7.2", "major", "Of 0.x: ^0.6.0 takes no 0.7.", "version-major"),
  pair(
    "jsonwebtoken",
    "8.5.1",
    "9.0.2",
    "major",
    "Refuses keys and algorithms that 8 takes.",
    "version-major",
  ),
  pair(
    "p-limit",
    "3.1.0",
    "4.0.0",
    "major",
    "CommonJS is dropped: require fails.",
    "version-major",
    "require-gone",
  ),
  pair("pg", "8.12.0", "8.13.1", "minor", "Adds an option.", "version-minor"),
  pair("ioredis", "5.4.1", "5.4.2", "patch", "Fixes alone.", "version-patch"),
  pair(
    "ajv",
    "8.16.0",
    "8.17.1",
    "minor",
    "Adds methods and changes how addresses are read.",
    "version-minor",
  ),
];
