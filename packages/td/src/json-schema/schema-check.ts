import type { Violation } from "./violation.js";

/** What is wrong with a value by one schema, the innermost first; empty when nothing is. */
export type SchemaCheck = (value: unknown) => readonly Violation[];
