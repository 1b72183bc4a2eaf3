/** What a server shows to prove who it is; PEM. */
export interface HttpServerTls {
  readonly key: string | Uint8Array;
  readonly cert: string | Uint8Array;
  /** Certificate authorities whose clients' certificates are accepted; set, it makes a certificate mandatory. */
  readonly clientCa?: string | Uint8Array;
}
