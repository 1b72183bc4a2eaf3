import { randomUUID } from "node:crypto";
import { PacketIdentifiers } from "./packet-identifiers.js";

/** What a client keeps of an MQTT session from one network connection to the next (MQTT 5.0 §4.1), beside its messages. */
export class SessionState {
  /** Names the session at the broker. */
  readonly clientId: string;
  /** Of what is under way to the broker. */
  readonly identifiers = new PacketIdentifiers();
  /** Packet identifiers of messages of QoS 2 that have come and that the broker has not released yet (§4.3.3). */
  readonly received = new Set<number>();
  /** Whether the broker may still have the session, so that it is worth asking for. */
  mayResume = false;

  constructor(clientId: string) {
    this.clientId = clientId;
  }

  /** For a client whose session somebody else has taken: another name, of the same length where it has 8 characters. */
  renamed(): SessionState {
    return new SessionState(this.clientId.slice(0, -8) + randomUUID().slice(0, 8));
  }
}
