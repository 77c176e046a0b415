"""Prints where Playwright keeps its Chromium, whether or not it has been fetched."""

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
