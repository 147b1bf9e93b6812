/**
 * Something in the dashboard's body that the preview does not know: named, never drawn as if it were empty.
 */
export class DashboardError extends Error {
  override readonly name = "DashboardError";
}
