"""Exports a checkpoint: torch -> ONNX -> folded -> dynamic int8 (MatMul and embeddings, per channel).

python bench/training/export.py out/best.pt build/    writes build/fp32.onnx and build/reader.onnx
"""

from __future__ import annotations

import sys
from pathlib import Path

import onnxruntime
import torch
from model import ReaderNet
from onnxruntime.quantization import QuantType, quantize_dynamic


def export(checkpoint: Path, folder: Path) -> None:
    """Inputs ids, attention, segments (batch, length) int64; outputs answer, claim and span (`ReaderNet`)."""
    folder.mkdir(parents=True, exist_ok=True)
    net = ReaderNet()
    net.load_state_dict(torch.load(checkpoint))
    net.eval()
    example = (torch.ones(2, 9, dtype=torch.long),) * 3
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        net,
        example,
        str(folder / "plain.onnx"),
        input_names=["ids", "attention", "segments"],
        output_names=["answer", "claim", "span"],
        dynamic_axes={
            "ids": axes,
            "attention": axes,
            "segments": axes,
            "answer": {0: "batch"},
            "claim": {0: "batch"},
            "span": axes,
        },
        opset_version=17,
        dynamo=False,
    )
    fold(folder / "plain.onnx", folder / "fp32.onnx")
    quantise(folder / "fp32.onnx", folder / "reader.onnx")


def fold(source: Path, target: Path) -> None:
    """Folds constants, without which quantising misses the transposed weights."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def quantise(source: Path, target: Path) -> None:
    """Weights to int8: matrix products per channel, the word embeddings as a table.

    Of 7 bits: processors without VNNI add two products in 16 bits and cut what does not fit, so with weights
    of 8 bits probabilities differed from machine to machine.
    """
    quantize_dynamic(
        source,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    print(f"{target} {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
