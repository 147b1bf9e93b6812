/** What a query answers: one cell for each field in each row. A field that an event does not have is null. */
export interface Table {
  readonly fields: string[];
  readonly rows: Cell[][];
}

export type Cell = string | number | null;
