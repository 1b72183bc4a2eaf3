/** A file of a contribution. */
export interface ContributionFile {
  /** Relative, with `/` between the segments. */
  readonly path: string;
  readonly text: string;
}

/** Something that the receiver asks for and the document does not say. */
export interface Missing {
  /** JSON Pointer of where it would be. */
  readonly pointer: string;
  /** Whether the contribution is refused without it. */
  readonly required: boolean;
  readonly message: string;
}

/** What is prepared for one receiver. */
export interface Contribution {
  readonly files: readonly ContributionFile[];
  readonly missing: readonly Missing[];
  /** What to run, one command a line, in the folder where the files are. None of it was run. */
  readonly commands: readonly string[];
}
