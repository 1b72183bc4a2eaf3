import type { Role } from "./role.js";

/** Words that say that an address tells, and does not take. German and English, as installers abbreviate them. */
const statusWords =
  /(?<![\p{L}])(status|stat|state|rm|rück(meldung)?|rueck(meldung)?|feedback|fb|ist(wert)?|info|aktuell(er|e)?|actual|current|anzeige)(?![\p{L}])/giu;

interface Row {
  readonly role: Role;
  /** What it is where the name says that it tells. */
  readonly status?: Role;
  readonly types: RegExp;
  /** Words that the name must have; absent where the type says it. */
  readonly words?: RegExp;
}

/** Words as they stand between others, with what often is at their ends. */
const words = (...all: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}])(${all.join("|")})(?![\\p{L}])`, "giu");

const moveWords = words("auf\\s*/?\\s*ab", "ab\\s*/?\\s*auf", "up\\s*/?\\s*down", "fahren", "move", "langzeit", "long");
const stopWords = words("stopp?", "schritt", "step", "kurzzeit", "short");
const switchWords = words("schalten", "sw", "ein\\s*/?\\s*aus", "on\\s*/?\\s*off", "switch(ing)?", "e/a", "an/aus");
const brightnessWords = words(
  "dimm?wert",
  "helligkeit(swert)?",
  "hell",
  "wert",
  "brightness",
  "value",
  "level",
  "absolut",
  "dimmen",
  "dim(ming)?",
);
const hueWords = words("farbton", "hue");
const saturationWords = words("sättigung", "saettigung", "saturation");
const positionWords = words("position", "höhe", "hoehe", "behang(höhe)?", "pos", "height");
const slatWords = words("lamellen?(position|winkel)?", "slats?", "winkel", "tilt", "angle");
const setpointWords = words("soll(wert|temperatur)?", "set\\s*-?point", "target", "basis");
const valveWords = words("ventil", "stell(größe|groesse|wert|antrieb)", "valve", "heizen", "heating", "variable");

/** What names and types say together, the surest first. */
const rows: readonly Row[] = [
  { role: "dim", types: /^3\.007$/ },
  { role: "colourTemperature", status: "colourTemperatureStatus", types: /^7\.600$/ },
  { role: "colour", status: "colourStatus", types: /^(232|242|251)\./ },
  { role: "move", types: /^1\.008$/ },
  { role: "move", types: /^1(\.001)?$/, words: moveWords },
  { role: "stop", types: /^1(\.007|\.010|\.017|\.001)?$/, words: stopWords },
  { role: "stop", types: /^1\.007$/ },
  { role: "occupancy", types: /^1\.018$/ },
  {
    role: "occupancy",
    types: /^1\.(001|002|011)$/,
    words: words("präsenz", "praesenz", "presence", "occupancy", "bewegung", "motion", "pm"),
  },
  { role: "contact", types: /^1\.(019|009)$/ },
  { role: "smoke", types: /^1\.(005|001|002)$/, words: words("rauch(melder|alarm)?", "smoke") },
  { role: "leak", types: /^1\.(005|001|002)$/, words: words("leckage", "leak", "wassermelder", "überflutung") },
  { role: "heatCool", status: "heatCoolStatus", types: /^1\.100$/ },
  { role: "switch", status: "switchStatus", types: /^1(\.001|\.002|\.011)?$/, words: switchWords },
  { role: "switch", status: "switchStatus", types: /^1\.001$/ },
  { role: "switchStatus", types: /^1\.011$/, words: statusWords },
  { role: "hue", status: "hueStatus", types: /^5\.003$/, words: hueWords },
  { role: "saturation", status: "saturationStatus", types: /^5\.001$/, words: saturationWords },
  { role: "slats", status: "slatsStatus", types: /^5\.001$/, words: slatWords },
  { role: "position", status: "positionStatus", types: /^5\.001$/, words: positionWords },
  { role: "valve", types: /^5\.001$/, words: valveWords },
  { role: "brightness", status: "brightnessStatus", types: /^5\.001$/, words: brightnessWords },
  { role: "setpoint", status: "setpointStatus", types: /^(9\.001|14\.068)$/, words: setpointWords },
  { role: "temperature", types: /^(9\.001|14\.068|9\.027)$/ },
  { role: "controlMode", status: "controlModeStatus", types: /^20\.105$/ },
  { role: "hvacMode", status: "hvacModeStatus", types: /^20\.102$/ },
  { role: "humidity", types: /^9\.007$/ },
  { role: "co2", types: /^9\.008$/ },
  { role: "illuminance", types: /^(9\.004|7\.013)$/ },
  { role: "pressure", types: /^(9\.006|14\.058)$/ },
  { role: "power", types: /^(14\.056|9\.024)$/ },
  { role: "energy", types: /^(13\.01[036]|29\.010)$/ },
  { role: "voltage", types: /^(14\.02[78]|9\.020)$/ },
  { role: "current", types: /^(14\.019|7\.012|9\.021)$/ },
  { role: "frequency", types: /^14\.033$/ },
  { role: "powerFactor", types: /^14\.057$/ },
  { role: "scene", types: /^1[78]\.001$/ },
];

/** What an address of the datapoint type `id` and that name does; `undefined` where that is not sure enough. */
export function roleByName(name: string, id: string): Role | undefined {
  const row = rows.find(({ types, words: wanted }) => types.test(id) && (wanted === undefined || has(name, wanted)));
  if (row === undefined) return undefined;
  return row.status !== undefined && has(name, statusWords) ? row.status : row.role;
}

const measureWords = words(
  "(raum)?temperatur(e)?",
  "temp",
  "feuchte",
  "luftfeuchte",
  "humidity",
  "co2",
  "luftqualität",
  "helligkeit",
  "lux",
  "luftdruck",
  "druck",
  "pressure",
  "leistung",
  "power",
  "energie",
  "energy",
  "zähler(stand)?",
  "spannung",
  "voltage",
  "strom",
  "frequenz",
  "kwh",
  "farbtemperatur",
  "farbe",
  "colou?r( temperature)?",
  "rgbw?",
  "tw",
  "betriebsart",
  "modus",
  "mode",
  "relativ",
  "temperature",
);

const roleWords = [
  statusWords,
  moveWords,
  stopWords,
  switchWords,
  positionWords,
  slatWords,
  setpointWords,
  valveWords,
  measureWords,
  brightnessWords,
  hueWords,
  saturationWords,
];

/** What is left of a name without the words that say what an address does: the same for all addresses of a device. */
export function baseOfName(name: string): string {
  const bare = roleWords.reduce((rest, all) => rest.replace(all, " "), name);
  return bare
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** The name of a device, as its addresses begin: `Küche Decke` of `Küche Decke schalten`. */
export function titleOfName(name: string): string {
  const bare = roleWords.reduce((rest, all) => rest.replace(all, " "), name);
  return bare.replaceAll(/\s+/g, " ").replaceAll(/^[\s\-–:/|,.()]+|[\s\-–:/|,.(]+$/g, "");
}

const lightWords = words(
  "lichte?r?",
  "leuchten?",
  "lampen?",
  "beleuchtung",
  "lights?",
  "lighting",
  "lamps?",
  "\\p{L}*licht",
  "\\p{L}*leuchte",
  "\\p{L}*lampe",
);
const socketWords = words("steckdosen?", "sockets?", "plugs?", "outlets?", "sd");

/** What is switched by an address of that name, in groups of those names. */
export function switchedBy(names: readonly string[]): "light" | "socket" | "switch" {
  if (names.some((name) => has(name, socketWords))) return "socket";
  return names.some((name) => has(name, lightWords)) ? "light" : "switch";
}

function has(name: string, wanted: RegExp): boolean {
  wanted.lastIndex = 0;
  return wanted.test(name);
}
