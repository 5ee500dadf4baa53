"""Static files by whitenoise, with the headers that a static file needs besides its own."""

from whitenoise.middleware import WhiteNoiseMiddleware

from home.delivery.policies import SERVER


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    def add_cache_headers(self, headers, path: str, url: str) -> None:
        super().add_cache_headers(headers, path, url)
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Server"] = SERVER
