/**
 * The words of an object's name: `RoomTempSetpoint`, `RM-TEMP-SP` and `room temp sp` have the same. Digits at the end of
 * a word go with it.
 */
export const wordsOf = (name: string): ReadonlySet<string> =>
  new Set(
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .map((word) => word.replace(/\d+$/, "") || word)
      .filter((word) => word !== ""),
  );

/** Words that sites use for the same thing, in English and German, and as controllers abbreviate them. */
export const vocabulary = {
  temperature: ["temp", "temperature", "tmp", "temperatur", "t"],
  room: ["room", "rm", "zone", "zn", "space", "spc", "raum", "zimmer"],
  setpoint: ["setpoint", "setpt", "sp", "spt", "stpt", "sollwert", "soll", "target"],
  /** Elsewhere than in the room, or not what is meant to be set. */
  elsewhere: [
    ...[
      "outdoor",
      "outside",
      "oa",
      "oat",
      "aussen",
      "außen",
      "supply",
      "sa",
      "sat",
      "zuluft",
      "return",
      "ra",
      "rat",
      "abluft",
    ],
    ...[
      "discharge",
      "da",
      "dat",
      "mixed",
      "ma",
      "mat",
      "exhaust",
      "water",
      "chw",
      "hw",
      "coil",
      "duct",
      "slab",
      "floor",
    ],
  ],
  /** One of several setpoints, or a bound of one. */
  special: [
    ...[
      "heating",
      "htg",
      "heat",
      "cooling",
      "clg",
      "cool",
      "occ",
      "occupied",
      "unocc",
      "unoccupied",
      "standby",
      "night",
    ],
    ...[
      "min",
      "max",
      "low",
      "high",
      "limit",
      "lo",
      "hi",
      "deadband",
      "db",
      "offset",
      "alarm",
      "eff",
      "effective",
      "active",
      "shift",
    ],
  ],
  mode: ["mode", "betriebsart"],
  humidity: ["humidity", "rh", "hum", "feuchte"],
  co2: ["co", "co2"],
  power: ["power", "kw", "demand", "leistung"],
  energy: ["energy", "kwh", "energie"],
  electricity: ["electric", "electricity", "elec", "strom", "meter"],
  occupancy: ["occ", "occupancy", "occupied", "presence", "motion", "pir", "praesenz"],
  flow: ["flow", "airflow", "volume", "volumenstrom"],
  damper: ["damper", "dmpr", "klappe"],
  window: ["window", "win", "fenster"],
} as const;

export const hasAny = (words: ReadonlySet<string>, known: readonly string[]): boolean =>
  known.some((word) => words.has(word));
