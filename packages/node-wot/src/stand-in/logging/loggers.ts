import debug from "debug";

/** Writes one line of a namespace, when the environment variable `DEBUG` names it. */
export interface LogFunction {
  (format: unknown, ...values: unknown[]): void;
  readonly namespace: string;
  enabled: boolean;
}

/** A function for each level. */
export interface Loggers {
  info: LogFunction;
  debug: LogFunction;
  warn: LogFunction;
  error: LogFunction;
}

const logger = (namespaces: string[], level: keyof Loggers): LogFunction =>
  debug(["node-wot", ...namespaces, level].join(":"));

export const createInfoLogger = (...namespaces: string[]): LogFunction => logger(namespaces, "info");
export const createDebugLogger = (...namespaces: string[]): LogFunction => logger(namespaces, "debug");
export const createWarnLogger = (...namespaces: string[]): LogFunction => logger(namespaces, "warn");
export const createErrorLogger = (...namespaces: string[]): LogFunction => logger(namespaces, "error");

/** Loggers of all levels under `node-wot:` and the namespaces: `DEBUG=node-wot:my-app:*` shows them. */
export function createLoggers(...namespaces: string[]): Loggers {
  return {
    info: createInfoLogger(...namespaces),
    debug: createDebugLogger(...namespaces),
    warn: createWarnLogger(...namespaces),
    error: createErrorLogger(...namespaces),
  };
}
