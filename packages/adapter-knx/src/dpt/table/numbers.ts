import { type DatapointType, scalar } from "../datapoint-type.js";
import { type NumberOptions, signed, unsigned } from "../field.js";
import { float16, float32, signed64 } from "../float.js";

type Row = readonly [id: string, title: string, options?: NumberOptions];

const of = (unit: string, scale?: number): NumberOptions => (scale === undefined ? { unit } : { unit, scale });
const ranged = (unit: string | undefined, least: number, most = 670_433.28): NumberOptions => ({
  ...(unit !== undefined && { unit }),
  range: [least, most],
});

const bytes: readonly Row[] = [
  ["5", "Number of one byte"],
  ["5.001", "Percentage", of("PERCENT", 100 / 255)],
  ["5.003", "Angle", of("DEG", 360 / 255)],
  ["5.004", "Percentage up to 255", of("PERCENT")],
  ["5.005", "Ratio"],
  ["5.006", "Tariff", { range: [0, 254] }],
  ["5.010", "Counter"],
  ["5.100", "Stage of a fan"],
];

const signedBytes: readonly Row[] = [
  ["6", "Signed number of one byte"],
  ["6.001", "Signed percentage", of("PERCENT")],
  ["6.010", "Signed counter"],
];

const words: readonly Row[] = [
  ["7", "Number of two bytes"],
  ["7.001", "Counter"],
  ["7.002", "Time", of("MilliSEC")],
  ["7.003", "Time", of("MilliSEC", 10)],
  ["7.004", "Time", of("MilliSEC", 100)],
  ["7.005", "Time", of("SEC")],
  ["7.006", "Time", of("MIN")],
  ["7.007", "Time", of("HR")],
  ["7.010", "Data type of a property"],
  ["7.011", "Length", of("MilliM")],
  ["7.012", "Current", of("MilliA")],
  ["7.013", "Illuminance", of("LUX")],
  ["7.600", "Colour temperature", of("K")],
];

const signedWords: readonly Row[] = [
  ["8", "Signed number of two bytes"],
  ["8.001", "Difference of counters"],
  ["8.002", "Difference of time", of("MilliSEC")],
  ["8.003", "Difference of time", of("MilliSEC", 10)],
  ["8.004", "Difference of time", of("MilliSEC", 100)],
  ["8.005", "Difference of time", of("SEC")],
  ["8.006", "Difference of time", of("MIN")],
  ["8.007", "Difference of time", of("HR")],
  ["8.010", "Difference of percentages", of("PERCENT", 0.01)],
  ["8.011", "Rotation", of("DEG")],
  ["8.012", "Height", of("M")],
];

const halfFloats: readonly Row[] = [
  ["9", "Float of two bytes"],
  ["9.001", "Temperature", ranged("DEG_C", -273)],
  ["9.002", "Difference of temperature", of("K")],
  ["9.003", "Change of temperature", of("K-PER-HR")],
  ["9.004", "Illuminance", ranged("LUX", 0)],
  ["9.005", "Wind speed", ranged("M-PER-SEC", 0)],
  ["9.006", "Pressure", ranged("PA", 0)],
  ["9.007", "Humidity", ranged("PERCENT", 0)],
  ["9.008", "Air quality", ranged("PPM", 0)],
  ["9.009", "Air flow", of("M3-PER-HR")],
  ["9.010", "Time", of("SEC")],
  ["9.011", "Time", of("MilliSEC")],
  ["9.020", "Voltage", of("MilliV")],
  ["9.021", "Current", of("MilliA")],
  ["9.022", "Power density", of("W-PER-M2")],
  ["9.023", "Kelvin for each per cent"],
  ["9.024", "Power", of("KiloW")],
  ["9.025", "Volume flow", of("L-PER-HR")],
  ["9.026", "Rain, in litres on a square metre"],
  ["9.027", "Temperature", ranged("DEG_F", -459.6)],
  ["9.028", "Wind speed", ranged("KiloM-PER-HR", 0)],
  ["9.029", "Absolute humidity", ranged("GM-PER-M3", 0)],
  ["9.030", "Concentration", ranged("MicroGM-PER-M3", 0)],
  ["9.031", "Coefficient", ranged(undefined, 0)],
];

const longs: readonly Row[] = [
  ["12", "Number of four bytes"],
  ["12.001", "Counter"],
  ["12.100", "Time in use", of("SEC")],
  ["12.101", "Time in use", of("MIN")],
  ["12.102", "Time in use", of("HR")],
  ["12.1200", "Volume", of("L")],
  ["12.1201", "Volume", of("M3")],
];

const signedLongs: readonly Row[] = [
  ["13", "Signed number of four bytes"],
  ["13.001", "Signed counter"],
  ["13.002", "Flow", of("M3-PER-HR")],
  ["13.010", "Active energy", of("W-HR")],
  ["13.011", "Apparent energy", of("V-A-HR")],
  ["13.012", "Reactive energy", of("V-A_Reactive-HR")],
  ["13.013", "Active energy", of("KiloW-HR")],
  ["13.014", "Apparent energy", of("KiloV-A-HR")],
  ["13.015", "Reactive energy", of("KiloV-A_Reactive-HR")],
  ["13.016", "Active energy", of("MegaW-HR")],
  ["13.100", "Difference of time", of("SEC")],
  ["13.1200", "Difference of volume", of("L")],
  ["13.1201", "Difference of volume", of("M3")],
];

/** 14.xxx: physical quantities in units of the SI; their numbers begin at 0 and leave none out. */
const quantities: readonly (readonly [title: string, unit?: string])[] = [
  ["Acceleration", "M-PER-SEC2"],
  ["Angular acceleration", "RAD-PER-SEC2"],
  ["Activation energy", "J-PER-MOL"],
  ["Radioactivity", "PER-SEC"],
  ["Amount of substance", "MOL"],
  ["Amplitude"],
  ["Angle", "RAD"],
  ["Angle", "DEG"],
  ["Angular momentum", "J-SEC"],
  ["Angular velocity", "RAD-PER-SEC"],
  ["Area", "M2"],
  ["Capacitance", "FARAD"],
  ["Surface charge density", "C-PER-M2"],
  ["Charge density", "C-PER-M3"],
  ["Compressibility", "M2-PER-N"],
  ["Conductance", "S"],
  ["Conductivity", "S-PER-M"],
  ["Density", "KiloGM-PER-M3"],
  ["Electric charge", "C"],
  ["Current", "A"],
  ["Current density", "A-PER-M2"],
  ["Electric dipole moment", "C-M"],
  ["Electric displacement", "C-PER-M2"],
  ["Electric field strength", "V-PER-M"],
  ["Electric flux", "C"],
  ["Electric flux density", "C-PER-M2"],
  ["Electric polarization", "C-PER-M2"],
  ["Electric potential", "V"],
  ["Voltage", "V"],
  ["Electromagnetic moment", "A-M2"],
  ["Electromotive force", "V"],
  ["Energy", "J"],
  ["Force", "N"],
  ["Frequency", "HZ"],
  ["Angular frequency", "RAD-PER-SEC"],
  ["Heat capacity", "J-PER-K"],
  ["Heat flow", "W"],
  ["Heat", "J"],
  ["Impedance", "OHM"],
  ["Length", "M"],
  ["Quantity of light", "J"],
  ["Luminance", "CD-PER-M2"],
  ["Luminous flux", "LM"],
  ["Luminous intensity", "CD"],
  ["Magnetic field strength", "A-PER-M"],
  ["Magnetic flux", "WB"],
  ["Magnetic flux density", "T"],
  ["Magnetic moment", "A-M2"],
  ["Magnetic polarization", "T"],
  ["Magnetization", "A-PER-M"],
  ["Magnetomotive force", "A"],
  ["Mass", "KiloGM"],
  ["Mass flow", "KiloGM-PER-SEC"],
  ["Momentum", "N-SEC"],
  ["Phase angle", "RAD"],
  ["Phase angle", "DEG"],
  ["Power", "W"],
  ["Power factor"],
  ["Pressure", "PA"],
  ["Reactance", "OHM"],
  ["Resistance", "OHM"],
  ["Resistivity", "OHM-M"],
  ["Self-inductance", "H"],
  ["Solid angle", "SR"],
  ["Sound intensity", "W-PER-M2"],
  ["Speed", "M-PER-SEC"],
  ["Stress", "PA"],
  ["Surface tension", "N-PER-M"],
  ["Temperature", "DEG_C"],
  ["Absolute temperature", "K"],
  ["Difference of temperature", "K"],
  ["Thermal capacity", "J-PER-K"],
  ["Thermal conductivity", "W-PER-M-K"],
  ["Thermoelectric power", "V-PER-K"],
  ["Time", "SEC"],
  ["Torque", "N-M"],
  ["Volume", "M3"],
  ["Volume flow", "M3-PER-SEC"],
  ["Weight", "N"],
  ["Work", "J"],
  ["Apparent power", "V-A"],
];

const floats: readonly Row[] = [
  ["14", "Float of four bytes"],
  ...quantities.map(([title, unit], number): Row => {
    const id = `14.${String(number).padStart(3, "0")}`;
    return unit === undefined ? [id, title] : [id, title, of(unit)];
  }),
  ["14.1200", "Volume flow", of("M3-PER-HR")],
  ["14.1201", "Volume flow", of("L-PER-SEC")],
];

const longLongs: readonly Row[] = [
  ["29", "Signed number of eight bytes"],
  ["29.010", "Active energy", of("W-HR")],
  ["29.011", "Apparent energy", of("V-A-HR")],
  ["29.012", "Reactive energy", of("V-A_Reactive-HR")],
];

const rows = (all: readonly Row[], field: (options?: NumberOptions) => Parameters<typeof scalar>[2]) =>
  all.map(([id, title, options]) => scalar(id, title, field(options)));

/** Types that are one number: 5.xxx to 9.xxx, 12.xxx to 14.xxx, and 29.xxx. */
export const numberTypes: readonly DatapointType[] = [
  ...rows(bytes, (options) => unsigned(8, options)),
  ...rows(signedBytes, (options) => signed(8, options)),
  ...rows(words, (options) => unsigned(16, options)),
  ...rows(signedWords, (options) => signed(16, options)),
  ...rows(halfFloats, float16),
  ...rows(longs, (options) => unsigned(32, options)),
  ...rows(signedLongs, (options) => signed(32, options)),
  ...rows(floats, float32),
  ...rows(longLongs, signed64),
];
