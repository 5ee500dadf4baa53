"""Small generated photographs for tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from home.models import SiteImage


def photo(title: str = "Làn tre", size: tuple[int, int] = (64, 48), **fields) -> SiteImage:
    content = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(content, "JPEG")
    file = SimpleUploadedFile("anh.jpg", content.getvalue(), "image/jpeg")
    texts = {"description": "Làn tre đựng rau.", "credit": "Nhóm ảnh", "licence": "own"}
    return SiteImage.objects.create(title=title, file=file, **(texts | fields))
