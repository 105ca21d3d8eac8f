"""Devices as ports: one package a kind, one file a driver."""
