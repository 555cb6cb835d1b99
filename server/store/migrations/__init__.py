"""The schema's history; a revision that has been released is never changed."""
