/** The CPU time of this process, in milliseconds: a busy machine does not make it longer, as it does a clock's. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
