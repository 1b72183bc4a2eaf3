/** How a request was protected, for handlers that decide by it. */
export interface RequestSecurity {
  /** Name of the security context under which the request was verified. */
  readonly context: string;
}

/** What a server keeps of a protected request, to protect the responses. */
export interface ResponseProtector extends RequestSecurity {
  /** Tells the security context from all others. */
  readonly key: string;
  /**
   * Protects one response or notification. Its token, type and Message ID stay.
   *
   * @throws {WotError} if it cannot be protected
   */
  protect(response: Uint8Array): Uint8Array;
}
