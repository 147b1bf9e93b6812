/**
 * How one program of the sandbox comes into control groups. Their files are not in its mount namespace, so it
 * gets them as open descriptors; the kernel asks what who opened them may do, not who writes. A shell joins
 * as the last thing before the program: what starts a program is not in its account.
 */
import { closeSync, openSync } from "node:fs";

const firstDescriptor = 3;

export class GroupEntry {
  /** Open until `close`: the child's descriptors from 3 on. */
  readonly descriptors: readonly number[];

  /**
   * @param files `cgroup.procs` files
   * @throws Error of the system where one cannot be written to
   */
  constructor(files: readonly string[]) {
    this.descriptors = files.map((file) => openSync(file, "a"));
  }

  /** The command, with the joining in front of it. A shell that cannot join ends with 126. */
  joining(command: readonly string[]): readonly string[] {
    if (this.descriptors.length === 0) return command;
    // 0 is the writer itself (cgroups(7) of both versions).
    const joins = this.descriptors.map(
      (_, at) => `echo 0 >&${firstDescriptor + at} || exit 126; exec ${firstDescriptor + at}>&-`,
    );
    return ["/bin/sh", "-c", `${joins.join("; ")}; exec "$@"`, "sh", ...command];
  }

  /** Once the child is started. */
  close(): void {
    for (const descriptor of this.descriptors) closeSync(descriptor);
  }
}
