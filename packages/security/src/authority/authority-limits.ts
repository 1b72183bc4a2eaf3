/** How far an authorization server may make this side go: for tokens, keys and introspection alike. */
export interface AuthorityLimits {
  /** Bytes of a response; a longer one is a ProtocolError. */
  readonly maxResponseBytes: number;
  /** Milliseconds for a request and its whole response; then TimeoutError. */
  readonly requestTimeoutMs: number;
}

export const defaultAuthorityLimits: AuthorityLimits = Object.freeze({
  maxResponseBytes: 131_072,
  requestTimeoutMs: 10_000,
});
