import { isObject, qudtUnitOf } from "@thingwright/mapping";

/** The namespace of units that are UN/CEFACT's (OPC 10000-8 §5.6.4.3). */
const unece = "http://www.opcfoundation.org/UA/units/un/cefact";

/** QUDT units by the common codes of UN/CEFACT Recommendation 20. */
const byCode: Readonly<Record<string, string>> = {
  CEL: "DEG_C",
  FAH: "DEG_F",
  KEL: "K",
  P1: "PERCENT",
  C62: "UNITLESS",
  "59": "PPM",
  "61": "PPB",
  LUX: "LUX",
  PAL: "PA",
  A97: "HectoPA",
  KPA: "KiloPA",
  MPA: "MegaPA",
  BAR: "BAR",
  MBR: "MilliBAR",
  WTT: "W",
  KWT: "KiloW",
  MAW: "MegaW",
  D44: "V-A_Reactive",
  KVA: "KiloV-A",
  D46: "V-A",
  JOU: "J",
  KJO: "KiloJ",
  WHR: "W-HR",
  KWH: "KiloW-HR",
  MWH: "MegaW-HR",
  VLT: "V",
  "2Z": "MilliV",
  KVT: "KiloV",
  AMP: "A",
  "4K": "MilliA",
  OHM: "OHM",
  HTZ: "HZ",
  KHZ: "KiloHZ",
  RPM: "REV-PER-MIN",
  MTS: "M-PER-SEC",
  KMH: "KiloM-PER-HR",
  MQH: "M3-PER-HR",
  MQS: "M3-PER-SEC",
  L2: "L-PER-MIN",
  E32: "L-PER-HR",
  G51: "L-PER-SEC",
  MTQ: "M3",
  LTR: "L",
  MTR: "M",
  CMT: "CentiM",
  MMT: "MilliM",
  KMT: "KiloM",
  MTK: "M2",
  SEC: "SEC",
  C26: "MilliSEC",
  MIN: "MIN",
  HUR: "HR",
  DAY: "DAY",
  KGM: "KiloGM",
  GRM: "GM",
  GP: "MilliGM-PER-M3",
  GQ: "MicroGM-PER-M3",
  A93: "GM-PER-M3",
  DD: "DEG",
  C81: "RAD",
  "2N": "DeciB",
  NEW: "N",
  NU: "N-M",
  D54: "W-PER-M2",
  CDL: "CD",
  LUM: "LM",
};

/** A unit, by QUDT where it is known there, and as the server writes it. */
export interface Unit {
  /** Local name in QUDT, such as `DEG_C`. */
  readonly qudt: string | undefined;
  readonly sign: string;
}

/** The unit that an `EUInformation` tells (OPC 10000-8 §5.6.4); `undefined` where there is none. */
export function unitOf(information: unknown): Unit | undefined {
  if (!isObject(information)) return undefined;
  const { NamespaceUri, UnitId, DisplayName } = information;
  const sign = typeof DisplayName === "string" ? DisplayName.trim() : "";
  const code = NamespaceUri === unece && typeof UnitId === "number" && UnitId > 0 ? codeOf(UnitId) : undefined;
  const qudt =
    (code !== undefined && Object.hasOwn(byCode, code) ? byCode[code] : undefined) ??
    qudtUnitOf(sign)?.replace(/^.*[:/]/, "");
  if (qudt === undefined && sign === "") return undefined;
  return { qudt, sign };
}

/** The code's letters are the bytes of the number (OPC 10000-8 §5.6.4.3). */
function codeOf(unitId: number): string {
  let code = "";
  for (let rest = unitId; rest > 0; rest = Math.floor(rest / 256)) code = String.fromCharCode(rest % 256) + code;
  return code;
}
