"""One adapter a province: the port on one side, that province's wire on the other."""
