import { type CodeOf, type ErrorCode, type ErrorFamily, errorCodes } from "./code.js";

/**
 * Base of every error that Thingwright throws.
 *
 * `code` is stable and answers "what happened"; the class answers "whose fault". `message` is written for a person and
 * free to improve.
 */
export abstract class WotError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = errorCodes[code].family;
  }

  get family(): ErrorFamily {
    return errorCodes[this.code].family;
  }
}

/** Whether `value` is one of ours, also when two copies of this package are loaded. */
export function isWotError(value: unknown): value is WotError {
  return (
    value instanceof Error && "code" in value && typeof value.code === "string" && Object.hasOwn(errorCodes, value.code)
  );
}

/** The caller's program asked for something impossible. */
export class UsageError extends WotError {
  constructor(code: CodeOf<"UsageError">, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

export interface DocumentErrorOptions extends ErrorOptions {
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer?: string;
  /** W3C assertion id that is broken, for example `td-security`. */
  readonly assertion?: string;
}

/** A Thing Description, Thing Model or mapping is at fault. */
export class ThingDescriptionError extends WotError {
  readonly pointer: string | undefined;
  readonly assertion: string | undefined;

  constructor(code: CodeOf<"ThingDescriptionError">, message: string, options: DocumentErrorOptions = {}) {
    super(code, message, options);
    this.pointer = options.pointer;
    this.assertion = options.assertion;
  }
}

export interface DataErrorOptions extends ErrorOptions {
  /** JSON Pointer into the value; the empty string is the whole value. */
  readonly pointer?: string;
  /** The data schema that the value was held against. */
  readonly schema?: unknown;
}

/** A value is at fault: it cannot be decoded or does not match its data schema. */
export class DataSchemaError extends WotError {
  readonly pointer: string;
  readonly schema: unknown;

  constructor(code: CodeOf<"DataSchemaError">, message: string, options: DataErrorOptions = {}) {
    super(code, message, options);
    this.pointer = options.pointer ?? "";
    this.schema = options.schema;
  }
}

/** One Form that was considered, and why it did not serve. */
export interface FormAttempt {
  readonly href: string;
  readonly reason: string;
  /** The error when the Form was really tried; absent when it was passed over. */
  readonly error?: unknown;
}

/** Nothing installed fits, or everything that fits failed: lists each Form considered. */
export class UnsupportedError extends WotError {
  readonly attempts: readonly FormAttempt[];

  constructor(
    code: CodeOf<"UnsupportedError">,
    message: string,
    options: ErrorOptions & { readonly attempts?: readonly FormAttempt[] } = {},
  ) {
    super(code, message, options);
    this.attempts = options.attempts ?? [];
  }
}

/** Credentials are missing or were refused. */
export class CredentialsError extends WotError {
  declare readonly code: CodeOf<"CredentialsError">;
  /** Values for `WWW-Authenticate` or its like, one for each scheme that would do. */
  readonly challenges: readonly string[];

  constructor(
    code: CodeOf<"CredentialsError">,
    message: string,
    options: ErrorOptions & { readonly challenges?: readonly string[] } = {},
  ) {
    super(code, message, options);
    this.challenges = options.challenges ?? [];
  }
}

/**
 * A peer's request cannot be served, and it is the request that is at fault. Handlers throw it to answer with a
 * status of the 4xx class: `throw new RequestError("WOT_CONFLICT", "the oven door is open")`.
 */
export class RequestError extends WotError {
  /** Milliseconds after which it makes sense to ask again; absent where nobody knows. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: CodeOf<"RequestError">,
    message: string,
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(code, message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The peer broke a rule of its protocol. */
export class ProtocolError extends WotError {
  /** The rule, for example `RFC 7252 §4.2`. */
  readonly section: string | undefined;

  constructor(
    code: CodeOf<"ProtocolError">,
    message: string,
    options: ErrorOptions & { readonly section?: string } = {},
  ) {
    super(code, message, options);
    this.section = options.section;
  }
}

/** RFC 9457 problem details, as a peer sent them or as we send them. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly [member: string]: unknown;
}

export interface RemoteErrorOptions extends ErrorOptions {
  readonly status: string;
  readonly problem?: Problem;
  readonly data?: unknown;
  readonly outcomes?: readonly MemberOutcome[];
  readonly retryAfterMs?: number;
}

/** How one of several Things took what was asked of all of them. Peers may see it. */
export interface MemberOutcome {
  /** `id` of the Thing. */
  readonly member: string;
  readonly title: string;
  readonly done: boolean;
  /** Why it is not done. */
  readonly problem?: Problem;
}

/** The peer answered, and the answer is no. */
export class RemoteError extends WotError {
  /** The peer's status in its protocol's own notation: `404`, `4.04`, `0x87`. */
  readonly status: string;
  readonly problem: Problem | undefined;
  /** What the peer said, decoded, where its Thing Description tells of such a refusal (`additionalResponses`). */
  readonly data: unknown;
  /** Of WOT_MEMBERS: what became of it at each. */
  readonly outcomes: readonly MemberOutcome[] | undefined;
  /** Milliseconds after which the peer wants to be asked again; absent where it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(code: CodeOf<"RemoteError">, message: string, options: RemoteErrorOptions) {
    super(code, message, options);
    this.status = options.status;
    this.problem = options.problem;
    this.data = options.data;
    this.outcomes = options.outcomes;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The way to the peer is broken. */
export class NetworkError extends WotError {
  /** Whether the request may have reached the peer; `false` makes a repeat safe for any operation. */
  readonly sent: boolean;

  constructor(code: CodeOf<"NetworkError">, message: string, options: ErrorOptions & { readonly sent?: boolean } = {}) {
    super(code, message, options);
    this.sent = options.sent ?? true;
  }
}

/** The peer did not answer before the deadline. */
export class TimeoutError extends WotError {
  /** Whether the request may have reached the peer; `false` makes a repeat safe for any operation. */
  readonly sent: boolean;

  constructor(code: CodeOf<"TimeoutError">, message: string, options: ErrorOptions & { readonly sent?: boolean } = {}) {
    super(code, message, options);
    this.sent = options.sent ?? true;
  }
}

/** The caller aborted the operation. */
export class AbortError extends WotError {
  constructor(code: CodeOf<"AbortError">, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

/** Our own fault, or an application's handler failed with something that is no `WotError`. */
export class InternalError extends WotError {
  constructor(code: CodeOf<"InternalError">, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
