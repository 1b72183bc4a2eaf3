/** Where diagnostics go. Messages are constant text; what varies is in `context`, which never holds a secret. */
export interface Logger {
  debug(message: string, context?: Readonly<Record<string, unknown>>): void;
  info(message: string, context?: Readonly<Record<string, unknown>>): void;
  warn(message: string, context?: Readonly<Record<string, unknown>>): void;
  error(message: string, context?: Readonly<Record<string, unknown>>): void;
}

const ignore = (): void => {};

/** Says nothing. */
export const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
