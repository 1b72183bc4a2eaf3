/** How large a project may be. */
export interface ProjectLimits {
  /** The file itself. */
  readonly maxProjectBytes: number;
  /** One document in it, unpacked. */
  readonly maxDocumentBytes: number;
}

export const defaultProjectLimits: ProjectLimits = Object.freeze({
  maxProjectBytes: 512 * 1024 * 1024,
  maxDocumentBytes: 256 * 1024 * 1024,
});
