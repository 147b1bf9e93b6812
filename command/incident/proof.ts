/** Reads the proof that `outcrop prove --json` wrote. */
import { readFileSync, statSync } from "node:fs";
import type { Proof } from "../../incident/analysis/proof.ts";
import { UsageError } from "../shared/usage.ts";

const maxBytes = 16 * 1024 * 1024;
const maxFindings = 256;

type Members = Readonly<Record<string, unknown>>;

/** @throws UsageError if it cannot be read, or proves nothing */
export function readProof(path: string): Proof {
  const proof = membersOf(parsed(path));
  const error = membersOf(proof["error"]);
  const name = textOrNull(error["name"]);
  if (proof["schema"] !== 1 || !Array.isArray(proof["repairs"]) || typeof proof["verdict"] !== "string")
    throw new UsageError(`--proof: ${path} is not the output of outcrop prove --json`);
  if (proof["verdict"] !== "proved" || name === null)
    throw new UsageError(`--proof: ${path} does not prove a cause`);
  const findings = (proof["repairs"] as readonly unknown[])
    .map(membersOf)
    .filter(({ outcome }) => outcome === "succeeds")
    .flatMap((repair) => (Array.isArray(repair["findings"]) ? repair["findings"].map(membersOf) : []))
    .slice(0, maxFindings)
    .map((finding) => ({
      code: textOrNull(finding["code"]) ?? "",
      package: textOrNull(finding["package"]) ?? "",
      winner: textOrNull(finding["winner"]),
      loser: textOrNull(finding["loser"]),
    }));
  return { error: { name, code: textOrNull(error["code"]) }, findings };
}

function parsed(path: string): unknown {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new UsageError(`--proof: ${path} is not a file`);
  if (stat.size > maxBytes) throw new UsageError(`--proof: ${path} has more than ${maxBytes} bytes`);
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "is not valid JSON" : "cannot be read";
    throw new UsageError(`--proof: ${path} ${reason}`);
  }
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null ? (value as Members) : {};
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
