"""What this app offers to the whole site: its pages are found by Wagtail's own index and the page sitemap."""
