/** What log bytes cost: CloudWatch Logs, standard class, ingestion at $0.50 a GB (list price, us-east-1). */
const dollarsPerGb = 0.5;

/** A GB as the bill has it, 10^9 bytes or 2^30: the smaller one, so the price is never too low. */
const bytesPerGb = 1e9;

/** @returns dollars for a million times `bytes` */
export function pricePerMillion(bytes: number): number {
  return (bytes * 1e6 * dollarsPerGb) / bytesPerGb;
}
