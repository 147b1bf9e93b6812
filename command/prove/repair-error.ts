/** A repair that could not be applied, and why. */
export class RepairError extends Error {
  override readonly name = "RepairError";
}
