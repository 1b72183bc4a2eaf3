import { expect, it } from "vitest";
import { isThisMachine } from "../../../src/dns-sd/this-machine.js";

it.each([
  "127.0.0.1",
  "127.9.9.9",
  "::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "0.0.0.0",
  "::",
  "::ffff:0:0",
  "::ffff:0.0.0.0",
  "localhost",
  "a.LocalHost.",
])("%s is this machine", (host) => {
  expect(isThisMachine(host)).toBe(true);
});

it.each(["192.0.2.1", "2001:db8::1", "::ffff:c000:201", "127.0.0.1.example", "localhost.example", "mylocalhost"])(
  "%s is another",
  (host) => {
    expect(isThisMachine(host)).toBe(false);
  },
);
