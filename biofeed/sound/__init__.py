"""The breath as sound, for eyes that are closed.

`types` holds the words, `tones` how each cue sounds, `mixer` what the loudspeaker hears from block to
block, `speaker` is the only module that touches sound hardware, and `player` is what a front end uses.
To import this package loads neither numpy nor miniaudio: most sessions are silent.
"""
