/** Something that is to be in a configuration. What is there already stays as a person wrote it. */
export type Addition = NewEntry | SaidThing;

/** An entry for an adapter. */
export interface NewEntry {
  readonly kind: "entry";
  readonly adapter: string;
  readonly entry: object;
}

/** What is said of a Thing. */
export interface SaidThing {
  readonly kind: "thing";
  readonly id: string;
  readonly settings: object;
  /** Stands behind it as a comment, where the file can have any. */
  readonly note: string;
}

/** Additions, by where they go. */
export interface GroupedAdditions {
  /** By the name of the adapter. */
  readonly entries: ReadonlyMap<string, readonly object[]>;
  /** By the id of the Thing; of those that are not there. */
  readonly things: ReadonlyMap<string, SaidThing>;
}
