#!/usr/bin/env python3
"""Embeds a list of texts with sentence-transformers and writes texts/s and the first vectors."""

import argparse
import json
import statistics
import time


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", required=True, help="JSON list of texts")
    parser.add_argument("--out", required=True, help="where the figures go")
    parser.add_argument("--device", default="cuda", help="cuda, cuda:n or cpu")
    parser.add_argument("--model", default="sentence-transformers/all-MiniLM-L6-v2", help="name or folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--vectors", type=int, default=200, help="vectors to write for comparison")
    parser.add_argument(
        "--batch", type=int, nargs="+", default=[32, 128, 512], help="batch sizes; the best one counts"
    )
    return parser.parse_args()


def main():
    args = arguments()
    # imported late, so that --help works without them
    import torch
    from sentence_transformers import SentenceTransformer

    with open(args.texts, encoding="utf-8") as file:
        texts = json.load(file)
    model = SentenceTransformer(args.model, device=args.device)
    # what the other side uses; the model's own limit would cut at the same place
    model.max_seq_length = 256

    def embed(batch):
        vectors = model.encode(texts, batch_size=batch, normalize_embeddings=True, show_progress_bar=False)
        if args.device.startswith("cuda"):
            torch.cuda.synchronize()
        return vectors

    best = (0.0, 0)
    for batch in args.batch:
        vectors = embed(batch)  # warm
        speeds = []
        for _ in range(args.rounds):
            start = time.perf_counter()
            vectors = embed(batch)
            speeds.append(len(texts) / (time.perf_counter() - start))
        best = max(best, (statistics.median(speeds), batch))
    figures = {
        "name": f"sentence-transformers, batch {best[1]}",
        "texts_per_second": best[0],
        "torch": torch.__version__,
        "vectors": vectors[: args.vectors].tolist(),
    }
    with open(args.out, "w", encoding="utf-8") as file:
        json.dump(figures, file)
    print(f"{figures['name']}: {best[0]:.0f} texts/s")


if __name__ == "__main__":
    main()
