"""Steps that are done once: a step's result stands in the output folder under its name."""
import pickle
import time
from pathlib import Path


class Cache:
    """Runs a step, or reads what it left the last time. The times of all steps are kept."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def step(self, name: str, make):
        path = self.folder / f"{name}.pickle"
        if path.exists():
            return pickle.loads(path.read_bytes())[0]
        print(f"{name} ...", flush=True)
        begun = time.time()
        result = make()
        path.write_bytes(pickle.dumps((result, time.time() - begun), protocol=5))
        print(f"{name}: {time.time() - begun:.0f} s", flush=True)
        return result

    def seconds(self) -> dict[str, float]:
        """Seconds that each step took when it was done."""
        return {p.stem: pickle.loads(p.read_bytes())[1] for p in sorted(self.folder.glob("*.pickle"))}
