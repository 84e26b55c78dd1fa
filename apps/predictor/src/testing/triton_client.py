"""Asks a service everything that tritonclient's HTTP and gRPC clients can ask; prints the answers as one JSON object."""

import json
import sys

import numpy as np
import tritonclient.grpc as triton_grpc
import tritonclient.http as triton_http

rows = np.zeros((2, 75), np.int32)
rows[:, 0] = [32, 16]
names = np.array(["8chars.x", "10.0.0.1"], dtype=object)


def ask(triton, address):
    client = triton.InferenceServerClient(url=address)

    def infer(name, values, datatype, outputs=None, **options):
        tensor = triton.InferInput(name, list(values.shape), datatype)
        tensor.set_data_from_numpy(values, **options)
        wanted = [triton.InferRequestedOutput(output) for output in outputs] if outputs else None
        return client.infer("degas", [tensor], outputs=wanted)

    metadata = client.get_model_metadata("degas")
    if not isinstance(metadata, dict):
        metadata = {"inputs": [{"name": each.name} for each in metadata.inputs]}
    try:
        client.get_model_metadata("other")
        refusal = None
    except Exception as error:
        refusal = str(error.message())
    verdicts = infer("domain", names, "BYTES", ["label", "score"])
    return {
        "live": client.is_server_live(),
        "ready": client.is_server_ready(),
        "model": client.is_model_ready("degas"),
        "version": client.is_model_ready("degas", "7"),
        "inputs": [each["name"] for each in metadata["inputs"]],
        "codes": infer("input_image", rows, "INT32").as_numpy("dense_1/Sigmoid:0").tolist(),
        "names": infer("input_image", names, "BYTES").as_numpy("dense_1/Sigmoid:0").tolist(),
        "labels": [label.decode() for label in verdicts.as_numpy("label")],
        "scores": verdicts.as_numpy("score").tolist(),
        "refusal": refusal,
    }


def ask_in_json(address):
    client = triton_http.InferenceServerClient(url=address)
    tensor = triton_http.InferInput("input_image", [2, 75], "INT32")
    tensor.set_data_from_numpy(rows, binary_data=False)
    output = triton_http.InferRequestedOutput("dense_1/Sigmoid:0", binary_data=False)
    return client.infer("degas", [tensor], outputs=[output]).as_numpy("dense_1/Sigmoid:0").tolist()


http, grpc = sys.argv[1:]
print(json.dumps({"http": ask(triton_http, http), "grpc": ask(triton_grpc, grpc), "json": ask_in_json(http)}))
