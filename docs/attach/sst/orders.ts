import { satisfies } from "semver";

interface Order {
  readonly client: string;
}

export async function handler({ client }: Order): Promise<string> {
  return satisfies(client, ">=2") ? "ok" : "update the client";
}
