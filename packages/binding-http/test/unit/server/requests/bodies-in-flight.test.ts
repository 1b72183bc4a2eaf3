import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { BodiesInFlight } from "../../../../src/server/requests/bodies-in-flight.js";

describe("BodiesInFlight", () => {
  it("has room for so many bytes of all connections together", () => {
    const bodies = new BodiesInFlight(10);
    const [one, two] = [new Socket(), new Socket()];
    expect([bodies.take(one, 6), bodies.take(two, 5), bodies.take(two, 4)]).toEqual([true, false, true]);
    bodies.release(one, 6);
    expect([bodies.bytes, bodies.take(two, 6)]).toEqual([4, true]);
  });

  it("forgets what a closed connection held, once", () => {
    const bodies = new BodiesInFlight(10);
    const socket = new Socket();
    bodies.take(socket, 3);
    bodies.take(socket, 4);
    socket.emit("close");
    bodies.release(socket, 7);
    expect(bodies.bytes).toBe(0);
  });
});
