/**
 * Checks what the extension prints, line by line as it comes, and keeps none of it. One ledger follows a
 * sandbox through its environments:
 * 1. an environment begins with its `environment` line, has one `shutdown` line, and nothing is printed after
 *    that;
 * 2. each invoke has one `invocation` line, in the order of the invokes, and a failed one a `failure` line
 *    before it;
 * 3. a copy is listed once and a finding has one `finding` line; an invocation's counts are those of the
 *    lines before it;
 * 4. the totals of the `shutdown` line are those of the lines.
 */

import { copiesOf } from "../../core/telemetry/inventory.ts";
import { ofType } from "../support/layer-run.ts";

export interface Expected {
  readonly requestId: string;
  /** `killed`: the process died and left no error to report. */
  readonly outcome: "success" | "error" | "killed";
}

/** Beyond these, one more problem says nothing new. */
const maxProblems = 20;

type Line = Readonly<Record<string, unknown>>;

export class Ledger {
  readonly problems: string[] = [];
  /** Type -> lines of it. */
  readonly counts: Record<string, number> = {};
  /** Packages that the lines name, each copy once for each environment. */
  readonly packages = new Map<string, number>();
  #expected: Expected[] = [];
  #environment: Environment | null = null;
  /** The function's own lines about errors. */
  #errors = 0;

  /** Called before the invoke. */
  expect(expected: Expected): void {
    this.#expected.push(expected);
  }

  /** A line of output: `outcrop`'s, or the function's, for which Lambda's client names each error once. */
  readonly onLine = (process: string, text: string): void => {
    if (process === "outcrop") this.#take(text);
    else if (text.includes("\tERROR\tInvoke Error")) this.#errors++;
    else this.problem(`the function printed: ${text.slice(0, 300)}`);
  };

  #take(text: string): void {
    const line = parsed(text);
    const type = line?.["outcrop"];
    if (line === null || typeof type !== "string") {
      this.problem(`no line of Outcrop's: ${text.slice(0, 200)}`);
      return;
    }
    this.counts[type] = (this.counts[type] ?? 0) + 1;
    if (type === "environment") this.#begin(line);
    const environment = this.#environment;
    if (environment === null) {
      this.problem(`a ${type} line outside of any environment`);
      return;
    }
    if (line["environment"] !== environment.id)
      this.problem(`a ${type} line of environment ${line["environment"]} in ${environment.id}`);
    if (type === "inventory") this.#inventory(line, environment);
    else if (type === "finding") this.#finding(line, environment);
    else if (type === "failure") environment.failures.push(String(line["request_id"]));
    else if (type === "invocation") this.#invocation(line, environment);
    else if (type === "shutdown") this.#shutdown(line, environment);
    else if (type !== "environment") this.problem(`a ${type} line: ${text.slice(0, 300)}`);
  }

  /** Once everything is read. */
  finish(environments: number): void {
    if (this.#environment !== null) this.problem(`environment ${this.#environment.id} has no shutdown line`);
    if (this.#expected.length > 0)
      this.problem(
        `${this.#expected.length} invocation lines are missing, the first of ${this.#expected[0]?.requestId}`,
      );
    const failures = this.counts["failure"] ?? 0;
    if (failures !== this.#errors)
      this.problem(`${failures} failure lines, and the function reported ${this.#errors}`);
    const begun = this.counts["environment"] ?? 0;
    if (begun !== environments) this.problem(`${begun} environment lines for ${environments} environments`);
  }

  problem(what: string): void {
    if (this.problems.length < maxProblems) this.problems.push(what);
  }

  #begin(line: Line): void {
    if (this.#environment !== null)
      this.problem(`environment ${this.#environment.id} has no shutdown line, or two environment lines`);
    this.#environment = new Environment(String(line["environment"]));
  }

  #inventory(line: Line, environment: Environment): void {
    for (const copy of copiesOf(String(line["copies"]), { importer: null, how: "" })) {
      if (copy === null) {
        this.problem(`an inventory with an item that is not a copy: ${line["copies"]}`);
        continue;
      }
      const { path, package: name } = copy;
      if (environment.copies.has(path)) this.problem(`${path} is listed twice`);
      environment.copies.add(path);
      environment.newCopies++;
      this.packages.set(name, (this.packages.get(name) ?? 0) + 1);
    }
  }

  #finding(line: Line, environment: Environment): void {
    const finding = [
      line["code"],
      line["package"],
      line["winner_path"],
      line["loser_path"],
      line["importer"],
    ].join(" ");
    if (environment.findings.has(finding)) this.problem(`two finding lines for ${finding}`);
    environment.findings.add(finding);
    environment.newFindings++;
  }

  #invocation(written: Line, environment: Environment): void {
    const [line = written] = ofType([written], "invocation");
    const requestId = line["request_id"];
    const expected = this.#expected.shift();
    if (expected === undefined || expected.requestId !== requestId) {
      this.problem(`an invocation line of ${requestId} where ${expected?.requestId ?? "none"} was due`);
      return;
    }
    const failed = expected.outcome !== "success";
    const failures = expected.outcome === "error" ? requestId : "";
    const told: Line = {
      cold_start: environment.invocations === 0,
      failed,
      new_copies: environment.newCopies,
      new_findings: environment.newFindings,
    };
    for (const [key, value] of Object.entries(told)) {
      if (line[key] !== value) this.problem(`${requestId}: ${key} is ${line[key]}, not ${value}`);
    }
    if (expected.outcome !== "killed" && line["ended_by"] !== "end-mark")
      this.problem(`${requestId} ended by ${line["ended_by"]}`);
    if (environment.failures.join() !== failures)
      this.problem(`${requestId}: failure lines of ${environment.failures.join() || "none"}`);
    if (typeof line["ModulesLoaded"] === "number") environment.modules = line["ModulesLoaded"];
    environment.invocations++;
    environment.newCopies = environment.newFindings = 0;
    environment.failures = [];
  }

  #shutdown(line: Line, environment: Environment): void {
    const { invocations, modules, copies, findings } = environment;
    const told: Line = {
      invocations,
      copies: copies.size,
      findings: findings.size,
      // Without an invocation nothing has reported modules.
      ...(invocations > 0 && { modules }),
    };
    for (const [key, value] of Object.entries(told)) {
      if (line[key] !== value)
        this.problem(`shutdown of ${environment.id}: ${key} is ${line[key]}, not ${value}`);
    }
    this.#environment = null;
  }
}

/** What grows here grows with the copies and findings, not with the invokes. */
class Environment {
  readonly id: string;
  readonly copies = new Set<string>();
  readonly findings = new Set<string>();
  failures: string[] = [];
  invocations = 0;
  modules = 0;
  newCopies = 0;
  newFindings = 0;

  constructor(id: string) {
    this.id = id;
  }
}

function parsed(text: string): Line | null {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && line !== null ? (line as Line) : null;
  } catch {
    return null;
  }
}
