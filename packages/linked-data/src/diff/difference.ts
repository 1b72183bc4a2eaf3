/** One thing that differs in meaning between two Thing Descriptions. */
export interface Difference {
  readonly kind: "added" | "removed" | "changed";
  /** JSON Pointer of the place: in the older document for what was removed, else in the newer. */
  readonly pointer: string;
  /** With its defaults; absent for what was added. */
  readonly before?: unknown;
  /** With its defaults; absent for what was removed. */
  readonly after?: unknown;
  /** Plain words; names the place, so that it can stand alone. */
  readonly message: string;
}

/** A place in one of two documents, as the names and indices that lead there. */
export type Path = readonly (string | number)[];
