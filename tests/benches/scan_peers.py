"""Reads frames with zxing-cpp (PyPI) and zbar (the system's libzbar), for the table of `scan.rs`.

A line on standard input names a file of WIDTH x HEIGHT grey bytes; the answer is one line of JSON: for each decoder
the texts and the CPU milliseconds. Both decoders look for QR codes only, with their defaults otherwise.
"""

import ctypes
import ctypes.util
import json
import sys
import time

import numpy
import zxingcpp

QR_CODE, CONFIG_ENABLE, Y800 = 64, 0, 0x30303859


def zbar_reader():
    library = ctypes.CDLL(ctypes.util.find_library("zbar") or "libzbar.so.0")
    pointer = ctypes.c_void_p
    for name, result, arguments in [
        ("zbar_image_scanner_create", pointer, []),
        ("zbar_image_scanner_set_config", ctypes.c_int, [pointer, ctypes.c_int, ctypes.c_int, ctypes.c_int]),
        ("zbar_scan_image", ctypes.c_int, [pointer, pointer]),
        ("zbar_image_create", pointer, []),
        ("zbar_image_destroy", None, [pointer]),
        ("zbar_image_set_format", None, [pointer, ctypes.c_ulong]),
        ("zbar_image_set_size", None, [pointer, ctypes.c_uint, ctypes.c_uint]),
        ("zbar_image_set_data", None, [pointer, pointer, ctypes.c_ulong, pointer]),
        ("zbar_image_first_symbol", pointer, [pointer]),
        ("zbar_symbol_next", pointer, [pointer]),
        ("zbar_symbol_get_data", pointer, [pointer]),
        ("zbar_symbol_get_data_length", ctypes.c_uint, [pointer]),
    ]:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    scanner = library.zbar_image_scanner_create()
    library.zbar_image_scanner_set_config(scanner, 0, CONFIG_ENABLE, 0)
    library.zbar_image_scanner_set_config(scanner, QR_CODE, CONFIG_ENABLE, 1)

    def read(pixels):
        height, width = pixels.shape
        image = library.zbar_image_create()
        library.zbar_image_set_format(image, Y800)
        library.zbar_image_set_size(image, width, height)
        library.zbar_image_set_data(image, pixels.ctypes.data, width * height, None)
        library.zbar_scan_image(scanner, image)
        texts, symbol = [], library.zbar_image_first_symbol(image)
        while symbol:
            length = library.zbar_symbol_get_data_length(symbol)
            data = ctypes.string_at(library.zbar_symbol_get_data(symbol), length)
            texts.append(data.decode("utf-8", "replace"))
            symbol = library.zbar_symbol_next(symbol)
        library.zbar_image_destroy(image)
        return texts

    return read


def zxing_read(pixels):
    return [code.text for code in zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)]


def main():
    width, height = int(sys.argv[1]), int(sys.argv[2])
    readers = {"zxing-cpp": zxing_read, "zbar": zbar_reader()}
    for line in sys.stdin:
        pixels = numpy.fromfile(line.rstrip("\n"), dtype=numpy.uint8).reshape(height, width)
        answer = {}
        for name, read in readers.items():
            start = time.process_time()
            texts = read(pixels)
            answer[name] = {"texts": texts, "ms": (time.process_time() - start) * 1000}
        print(json.dumps(answer), flush=True)


main()
