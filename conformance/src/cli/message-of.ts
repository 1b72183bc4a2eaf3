/** What went wrong, in a line for a person. */
export function messageOf(error: unknown): string {
  return `error: ${error instanceof Error ? error.message : String(error)}\n`;
}
