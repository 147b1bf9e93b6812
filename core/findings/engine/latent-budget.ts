/**
 * What one environment spends on looking at native files no one has loaded yet. The extension looks while the
 * environment is held for it, so what it spends is billed; a limit that is reached ends the inspection, and
 * is reported. What is found must not depend on how fast the machine is, so the limits count files and bytes:
 * CPU time only stops what no other limit has.
 */

/**
 * More than the largest function seen chooses: some 20 packages with native parts, and a layer's tools and
 * libraries. A file costs 0.5 to 4 ms.
 */
export const maxLatentFiles = 128;
/**
 * Headers and the tables of dynamic linking, never code: 50 KiB a file in the corpus of test/binaries, 430
 * KiB where the largest tables are.
 */
export const maxLatentBytes = 12 * 1024 * 1024;
/** Ten times what the files of the corpus cost. */
export const maxLatentCpuMs = 500;

export interface Spending {
  /** So far, for whatever purpose. */
  bytesRead(): number;
  cpuMs(): number;
}

export class LatentBudget {
  readonly #spending: Spending;
  readonly #bytesBefore: number;
  readonly #cpuMsBefore: number;
  #files = 0;

  constructor(spending: Spending) {
    this.#spending = spending;
    this.#bytesBefore = spending.bytesRead();
    this.#cpuMsBefore = spending.cpuMs();
  }

  /** One more file will be looked at. */
  take(): void {
    this.#files++;
  }

  /** The limit that is reached, as a phrase; null while there is room. */
  get exhausted(): string | null {
    if (this.#files >= maxLatentFiles) return `${maxLatentFiles} files`;
    if (this.#spending.bytesRead() - this.#bytesBefore >= maxLatentBytes)
      return `${maxLatentBytes / 1024 / 1024} MiB`;
    if (this.#spending.cpuMs() - this.#cpuMsBefore >= maxLatentCpuMs) return `${maxLatentCpuMs} ms of CPU`;
    return null;
  }
}
