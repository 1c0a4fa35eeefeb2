from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    # Packages bring sources and samples that no page asks for: collecting and compressing them took ten seconds.
    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.scss", "*.html", "*.njk", "*.json", "*.md", "*.mjs"]
