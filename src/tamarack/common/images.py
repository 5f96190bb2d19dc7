"""Small pictures that come from outside, such as logos: written anew, so that nothing but the picture is kept."""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from tamarack.core.errors import N_, BadInput

BYTES_MOST = 2_000_000
PIXELS_MOST = 20_000_000
SIZE = (600, 200)
"""The largest width and height that are kept."""


def small_picture(upload: "UploadedFile[bytes]") -> bytes:
    """A PNG or JPEG as a PNG of at most 600 by 200 pixels.

    Raises
    ------
    BadInput
        If it is neither, or too large.
    """
    if (upload.size or 0) > BYTES_MOST:
        raise BadInput(
            N_("The picture is larger than {most} MB. Please make it smaller."), most=BYTES_MOST // 1_000_000
        )
    try:
        with Image.open(BytesIO(upload.read()), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > PIXELS_MOST:
                raise Image.DecompressionBombError
            ImageOps.exif_transpose(image, in_place=True)
            upright = image.convert("RGBA")
            upright.thumbnail(SIZE)
            bare = Image.new("RGBA", upright.size)
            bare.paste(upright)
            bare.save(stream := BytesIO(), "PNG", optimize=True)
    except (Image.DecompressionBombError, UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadInput(N_("This is not a picture that can be kept. Please choose a PNG or a JPEG.")) from None
    return stream.getvalue()
