"""Pages that look over several subjects: the own page by code, one registration, the week, the workload."""
