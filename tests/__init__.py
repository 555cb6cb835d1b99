"""Tests: fakes instead of mocks, real processes where it counts, nothing beyond loopback."""
