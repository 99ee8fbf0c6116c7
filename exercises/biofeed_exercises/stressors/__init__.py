"""The tasks of a stress-recovery session, as pure logic: three that stir, and one that keeps a baseline even.

Each is a `biofeed.task.Task`, and is found through the entry point group `biofeed.tasks`. What they say is
true and describes: nobody is compared with anybody, and the clock is the real one.
"""
