/** The CPU time of this process, in milliseconds: unlike a clock's time, it is not longer on a busy machine. */
export function cpuTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
