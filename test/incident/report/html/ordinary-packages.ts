import { copy } from "./fixtures.ts";

/** Copies that no finding is about. */
export const plain = [
  ...[
    "dayjs",
    "uuid",
    "pino",
    "ajv",
    "semver",
    "lodash",
    "undici",
    "jose",
    "nanoid",
    "yaml",
    "express",
    "body-parser",
    "qs",
    "debug",
    "ms",
  ],
  ...Array.from({ length: 60 }, (_, at) => `@shop/module-${at + 1}`),
].map((name) => copy(name, "1.2.3", "function"));
