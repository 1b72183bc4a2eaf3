import {
  memoryStore,
  type OscoreContext,
  oscoreContext,
  type RenewedContextOptions,
  type StoredContextOptions,
} from "../../src/oscore/index.js";

export const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

export const CLIENT_ID = bytes("01");
export const SERVER_ID = bytes("02");
const shared = { masterSecret: bytes("0102030405060708090a0b0c0d0e0f10"), masterSalt: bytes("9e7ca92223786340") };

/** A client's context, its state in memory unless told otherwise. */
export const clientContext = (options: Partial<StoredContextOptions> = {}): Promise<OscoreContext> =>
  oscoreContext({ ...shared, senderId: CLIENT_ID, recipientId: SERVER_ID, store: memoryStore(), ...options });

/** The server's context that belongs to it. */
export const serverContext = (options: Partial<StoredContextOptions> = {}): Promise<OscoreContext> =>
  oscoreContext({ ...shared, senderId: SERVER_ID, recipientId: CLIENT_ID, store: memoryStore(), ...options });

/** A client's context that is agreed on anew when one of the two has none; with that of the server below. */
export const renewedClient = (options: Partial<RenewedContextOptions> = {}): Promise<OscoreContext> =>
  oscoreContext({ ...shared, senderId: CLIENT_ID, recipientId: SERVER_ID, renewal: true, ...options });

export const renewedServer = (options: Partial<RenewedContextOptions> = {}): Promise<OscoreContext> =>
  oscoreContext({ ...shared, senderId: SERVER_ID, recipientId: CLIENT_ID, renewal: true, ...options });
