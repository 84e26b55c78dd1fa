"""Asks the prediction service about names: client.py ADDRESS NAME…"""

import json
import sys
import urllib.request


def judge(address, names):
    """The verdicts on the names, in their order."""
    body = json.dumps({"signature_name": "domains", "instances": names}).encode()
    request = urllib.request.Request(f"{address}/v1/models/degas:predict", body)
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.load(reply)["predictions"]


if __name__ == "__main__":
    address, *names = sys.argv[1:]
    for verdict in judge(address, names):
        score = "" if verdict["score"] is None else verdict["score"]
        print(verdict["domain"], verdict["label"], score, sep="\t")
