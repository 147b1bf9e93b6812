/** The claims in docs/first-account.md. */
import { claims } from "../../command/verify/claims.ts";

export function claimsTable(): string {
  const rows = claims.map(({ id, claim, matters }) =>
    `| \`${id}\` | ${claim} | ${matters} |`.replaceAll(/ \| (?=SOURCE)/g, " \\| "),
  );
  return ["| claim | what is checked | what depends on it |", "|---|---|---|", ...rows].join("\n");
}
