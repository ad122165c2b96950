"""The main job, end to end, on real texts and a real server that gets killed."""
