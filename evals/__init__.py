"""Cases, metrics, runs and the scorecard."""
