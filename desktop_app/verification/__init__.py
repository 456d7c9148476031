"""Checking a certificate without a network: keys, revocations, the page for any browser, open badges."""
