"""What the benchmarks share: reports, the running product, rates beside nginx, the first load of a browser."""
