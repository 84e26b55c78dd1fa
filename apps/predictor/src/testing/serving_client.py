"""Asks a service everything that tensorflow-serving-api can ask; prints the answers as one JSON object."""

import json
import sys

import grpc
import numpy as np
import tensorflow as tf
from tensorflow.core.framework import tensor_pb2
from tensorflow_serving.apis import (
    classification_pb2,
    get_model_metadata_pb2,
    get_model_status_pb2,
    inference_pb2,
    model_service_pb2_grpc,
    predict_pb2,
    prediction_service_pb2_grpc,
    regression_pb2,
)

channel = grpc.insecure_channel(sys.argv[1])
prediction = prediction_service_pb2_grpc.PredictionServiceStub(channel)
models = model_service_pb2_grpc.ModelServiceStub(channel)


def predict(tensor, signature="", name="degas", key="input_image"):
    request = predict_pb2.PredictRequest()
    request.model_spec.name = name
    request.model_spec.signature_name = signature
    request.inputs[key].CopyFrom(tensor)
    return prediction.Predict(request, timeout=10)


def scores(reply):
    return tf.make_ndarray(reply.outputs["dense_1/Sigmoid:0"]).tolist()


def lists(tensor):
    """A tensor as lists, its bytes as text."""
    array = tf.make_ndarray(tensor)
    return (np.char.decode(array.astype(bytes)) if array.dtype == object else array).tolist()


def example(**features):
    return tf.train.Example(features=tf.train.Features(feature=features))


rows = np.zeros((2, 75), np.int32)
rows[:, 0] = [32, 16]
answers = {
    "codes in the content": scores(predict(tf.make_tensor_proto(rows))),
    "codes in the typed field": scores(
        predict(
            tensor_pb2.TensorProto(
                dtype=tf.int32.as_datatype_enum,
                tensor_shape=tf.TensorShape([2, 75]).as_proto(),
                int_val=rows.flatten().tolist(),
            )
        )
    ),
    "names": scores(predict(tf.make_tensor_proto(["8chars.x", "10.0.0.1"]))),
}

verdicts = predict(tf.make_tensor_proto(["8chars.x"]), "domains", key="domain")
answers["verdicts"] = {name: lists(tensor) for name, tensor in sorted(verdicts.outputs.items())}

clients = predict_pb2.PredictRequest(output_filter=["client", "level", "names", "failed_names"])
clients.model_spec.name = "degas"
clients.model_spec.signature_name = "clients"
for key, values in {
    "client": ["10.0.0.5", "10.0.0.6", "10.0.0.5", "10.0.0.6"],
    "domain": ["a.com", "c.com", "b.com", "d.com"],
    "failed": [True, False, True, False],
}.items():
    clients.inputs[key].CopyFrom(tf.make_tensor_proto(values))
answers["clients"] = {
    name: lists(tensor) for name, tensor in prediction.Predict(clients, timeout=10).outputs.items()
}
answers["version"] = verdicts.model_spec.version.value

classify = classification_pb2.ClassificationRequest()
classify.model_spec.name = "degas"
classify.input.example_list.examples.append(
    example(domain=tf.train.Feature(bytes_list=tf.train.BytesList(value=[b"8chars.x"])))
)
answers["classes"] = [
    [each.label, each.score] for each in prediction.Classify(classify).result.classifications[0].classes
]

regress = regression_pb2.RegressionRequest()
regress.model_spec.name = "degas"
regress.input.example_list.examples.append(
    example(input_image=tf.train.Feature(int64_list=tf.train.Int64List(value=rows[0].tolist())))
)
answers["regression"] = prediction.Regress(regress).result.regressions[0].value

several = inference_pb2.MultiInferenceRequest(input=classify.input)
for method, signature in (("classify", "serving_default"), ("regress", "domains")):
    task = several.tasks.add()
    task.model_spec.name = "degas"
    task.model_spec.signature_name = signature
    task.method_name = "tensorflow/serving/" + method
answers["several"] = [result.WhichOneof("result") for result in prediction.MultiInference(several).results]

short = predict(tf.make_tensor_proto(0, dtype=tf.int32, shape=[2, 75]))
answers["a tensor in short form"] = tf.make_ndarray(short.outputs["dense_1/Sigmoid:0"]).tolist()
empty = predict(tf.make_tensor_proto(np.zeros((0, 75), np.int32)))
answers["an empty batch"] = list(tf.make_ndarray(empty.outputs["dense_1/Sigmoid:0"]).shape)

metadata = get_model_metadata_pb2.GetModelMetadataRequest(metadata_field=["signature_def"])
metadata.model_spec.name = "degas"
signatures = get_model_metadata_pb2.SignatureDefMap()
prediction.GetModelMetadata(metadata).metadata["signature_def"].Unpack(signatures)
default = signatures.signature_def["serving_default"]
answers["signature"] = [
    default.inputs["input_image"].name,
    tf.dtypes.as_dtype(default.inputs["input_image"].dtype).name,
    [dim.size for dim in default.inputs["input_image"].tensor_shape.dim],
    list(default.outputs),
    default.method_name,
]

status = get_model_status_pb2.GetModelStatusRequest()
status.model_spec.name = "degas"
answers["status"] = [
    [
        each.version,
        get_model_status_pb2.ModelVersionStatus.State.Name(each.state),
        each.status.error_code,
    ]
    for each in models.GetModelStatus(status).model_version_status
]

try:
    predict(tf.make_tensor_proto(rows), name="other")
except grpc.RpcError as error:
    answers["refusal"] = [error.code().name, error.details()]

print(json.dumps(answers))
