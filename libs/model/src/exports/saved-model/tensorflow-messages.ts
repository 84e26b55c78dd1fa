import protobuf from 'protobufjs';

/**
 * The part of TensorFlow's public message formats that a graph of constants needs: field numbers and wire types
 * as published, everything else left out.
 */
const { root } = protobuf.parse(
  `
  syntax = "proto3";
  package tensorflow;

  enum DataType {
    DT_INVALID = 0; DT_FLOAT = 1; DT_INT32 = 3; DT_INT8 = 6; DT_STRING = 7; DT_INT64 = 9; DT_BOOL = 10; DT_UINT16 = 17;
  }

  message TensorShapeProto {
    message Dim { int64 size = 1; }
    repeated Dim dim = 2;
  }
  message TensorProto {
    DataType dtype = 1;
    TensorShapeProto tensor_shape = 2;
    bytes tensor_content = 4;
    repeated bytes string_val = 8;
  }
  message AttrValue {
    message ListValue { repeated int64 i = 3; }
    oneof value {
      ListValue list = 1;
      bytes s = 2;
      int64 i = 3;
      float f = 4;
      bool b = 5;
      DataType type = 6;
      TensorShapeProto shape = 7;
      TensorProto tensor = 8;
    }
  }
  message NodeDef {
    string name = 1;
    string op = 2;
    repeated string input = 3;
    string device = 4;
    map<string, AttrValue> attr = 5;
  }
  message VersionDef { int32 producer = 1; int32 min_consumer = 2; }
  message GraphDef {
    repeated NodeDef node = 1;
    VersionDef versions = 4;
  }
  message TensorInfo {
    string name = 1;
    DataType dtype = 2;
    TensorShapeProto tensor_shape = 3;
  }
  message SignatureDef {
    map<string, TensorInfo> inputs = 1;
    map<string, TensorInfo> outputs = 2;
    string method_name = 3;
  }
  message MetaGraphDef {
    message MetaInfoDef { repeated string tags = 4; string tensorflow_version = 5; }
    MetaInfoDef meta_info_def = 1;
    GraphDef graph_def = 2;
    map<string, SignatureDef> signature_def = 5;
  }
  message SavedModel {
    int64 saved_model_schema_version = 1;
    repeated MetaGraphDef meta_graphs = 2;
  }
`,
  { keepCase: true },
);

const savedModelType = root.lookupType('tensorflow.SavedModel');

/** TensorFlow's numbers of the element types. */
export const dataTypes = {
  float32: 1,
  int32: 3,
  int8: 6,
  string: 7,
  int64: 9,
  bool: 10,
  uint16: 17,
} as const;

export interface ShapeMessage {
  readonly dim: readonly { readonly size: number }[];
}

export type AttributeMessage =
  | { readonly type: number }
  | { readonly shape: ShapeMessage }
  | {
      readonly tensor: { readonly dtype: number; readonly tensor_shape: ShapeMessage } & (
        { readonly tensor_content: Uint8Array } | { readonly string_val: readonly Uint8Array[] }
      );
    }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly s: Uint8Array }
  | { readonly list: { readonly i: readonly number[] } };

export interface NodeMessage {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttributeMessage>>;
}

export interface TensorInfoMessage {
  readonly name: string;
  readonly dtype: number;
  readonly tensor_shape: ShapeMessage;
}

export interface SignatureMessage {
  readonly inputs: Readonly<Record<string, TensorInfoMessage>>;
  readonly outputs: Readonly<Record<string, TensorInfoMessage>>;
  readonly method_name: string;
}

export interface SavedModelMessage {
  readonly saved_model_schema_version: number;
  readonly meta_graphs: readonly {
    readonly meta_info_def: {
      readonly tags: readonly string[];
      readonly tensorflow_version: string;
    };
    readonly graph_def: {
      readonly node: readonly NodeMessage[];
      readonly versions: { readonly producer: number };
    };
    readonly signature_def: Readonly<Record<string, SignatureMessage>>;
  }[];
}

/** A dimension of -1 is open. */
export function shapeMessage(shape: readonly number[]): ShapeMessage {
  return { dim: shape.map((size) => ({ size })) };
}

export function encodeSavedModel(message: SavedModelMessage): Uint8Array {
  return savedModelType.encode(savedModelType.fromObject(message)).finish();
}
