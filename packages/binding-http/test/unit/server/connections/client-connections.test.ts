import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { ClientConnections } from "../../../../src/server/connections/client-connections.js";

class FakeSocket extends EventEmitter {
  readonly remoteAddress: string;
  destroyed = false;

  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }
}

describe("ClientConnections", () => {
  const from = (connections: ClientConnections, address: string): FakeSocket => {
    const socket = new FakeSocket(address);
    connections.add(socket as unknown as Socket);
    return socket;
  };

  it("close those of one client that are too many, whichever way its address is written", () => {
    const connections = new ClientConnections(2, []);
    const first = from(connections, "10.0.0.1");
    from(connections, "::ffff:10.0.0.1");
    expect(from(connections, "10.0.0.1").destroyed).toBe(true);
    expect(from(connections, "10.0.0.2").destroyed).toBe(false);
    first.emit("close");
    expect(from(connections, "10.0.0.1").destroyed).toBe(false);
    expect(from(connections, "10.0.0.1").destroyed).toBe(true);
  });

  it("take a /64 network of IPv6 for one client", () => {
    const connections = new ClientConnections(1, []);
    from(connections, "2001:db8::1");
    expect(from(connections, "2001:db8::2").destroyed).toBe(true);
    expect(from(connections, "2001:db8:0:1::1").destroyed).toBe(false);
  });

  it("leave a trusted proxy alone", () => {
    const connections = new ClientConnections(1, ["10.0.0.0/24"]);
    from(connections, "10.0.0.1");
    expect(from(connections, "10.0.0.1").destroyed).toBe(false);
  });
});
