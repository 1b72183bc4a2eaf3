/** What the process tells its caller when it ends. */
export const exitCode = {
  /** Done as asked. */
  ok: 0,
  /** It was tried and failed: the Thing refused, could not be reached, or the document is invalid. */
  failed: 1,
  /** It could not be tried: wrong arguments, an unreadable file. */
  usage: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
