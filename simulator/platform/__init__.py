"""The reference central platform: ``docs/platform-api/platform.openapi.yaml`` on a real socket."""
