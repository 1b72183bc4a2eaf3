import { create, createFileRegistry, type DescMessage } from "@bufbuild/protobuf";
import {
  type FieldDescriptorProto,
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";

/** A field: its number, its type or the message that it is, and whether it is a list or one of the values. */
type Field = readonly [number: number, type: Type | string, kind?: "list" | "value"];

const scalars = {
  int_value: Type.UINT32,
  long_value: Type.UINT64,
  float_value: Type.FLOAT,
  double_value: Type.DOUBLE,
  boolean_value: Type.BOOL,
  string_value: Type.STRING,
} as const;

/** Values of all scalar types, numbered from `first`. */
const valuesFrom = (first: number): Readonly<Record<string, Field>> =>
  Object.fromEntries(Object.entries(scalars).map(([name, type], index) => [name, [first + index, type, "value"]]));

/** The messages of a Sparkplug B payload (Sparkplug 3.0 §6.4); extensions are passed over. */
const messages: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  Payload: {
    timestamp: [1, Type.UINT64],
    metrics: [2, "Metric", "list"],
    seq: [3, Type.UINT64],
    uuid: [4, Type.STRING],
    body: [5, Type.BYTES],
  },
  Metric: {
    name: [1, Type.STRING],
    alias: [2, Type.UINT64],
    timestamp: [3, Type.UINT64],
    datatype: [4, Type.UINT32],
    is_historical: [5, Type.BOOL],
    is_transient: [6, Type.BOOL],
    is_null: [7, Type.BOOL],
    metadata: [8, "MetaData"],
    properties: [9, "PropertySet"],
    ...valuesFrom(10),
    bytes_value: [16, Type.BYTES, "value"],
    dataset_value: [17, "DataSet", "value"],
    template_value: [18, "Template", "value"],
  },
  MetaData: {
    is_multi_part: [1, Type.BOOL],
    content_type: [2, Type.STRING],
    size: [3, Type.UINT64],
    seq: [4, Type.UINT64],
    file_name: [5, Type.STRING],
    file_type: [6, Type.STRING],
    md5: [7, Type.STRING],
    description: [8, Type.STRING],
  },
  PropertySet: { keys: [1, Type.STRING, "list"], values: [2, "PropertyValue", "list"] },
  PropertyValue: {
    type: [1, Type.UINT32],
    is_null: [2, Type.BOOL],
    ...valuesFrom(3),
    propertyset_value: [9, "PropertySet", "value"],
    propertysets_value: [10, "PropertySetList", "value"],
  },
  PropertySetList: { propertyset: [1, "PropertySet", "list"] },
  DataSet: {
    num_of_columns: [1, Type.UINT64],
    columns: [2, Type.STRING, "list"],
    types: [3, Type.UINT32, "list"],
    rows: [4, "Row", "list"],
  },
  Row: { elements: [1, "DataSetValue", "list"] },
  DataSetValue: valuesFrom(1),
  Template: {
    version: [1, Type.STRING],
    metrics: [2, "Metric", "list"],
    parameters: [3, "Parameter", "list"],
    template_ref: [4, Type.STRING],
    is_definition: [5, Type.BOOL],
  },
  Parameter: { name: [1, Type.STRING], type: [2, Type.UINT32], ...valuesFrom(3) },
};

const packageName = "thingwright.sparkplug";

/** The message `Payload`, with all that is in it. */
export const payloadMessage: DescMessage = registry().getMessage(`${packageName}.Payload`)!;

function registry() {
  const file = create(FileDescriptorProtoSchema, {
    name: "sparkplug.proto",
    package: packageName,
    syntax: "proto2",
    messageType: Object.entries(messages).map(([name, fields]) => ({
      name,
      field: Object.entries(fields).map(([fieldName, field]) => fieldOf(fieldName, field)),
      ...(Object.values(fields).some(([, , kind]) => kind === "value") && { oneofDecl: [{ name: "value" }] }),
    })),
  });
  return createFileRegistry(file, () => undefined);
}

function fieldOf(
  name: string,
  [number, type, kind]: Field,
): Partial<FieldDescriptorProto> & { readonly $typeName?: never } {
  const typed = typeof type === "string" ? { type: Type.MESSAGE, typeName: `.${packageName}.${type}` } : { type };
  const label = kind === "list" ? Label.REPEATED : Label.OPTIONAL;
  return { name, number, label, ...typed, ...(kind === "value" && { oneofIndex: 0 }) };
}
