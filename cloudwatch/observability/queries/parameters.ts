/** The parameters that more than one query has. */
import type { QueryParameter } from "./saved-query.ts";

export const packageParameter: QueryParameter = {
  name: "PACKAGE",
  example: "@aws-sdk/client-sqs",
  meaning: "a package's name, as in its package.json",
};

export const environmentParameter = (name: string): QueryParameter => ({
  name,
  example: "bbd2e20a47bbc4cc",
  meaning: "an environment's id, the key `environment` of every line",
});
