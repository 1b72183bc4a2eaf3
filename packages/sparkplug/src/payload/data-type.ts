/** Data types of metrics by their numbers (Sparkplug 3.0 §6.4.16). */
export const dataTypes = [
  "Unknown",
  "Int8",
  "Int16",
  "Int32",
  "Int64",
  "UInt8",
  "UInt16",
  "UInt32",
  "UInt64",
  "Float",
  "Double",
  "Boolean",
  "String",
  "DateTime",
  "Text",
  "UUID",
  "DataSet",
  "Bytes",
  "File",
  "Template",
  "PropertySet",
  "PropertySetList",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Int64Array",
  "UInt8Array",
  "UInt16Array",
  "UInt32Array",
  "UInt64Array",
  "FloatArray",
  "DoubleArray",
  "BooleanArray",
  "StringArray",
  "DateTimeArray",
] as const;

export type DataType = (typeof dataTypes)[number];

/** The data type of a number; `Unknown` for one that nobody has. */
export const dataTypeOf = (number: number): DataType => dataTypes[number] ?? "Unknown";

export const numberOfDataType = (type: DataType): number => dataTypes.indexOf(type);

export const isDataType = (name: unknown): name is DataType => (dataTypes as readonly unknown[]).includes(name);

/** Integers that are held in 32 bits at most: how many bits, and whether one is for the sign. */
export const smallIntegers: ReadonlyMap<DataType, { readonly bits: 8 | 16 | 32; readonly isSigned: boolean }> = new Map(
  [
    ["Int8", { bits: 8, isSigned: true }],
    ["Int16", { bits: 16, isSigned: true }],
    ["Int32", { bits: 32, isSigned: true }],
    ["UInt8", { bits: 8, isSigned: false }],
    ["UInt16", { bits: 16, isSigned: false }],
    ["UInt32", { bits: 32, isSigned: false }],
  ],
);

/** Integers of 64 bits; a DateTime is milliseconds since 1970. */
export const longIntegers: ReadonlyMap<DataType, { readonly isSigned: boolean }> = new Map([
  ["Int64", { isSigned: true }],
  ["UInt64", { isSigned: false }],
  ["DateTime", { isSigned: false }],
]);

export const textTypes: ReadonlySet<DataType> = new Set(["String", "Text", "UUID"]);

export const byteTypes: ReadonlySet<DataType> = new Set(["Bytes", "File"]);
