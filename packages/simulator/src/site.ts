import type { Site } from "./device.js";
import { derivedSeed, mulberry32 } from "./random.js";
import { Room, type RoomOptions } from "./room/room.js";

/** A room and what its devices share: one clock, and random numbers that all come from `seed`. */
export function site(options: RoomOptions): Site {
  return {
    room: new Room(options),
    clock: options.clock,
    randomFor: (label) => mulberry32(derivedSeed(options.seed, label)),
  };
}
