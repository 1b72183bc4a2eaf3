const numbers = Array.from({ length: 20 }, (_, number) => number);

/** Reports of devices of the catalogue: the source whose value they are, as texts with other numbers; what the model has of each, written by hand. */
export const reports = {
  declared: {
    device: "lumenhaus/lh-d8",
    model: "dimmable-light",
    placeholders: { HUB_URL: "http://hub.example", LIGHT_ID: "7" },
    source: "light",
    texts: numbers.map((number) =>
      JSON.stringify({
        state: { on: true, bri: 100 + number, reachable: true },
        name: "Desk",
        power: { watts: number },
      }),
    ),
    byHand({ state, power }) {
      return [
        boolean(state.on),
        number(Math.round(((state.bri - 0) * 100) / 254), 0, 100),
        number(power.watts, 0, Number.POSITIVE_INFINITY),
        boolean(state.reachable),
      ];
    },
  },
  expressions: {
    device: "tasmota/colour-bulb",
    model: "colour-light",
    placeholders: { MQTT_URL: "mqtt://broker.example", TOPIC: "bulb" },
    source: "state",
    texts: numbers.map((number) =>
      JSON.stringify({
        POWER: "ON",
        Dimmer: 50 + number,
        HSBColor: `${number},100,50`,
        CT: 250 + number,
        Uptime: "1T02",
      }),
    ),
    byHand({ POWER, Dimmer, HSBColor, CT }) {
      const [hue, saturation] = HSBColor.split(",").map(Number);
      return [
        boolean(POWER === "ON"),
        number(Dimmer, 0, 100),
        number(Math.round(1e6 / CT), 0, 1e5),
        { x: number(hue / 360, 0, 1), y: number(saturation / 100, 0, 1) },
      ];
    },
  },
};

function boolean(value) {
  if (typeof value !== "boolean") throw new TypeError("no boolean");
  return value;
}

function number(value, low, high) {
  if (typeof value !== "number" || value < low || value > high) throw new RangeError("no such number");
  return value;
}
