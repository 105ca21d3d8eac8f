"""Loudspeaker and microphone, by ALSA's own programs."""
