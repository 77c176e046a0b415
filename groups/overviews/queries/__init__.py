"""The week, the day ahead and the workload, as pages read them."""
