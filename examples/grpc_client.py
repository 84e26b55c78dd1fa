"""Asks the prediction service about names by gRPC, as clients of TensorFlow Serving do: grpc_client.py HOST:PORT NAME…"""

import sys

import grpc
import tensorflow as tf
from tensorflow_serving.apis import predict_pb2, prediction_service_pb2_grpc


def judge(address, names):
    """The fields of the verdicts, each a list in the order of the names; the score of a skipped name is 0."""
    request = predict_pb2.PredictRequest()
    request.model_spec.name = "degas"
    request.model_spec.signature_name = "domains"
    request.inputs["domain"].CopyFrom(tf.make_tensor_proto(names))
    with grpc.insecure_channel(address) as channel:
        reply = prediction_service_pb2_grpc.PredictionServiceStub(channel).Predict(request, timeout=10)
    return {field: tf.make_ndarray(tensor).tolist() for field, tensor in reply.outputs.items()}


if __name__ == "__main__":
    address, *names = sys.argv[1:]
    verdicts = judge(address, names)
    for domain, label, score in zip(verdicts["domain"], verdicts["label"], verdicts["score"]):
        print(domain.decode(), label.decode(), "" if label == b"skipped" else score, sep="\t")
