/** The CPU time of this process, in milliseconds: a busy machine makes a clock's time longer, not this. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
