/** Who sent a message. */
export interface MulticastSender {
  readonly address: string;
  readonly port: number;
}

/** A way onto one network, by one interface. */
export interface MulticastLink {
  /** The interface's own address. */
  readonly address: string;
  /** Sends to everybody in the group; what cannot be sent is lost, as on any network. */
  send(message: Uint8Array): void;
}

/** Takes part in the group of Multicast DNS until it is closed. */
export interface MulticastMembership {
  /** Never empty. */
  readonly links: readonly MulticastLink[];
  /** The port that everybody in the group sends from (RFC 6762 §6). */
  readonly port: number;
  /** Resolves when what was sent has gone out. Idempotent. */
  close(): Promise<void>;
}

/** Where Multicast DNS takes place: UDP, or a test's own. */
export interface MulticastNetwork {
  /**
   * @param receive - gets every message of the group, one's own too
   * @throws {NetworkError} WOT_NETWORK when no interface can be used
   */
  join(receive: (message: Uint8Array, from: MulticastSender) => void): Promise<MulticastMembership>;
}
